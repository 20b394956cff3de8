-- search: the eight queens, all solutions, by coroutines that hand out boards
local N = 8
local function place(board, row, columns, up, down)
  if row > N then coroutine.yield(table.concat(board, " ")) return end
  for column = 1, N do
    if not (columns[column] or up[row + column] or down[row - column + N]) then
      board[row], columns[column], up[row + column], down[row - column + N] = column, true, true, true
      place(board, row + 1, columns, up, down)
      columns[column], up[row + column], down[row - column + N] = nil, nil, nil
    end
  end
end
local count, last = 0, ""
for _ = 1, 15 do
  for board in coroutine.wrap(function() place({}, 1, {}, {}, {}) end) do count = count + 1; last = board end
end
return count .. " " .. last
