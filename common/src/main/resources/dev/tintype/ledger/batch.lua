-- Plans a batch: the ids its jobs will have. They are accepted one by one after that; the same ids again are harmless.
-- KEYS: 1 batch, 2 idempotency record (left out: none)
-- ARGV: 1 id, 2 tenant, 3 ids of the jobs (JSON array), 4 how many, 5 fingerprint of the request,
--       6 idempotency ttl (ms), 7 how long to keep the plan when nothing comes of it (ms)
-- Answers: {'PLANNED', id} | {'REPLAYED', id} | {'MISMATCH', id} | {'FULL', most} (so many more of the tenant's jobs may not
--          wait)

--- @include clock
--- @include job
--- @include pool

if KEYS[2] then
  local seen = redis.call('HMGET', KEYS[2], 'fp', 'job')
  if seen[1] and seen[1] ~= ARGV[5] then
    return { 'MISMATCH', seen[2] }
  end
  if seen[1] and seen[2] ~= ARGV[1] then
    return { 'REPLAYED', seen[2] }
  end
end
if redis.call('EXISTS', KEYS[1]) == 1 then
  return { 'PLANNED', ARGV[1] }
end
local most = limits(ARGV[2]).queued
if most > 0 and waiting(ARGV[2]) + tonumber(ARGV[4]) > most then
  return { 'FULL', tostring(most) }
end
redis.call('HSET', KEYS[1], 'id', ARGV[1], 'tenant', ARGV[2], 'jobs', ARGV[3], 'total', ARGV[4], 'created', now_ms(),
  'open', 0, 'ended', 0)
redis.call('PEXPIRE', KEYS[1], ARGV[7])
if KEYS[2] then
  redis.call('HSET', KEYS[2], 'fp', ARGV[5], 'job', ARGV[1])
  redis.call('PEXPIRE', KEYS[2], ARGV[6])
end
return { 'PLANNED', ARGV[1] }
