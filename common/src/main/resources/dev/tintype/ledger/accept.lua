-- Takes a job: idempotency record, record, indexes, timer and event in one step.
-- KEYS: 1 job, 2 idempotency record (left out: none)
-- ARGV: 1 id, 2 tenant, 3 type, 4 pool, 5 request, 6 fingerprint of the request, 7 publish grace (ms),
--       8 not before (ms since 1970, 0: now), 9 queue ttl (ms, 0: none), 10 max attempts, 11 result ttl (ms),
--       12 tags (JSON array), 13 traceparent ('': none), 14 idempotency ttl (ms),
--       15 whom to tell ('url event event ...', '': nobody)
-- Answers: {'CREATED', record} | {'REPLAYED', id} | {'MISMATCH', id}
-- The same id again (the answer was lost) answers CREATED with the record as it is now.

--- @include clock
--- @include job
--- @include move

if KEYS[2] then
  local seen = redis.call('HMGET', KEYS[2], 'fp', 'job')
  if seen[1] and seen[1] ~= ARGV[6] then
    return { 'MISMATCH', seen[2] }
  end
  if seen[1] and seen[2] ~= ARGV[1] then
    return { 'REPLAYED', seen[2] }
  end
end
if redis.call('EXISTS', KEYS[1]) == 1 then
  return { 'CREATED', redis.call('HGETALL', KEYS[1]) }
end

local now = now_ms()
local job = {
  key = KEYS[1], id = ARGV[1], tenant = ARGV[2], type = ARGV[3], state = 'queued', ver = 1, created = now, tags = ARGV[12],
  callback = ARGV[15] ~= '' and ARGV[15]
}
local start = now
local due = now + tonumber(ARGV[7])
if tonumber(ARGV[8]) > now then
  job.state = 'scheduled'
  start = tonumber(ARGV[8])
  due = start
end
redis.call('HSET', job.key, 'id', job.id, 'tenant', job.tenant, 'type', job.type, 'pool', ARGV[4], 'request', ARGV[5],
  'state', job.state, 'ver', 1, 'attempt', 0, 'fails', 0, 'max', ARGV[10], 'ttl', ARGV[11], 'tags', job.tags,
  'created', now)
if job.state == 'queued' then
  redis.call('HSET', job.key, 'queued', now)
end
if job.callback then
  redis.call('HSET', job.key, 'callback', job.callback)
end
if ARGV[13] ~= '' then
  redis.call('HSET', job.key, 'traceparent', ARGV[13])
end
if ARGV[9] ~= '0' then
  job.deadline = start + tonumber(ARGV[9])
  redis.call('HSET', job.key, 'deadline', job.deadline)
end
if KEYS[2] then
  redis.call('HSET', KEYS[2], 'fp', ARGV[6], 'job', job.id)
  redis.call('PEXPIRE', KEYS[2], ARGV[14])
end
each_index(job, function(index)
  redis.call('ZADD', index, now, job.id)
end)
look_at(job, by_deadline(job, due))
tell(job, 'state')
return { 'CREATED', redis.call('HGETALL', job.key) }
