-- The one clock: Redis' own, so that clocks of callers do not matter.

--- Milliseconds since 1970.
local function now_ms()
  local t = redis.call('TIME')
  return t[1] * 1000 + math.floor(t[2] / 1000)
end
