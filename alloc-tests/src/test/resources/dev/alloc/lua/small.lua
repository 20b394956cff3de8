-- A little of everything, for runs in which one request fails.
local t = {}
for i = 1, 20 do t[i] = {tostring(i), function() return i end} end
for value in coroutine.wrap(function() for _, v in ipairs(t) do coroutine.yield(v[1]) end end) do
  t[value] = value .. "!"
end
setmetatable({}, {__gc = function() t = nil end})
collectgarbage()
