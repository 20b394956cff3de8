-- Goes on after any failed request: each piece of work may fail for want of memory and nothing else.
local done, refused = 0, 0
for round = 1, 40 do
  local ok, message = pcall(function()
    local t = {}
    for i = 1, 60 do t[i] = {tostring(i * round), ("x"):rep(i)} end
    local parts = {}
    for value in coroutine.wrap(function() for _, v in ipairs(t) do coroutine.yield(v[1]) end end) do
      parts[#parts + 1] = value
    end
    return #table.concat(parts)
  end)
  if ok then done = done + 1 else
    assert(message == "not enough memory", message)
    refused = refused + 1
  end
end
assert(done + refused == 40)
return done > 0 and "some" or "none"
