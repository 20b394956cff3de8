-- text processing: makes a text, splits it into words, counts and sorts them, formats a report
local state = 42
local function random(n) state = (state * 1103515245 + 12345) % 2147483648; return state // 65536 % n + 1 end
local syllables = { "ka", "to", "mi", "re", "lo", "sha", "ne", "vi", "gu", "dro" }
local text = {}
for i = 1, 12000 do
  local word = {}
  for j = 1, random(3) do word[j] = syllables[random(#syllables)] end
  text[i] = table.concat(word)
end
text = table.concat(text, " ")
local counts, lengths = {}, {}
for word in text:gmatch("%a+") do
  local key = word:upper():sub(1, 1) .. word:sub(2)
  counts[key] = (counts[key] or 0) + 1
  lengths[key] = #word
end
local names = {}
for name in pairs(counts) do names[#names + 1] = name end
table.sort(names, function(a, b) return counts[a] > counts[b] or counts[a] == counts[b] and a < b end)
local lines = {}
for i, name in ipairs(names) do
  lines[#lines + 1] = string.format("%5d %-12s %d", counts[name], name, lengths[name])
end
local report = table.concat(lines, "\n")
local sum = 0
for i = 1, #report do sum = (sum * 31 + report:byte(i)) % 1000000007 end
return #names .. " " .. sum
