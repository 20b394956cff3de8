-- binary trees: builds and walks complete trees of tables, most of them short-lived
local function make(depth)
  if depth == 0 then return {} end
  return { make(depth - 1), make(depth - 1) }
end
local function count(tree)
  if not tree[1] then return 1 end
  return 1 + count(tree[1]) + count(tree[2])
end
local total = 0
local long = make(12)
for depth = 4, 12, 4 do
  for _ = 1, 2 ^ (12 - depth + 2) do total = total + count(make(depth)) end
end
return tostring(total + count(long))
