-- Removes a schedule. Jobs that it made go on.
-- KEYS: 1 schedule, 2 the tenant's schedules, 3 next runs
-- ARGV: 1 id, 2 tenant
-- Answers: 1 | 0 (unknown, or another tenant's)

--- @include clock
--- @include job
--- @include callback

if redis.call('HGET', KEYS[1], 'tenant') ~= ARGV[2] then
  return 0
end
local quiet = redis.call('HGET', KEYS[1], 'quiet') == '1'
redis.call('DEL', KEYS[1])
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('ZREM', KEYS[3], ARGV[1])
if quiet then
  return 1
end
tell_listeners(ARGV[2], 'schedule.changed', ARGV[1] .. '_deleted', '{"id":"' .. ARGV[1] .. '","change":"deleted"}', now_ms())
return 1
