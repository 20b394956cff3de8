-- JSON: writes records as text and reads them back, character by character with patterns
local function encode(value)
  local kind = type(value)
  if kind == "table" then
    local parts = {}
    if #value > 0 then
      for i, item in ipairs(value) do parts[i] = encode(item) end
      return "[" .. table.concat(parts, ",") .. "]"
    end
    local keys = {}
    for key in pairs(value) do keys[#keys + 1] = key end
    table.sort(keys)
    for i, key in ipairs(keys) do parts[i] = encode(key) .. ":" .. encode(value[key]) end
    return "{" .. table.concat(parts, ",") .. "}"
  elseif kind == "string" then
    return '"' .. value:gsub('[%c"\\]', function(c) return string.format("\\u%04x", c:byte()) end) .. '"'
  end
  return tostring(value)
end
local decode
local function skip(text, at) return text:match("^%s*()", at) end
local function list(text, at, result, item, close)
  at = skip(text, at)
  if text:sub(at, at) == close then return result, at + 1 end
  while true do
    at = item(text, at, result)
    local c; c, at = text:match("^%s*([,%]}])()", at)
    if c == close then return result, at end
  end
end
local function member(text, at, result)
  local key; key, at = decode(text, at)
  at = text:match("^%s*:()", at)
  result[key], at = decode(text, at)
  return at
end
local function element(text, at, result)
  local value; value, at = decode(text, at)
  result[#result + 1] = value
  return at
end
function decode(text, at)
  at = skip(text, at)
  local c = text:sub(at, at)
  if c == "{" then return list(text, at + 1, {}, member, "}") end
  if c == "[" then return list(text, at + 1, {}, element, "]") end
  if c == '"' then
    local raw, after = text:match('^"([^"]*)"()', at)
    return raw:gsub("\\u(%x%x%x%x)", function(hex) return string.char(tonumber(hex, 16)) end), after
  end
  local word, after = text:match("^([%w.+-]+)()", at)
  if word == "true" then return true, after elseif word == "false" then return false, after end
  return tonumber(word), after
end
local records = {}
for i = 1, 160 do
  records[i] = { id = i, name = "name " .. i, tags = { "a" .. i % 7, "b" .. i % 11, "c" }, score = i * 1.5,
    address = { street = "Street " .. i % 50, city = "City\t" .. i % 13 }, active = i % 3 == 0 }
end
local text = encode(records)
for _ = 1, 3 do text = encode((decode(text, 1))) end
return tostring(#text)
