-- For the start of a server that knows that no worker runs and no message waits: what was published or running is looked
-- at at once instead of when its watchdog or lease runs out. What waits for a time of its own goes on waiting.
-- KEYS: 1 timers
-- ARGV: none
-- Answers: how many jobs

--- @include clock
--- @include job

local now = now_ms()
local found = 0
for _, id in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  local state = redis.call('HGET', P .. 'job:' .. id, 'state')
  if state == 'queued' or state == 'running' then
    redis.call('ZADD', KEYS[1], now, id)
    found = found + 1
  end
end
return found
