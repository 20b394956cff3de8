-- What a Lua program can see of its memory. Returns what every check found, one line each, so that
-- two allocators can be compared; the last line is the number of checks.
local lines, failed = {}, {}

local function check(name, actual, expected)
  local line = name .. ": " .. tostring(actual)
  lines[#lines + 1] = line
  if actual ~= expected then
    failed[#failed + 1] = line .. ", expected " .. tostring(expected)
  end
end

-- tables that grow, shrink, and change from array to hash
for _, n in ipairs {0, 1, 2, 3, 4, 7, 8, 9, 63, 64, 65, 1000, 4097} do
  local t = {}
  for i = 1, n do t[i] = i * i end
  local sum = 0
  for _, v in ipairs(t) do sum = sum + v end
  check("array of " .. n, sum, n * (n + 1) * (2 * n + 1) // 6)
  check("length of " .. n, #t, n)
  for i = 1, n do t[i] = nil end
  check("emptied " .. n, next(t), nil)
end
for _, n in ipairs {1, 5, 16, 17, 100, 1023, 1025} do
  local t = {}
  for i = 1, n do t["key" .. i] = i end
  for i = 1, n, 2 do t["key" .. i] = nil end
  local count, sum = 0, 0
  for _, v in pairs(t) do count, sum = count + 1, sum + v end
  check("hash of " .. n, count, n // 2)
  check("sum of " .. n, sum, (n // 2) * (n // 2 + 1))
end
do
  local nested = {}
  for i = 1, 200 do nested = {nested, i} end
  local depth = 0
  while nested[1] do nested, depth = nested[1], depth + 1 end
  check("nested tables", depth, 200)
  local removed = {}
  for i = 1, 100 do table.insert(removed, 1, i) end
  for _ = 1, 50 do table.remove(removed, 1) end
  check("insert and remove", #removed .. "/" .. removed[1], "50/50")
  local sorted = {}
  for i = 1, 500 do sorted[i] = (i * 7919) % 1009 end
  table.sort(sorted)
  local ordered = true
  for i = 2, 500 do ordered = ordered and sorted[i - 1] <= sorted[i] end
  check("sort", ordered, true)
  check("move", table.concat(table.move({1, 2, 3}, 1, 3, 3), ","), "1,2,1,2,3")
  check("unpack", select("#", table.unpack({}, 1, 200)), 200)
end

-- closures
do
  local counters = {}
  for i = 1, 100 do
    local n = i
    counters[i] = function() n = n + 1; return n end
  end
  for round = 1, 3 do
    local sum = 0
    for _, counter in ipairs(counters) do sum = sum + counter() end
    check("closures, round " .. round, sum, 5050 + 100 * round)
  end
  local function compose(f, g) return function(...) return f(g(...)) end end
  local f = function(x) return x end
  for _ = 1, 100 do f = compose(f, function(x) return x + 1 end) end
  check("composition", f(0), 100)
  local function many(...) return select("#", ...) end
  check("varargs", many(table.unpack({}, 1, 250)), 250)
  local y = function(h) return (function(x) return x(x) end)(function(x) return h(function(n) return x(x)(n) end) end) end
  check("fixed point", y(function(self) return function(n) return n < 2 and 1 or n * self(n - 1) end end)(20), 2432902008176640000)
  check("deep recursion", (function(n) local function down(k) return k == 0 and 0 or 1 + down(k - 1) end return down(n) end)(5000), 5000)
end

-- coroutines
do
  for _, n in ipairs {1, 10, 200} do
    local made = {}
    for i = 1, n do made[i] = coroutine.wrap(function() for k = 1, 3 do coroutine.yield(i * k) end end) end
    local sum = 0
    for _ = 1, 3 do for i = 1, n do sum = sum + made[i]() end end
    check(n .. " coroutines", sum, 6 * n * (n + 1) // 2)
  end
  local function walk(t) if type(t) == "table" then for _, v in ipairs(t) do walk(v) end else coroutine.yield(t) end end
  local seen = {}
  for v in coroutine.wrap(function() walk {1, {2, {3, {4, {5}}}}, 6} end) do seen[#seen + 1] = v end
  check("generator", table.concat(seen, " "), "1 2 3 4 5 6")
  local failing = coroutine.create(function() error("inside") end)
  local ok, message = coroutine.resume(failing)
  check("error in a coroutine", ok, false)
  check("its message", message:match("inside$"), "inside")
  check("its state", coroutine.status(failing), "dead")
  local closed = coroutine.create(function() local x <close> = setmetatable({}, {__close = function() lines.closed = true end}) coroutine.yield() end)
  coroutine.resume(closed)
  check("closing a coroutine", coroutine.close(closed), true)
  check("closes its variables", lines.closed, true)
  lines.closed = nil
end

-- strings and their buffers
for _, n in ipairs {0, 1, 39, 40, 41, 255, 256, 1023, 1024, 1025, 65537} do
  local s = ("ab"):rep(n)
  check("rep " .. n, #s, 2 * n)
  check("gsub " .. n, select(2, s:gsub("a", "")), n)
end
do
  local parts = {}
  for i = 1, 1000 do parts[i] = tostring(i) end
  local joined = table.concat(parts, ",")
  check("concat", #joined, 3892)
  local count = 0
  for number in joined:gmatch("%d+") do count = count + tonumber(number) end
  check("gmatch", count, 1000 * 1001 // 2)
  local s = ""
  for i = 1, 300 do s = s .. i end
  check("appending", #s, 792)
  check("reverse", ("abc"):rep(1000):reverse():sub(1, 3), "cba")
  check("format", ("%5.2f|%-8s|%08x|%q"):format(3.14159, "left", 48879, "a\nb"), " 3.14|left    |0000beef|\"a\\\nb\"")
  check("upper", ("straw"):upper():lower(), "straw")
  check("byte and char", string.char(("lua"):byte(1, -1)), "lua")
  check("pack", #string.pack("i4i8z", 1, 2, "three"), 18)
  check("unpacked", select(3, string.unpack("<i4i8z", string.pack("<i4i8z", 1, 2, "three"))), "three")
  check("utf8", utf8.len("äöü€😀"), 5)
  local dumped = string.dump(function(a, b) return a * b end)
  check("dump and load", load(dumped, "dumped", "b")(6, 7), 42)
  check("load of text", load("local t = {} for i = 1, 100 do t[i] = i end return #t")(), 100)
end

-- the collector
do
  local weak = setmetatable({}, {__mode = "v"})
  for i = 1, 1000 do weak[i] = {i} end
  local kept = weak[500]
  collectgarbage()
  collectgarbage()
  local alive = 0
  for _ in pairs(weak) do alive = alive + 1 end
  check("weak values", alive .. "/" .. kept[1], "1/500")
  local finalized = 0
  for _ = 1, 500 do setmetatable({}, {__gc = function() finalized = finalized + 1 end}) end
  collectgarbage()
  check("finalizers", finalized, 500)
  local ephemerons = setmetatable({}, {__mode = "k"})
  for _ = 1, 100 do local k = {}; ephemerons[k] = {k} end
  collectgarbage()
  check("ephemerons", next(ephemerons), nil)
  local cycle = setmetatable({}, {__mode = "v"})
  for i = 1, 100 do local a, b = {}, {}; a.b, b.a = b, a; cycle[i] = a end
  collectgarbage()
  check("cycles", next(cycle), nil)
  for _, mode in ipairs {"generational", "incremental"} do
    collectgarbage(mode)
    local list
    for i = 1, 3000 do list = {i, i % 100 == 0 and list or nil} end
    check(mode .. " survives", list[1], 3000)
  end
  collectgarbage("setpause", 100)
  local before = collectgarbage("count")
  do local big = {} for i = 1, 3000 do big[i] = {tostring(i)} end end
  collectgarbage()
  check("memory comes back", collectgarbage("count") < before + 1000, true)
  collectgarbage("stop")
  check("stopped", collectgarbage("isrunning"), false)
  collectgarbage("restart")
  check("step", collectgarbage("step", 10000) ~= nil, true)
end

-- errors, and metatables
do
  check("pcall", select(2, pcall(error, "thrown")), "thrown")
  check("error object", select(2, pcall(error, {code = 7})).code, 7)
  check("xpcall", select(2, xpcall(function() local x = nil; return x.y end, function(m) return m:match("nil value") end)), "nil value")
  check("stack overflow", pcall(function() local function f() return 1 + f() end return f() end), false)
  check("string too large", pcall(string.rep, "x", 1 << 62), false)
  local order = {}
  pcall(function()
    local a <close> = setmetatable({}, {__close = function() order[#order + 1] = "a" end})
    local b <close> = setmetatable({}, {__close = function() order[#order + 1] = "b" end})
    error("out")
  end)
  check("to be closed", table.concat(order), "ba")
  local point = {}
  point.__index = point
  point.__add = function(a, b) return setmetatable({x = a.x + b.x}, point) end
  point.__concat = function(a, b) return "point" end
  point.__eq = function(a, b) return a.x == b.x end
  point.__call = function(self, n) return self.x * n end
  point.__len = function() return 99 end
  local p, q = setmetatable({x = 1}, point), setmetatable({x = 2}, point)
  check("__add", (p + q).x, 3)
  check("__concat", p .. q, "point")
  check("__eq", p == setmetatable({x = 1}, point), true)
  check("__call", q(21), 42)
  check("__len", #p, 99)
  local proxied = setmetatable({}, {__index = function(t, k) rawset(t, k, k .. "!"); return t[k] end})
  for i = 1, 100 do local _ = proxied["k" .. i] end
  check("__index", proxied.k100, "k100!")
end

if #failed > 0 then error(#failed .. " checks failed:\n" .. table.concat(failed, "\n"), 0) end
return table.concat(lines, "\n") .. "\n" .. #lines
