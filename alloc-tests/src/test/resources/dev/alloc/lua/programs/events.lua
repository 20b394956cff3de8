-- objects and closures: a simulation with classes, methods, queues and callbacks
local Event = {}; Event.__index = Event
function Event.new(time, action) return setmetatable({ time = time, action = action }, Event) end
function Event:fire(world) return self.action(world, self.time) end
local Heap = {}; Heap.__index = Heap
function Heap.new() return setmetatable({ n = 0 }, Heap) end
function Heap:push(e)
  local i = self.n + 1; self.n = i; self[i] = e
  while i > 1 and self[i // 2].time > self[i].time do
    self[i], self[i // 2] = self[i // 2], self[i]; i = i // 2
  end
end
function Heap:pop()
  local top, last = self[1], self[self.n]
  self[self.n] = nil; self.n = self.n - 1
  if self.n > 0 then
    self[1] = last
    local i = 1
    while true do
      local c = 2 * i
      if c > self.n then break end
      if c < self.n and self[c + 1].time < self[c].time then c = c + 1 end
      if self[i].time <= self[c].time then break end
      self[i], self[c] = self[c], self[i]; i = c
    end
  end
  return top
end
local seed = 7
local function random() seed = (seed * 16807) % 2147483647; return seed / 2147483647 end
local world = { queue = Heap.new(), served = 0, waited = 0, log = {} }
local function arrive(id)
  return function(w, now)
    w.queue:push(Event.new(now + 1 + random() * 5, function(w2, done)
      w2.served = w2.served + 1
      w2.waited = w2.waited + (done - now)
      if id % 100 == 0 then w2.log[#w2.log + 1] = "customer " .. id .. " at " .. string.format("%.3f", done) end
    end))
    if id < 9500 then w.queue:push(Event.new(now + random(), arrive(id + 1))) end
  end
end
world.queue:push(Event.new(0, arrive(1)))
while world.queue.n > 0 do world.queue:pop():fire(world) end
return world.served .. " " .. string.format("%.6f", world.waited) .. " " .. #table.concat(world.log)
