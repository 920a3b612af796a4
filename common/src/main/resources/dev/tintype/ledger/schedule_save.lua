-- Makes or changes a schedule.
--   sched:<id>        HASH   id, tenant, ver, created, body (JSON), next (ms), last (ms), job, problem, quiet,
--                            baseline: the newest comparison that succeeded
--   scheds            ZSET   next run (ms) -> id; exactly those that have one
--   scheds:<tenant>   ZSET   created (ms) -> id
-- KEYS: 1 schedule, 2 the tenant's schedules, 3 next runs
-- ARGV: 1 id, 2 tenant, 3 body (JSON), 4 next run (ms, '': none), 5 version it was read at ('': it is new),
--       6 most schedules of a tenant, 7 '' or 1: it tells of changes of a page only, not of its own
-- Answers: {'SAVED'} | {'CHANGED'} (meanwhile, or gone) | {'FULL'}

--- @include clock
--- @include job
--- @include callback

local known = redis.call('HMGET', KEYS[1], 'ver', 'tenant')
if ARGV[5] ~= '' and (known[1] ~= ARGV[5] or known[2] ~= ARGV[2]) then
  return { 'CHANGED' }
end
if ARGV[5] == '' and not known[1] then
  if redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[6]) then
    return { 'FULL' }
  end
  local now = now_ms()
  redis.call('HSET', KEYS[1], 'id', ARGV[1], 'tenant', ARGV[2], 'created', now)
  redis.call('ZADD', KEYS[2], now, ARGV[1])
end
local version = redis.call('HINCRBY', KEYS[1], 'ver', 1)
redis.call('HSET', KEYS[1], 'body', ARGV[3])
redis.call('HDEL', KEYS[1], 'problem')
if ARGV[4] == '' then
  redis.call('HDEL', KEYS[1], 'next')
  redis.call('ZREM', KEYS[3], ARGV[1])
else
  redis.call('HSET', KEYS[1], 'next', ARGV[4])
  redis.call('ZADD', KEYS[3], ARGV[4], ARGV[1])
end
redis.call('HSET', KEYS[1], 'quiet', ARGV[7])
if ARGV[7] == '1' then
  return { 'SAVED' }
end
tell_listeners(ARGV[2], 'schedule.changed', ARGV[1] .. '_' .. version,
  '{"id":"' .. ARGV[1] .. '","version":' .. version .. ',"change":"' .. (known[1] and 'changed' or 'created') .. '"}', now_ms())
return { 'SAVED' }
