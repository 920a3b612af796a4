-- Sends a delivery once more, at once and under the same id, with the whole schedule before it again. What is
-- being sent right now is left alone.
-- KEYS: 1 delivery
-- ARGV: 1 tenant
-- Answers: {'DONE', record} | {'DISABLED'} (its endpoint is, or is gone) | {'UNKNOWN'} (also another tenant's)

--- @include clock
--- @include job
--- @include callback

local d = redis.call('HMGET', KEYS[1], 'id', 'tenant', 'endpoint', 'queue', 'token')
if not d[1] or d[2] ~= ARGV[1] then
  return { 'UNKNOWN' }
end
if d[3] ~= '' and not redis.call('HGET', W .. 'of:' .. d[2], d[3]) then
  return { 'DISABLED' }
end
local now = now_ms()
local leased_until = d[5] and redis.call('ZSCORE', W .. 'q:' .. d[4], d[1])
if leased_until and tonumber(leased_until) > now then
  return { 'DONE', redis.call('HGETALL', KEYS[1]) }
end
redis.call('HDEL', KEYS[1], 'token', 'error')
redis.call('HSET', KEYS[1], 'state', 'pending', 'attempts', 0, 'next', now)
redis.call('PEXPIRE', KEYS[1], PENDING_MS)
redis.call('PEXPIRE', W .. 'log:' .. d[1], PENDING_MS)
enqueue(d[4], d[1], now)
return { 'DONE', redis.call('HGETALL', KEYS[1]) }
