-- Takes a job: idempotency record, record, indexes, timer, place in its pool, and event in one step.
-- KEYS: 1 job, 2 idempotency record (left out: none)
-- ARGV: 1 id, 2 tenant, 3 type, 4 pool, 5 request, 6 fingerprint of the request, 7 publish grace (ms),
--       8 not before (ms since 1970, 0: now), 9 queue ttl (ms, 0: none), 10 max attempts, 11 result ttl (ms),
--       12 tags, and what stands for metadata (JSON array), 13 traceparent ('': none), 14 idempotency ttl (ms), 15 priority,
--       16 hash of the unique key ('': none), 17 id of the job it redrives ('': none), 18 ids of the jobs it waits for
--       (JSON array), 19 what becomes of it when one of them does not succeed (fail | continue),
--       20 when a lost record was first accepted (ms since 1970, '': it is new), 21 its batch ('': none),
--       22 whom to tell ('url event event ...', '': nobody), 23 its identity, when one with the same may take its place later
--       ('': none may), 24 how long after its end another may take its place now (ms, 0: none may),
--       25 the schedule that makes it ('': none), 26 whether the request has sealed secrets (1, '': none)
-- Answers: {'CREATED', record, 1 (to be published) | 0} | {'REPLAYED', id} | {'MISMATCH', id}
--          | {'HIT', record} (an identical job has succeeded) | {'JOIN', record} (one is under way)
--          | {'FULL', most} (as many of the tenant's jobs wait as may) | {'HELD', id} (it has the unique key)
--          | {'NO_PARENT', id} | {'CROWDED', id} (as many jobs wait for that one as may) | {'GONE'} (was deleted lately)
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
local known = load_job(KEYS[1])
if known then
  local publish = known.state == 'queued' and in_window(known)
  return { 'CREATED', redis.call('HGETALL', KEYS[1]), publish and 1 or 0 }
end

local now = now_ms()
local lost = ARGV[20] ~= ''
if ARGV[24] ~= '0' and not lost then
  local other = stand_in(ARGV[2], ARGV[23], tonumber(ARGV[24]), now)
  if other then
    if KEYS[2] then
      redis.call('HSET', KEYS[2], 'fp', ARGV[6], 'job', other.id)
      redis.call('PEXPIRE', KEYS[2], ARGV[14])
    end
    return { other.state == 'succeeded' and 'HIT' or 'JOIN', redis.call('HGETALL', other.key) }
  end
end
local parents, open, broken = cjson.decode(ARGV[18]), {}, false
if lost then
  if redis.call('EXISTS', gone_key(ARGV[1])) == 1 then
    return { 'GONE' }
  end
else
  local most = limits(ARGV[2]).queued
  if most > 0 and waiting(ARGV[2]) >= most then
    return { 'FULL', tostring(most) }
  end
  local holder = ARGV[16] ~= '' and redis.call('GET', unique_key(ARGV[2], ARGV[16]))
  if holder then
    return { 'HELD', holder }
  end
  open, broken = look_at_parents(parents, ARGV[2])
  if not open then
    return { 'NO_PARENT', broken }
  end
  for _, id in ipairs(open) do
    if redis.call('SCARD', kids_key(id)) >= MOST_KIDS then
      return { 'CROWDED', id }
    end
  end
end

local job = {
  key = KEYS[1], id = ARGV[1], tenant = ARGV[2], type = ARGV[3], state = 'queued', ver = 1,
  created = lost and ARGV[20] or now, ttl = ARGV[11], tags = ARGV[12], pool = ARGV[4], prio = ARGV[15],
  uniq = ARGV[16] ~= '' and ARGV[16], cache = ARGV[23] ~= '' and ARGV[23], batch = ARGV[21] ~= '' and ARGV[21], callback = ARGV[22] ~= '' and ARGV[22]
}
local start = now
local due = now + tonumber(ARGV[7])
if #open > 0 or (broken and ARGV[19] == 'fail') then
  job.state = 'blocked'
elseif tonumber(ARGV[8]) > now then
  job.state = 'scheduled'
  start = tonumber(ARGV[8])
  due = start
end
redis.call('HSET', job.key, 'id', job.id, 'tenant', job.tenant, 'type', job.type, 'pool', job.pool, 'prio', job.prio,
  'request', ARGV[5], 'state', job.state, 'ver', 1, 'attempt', 0, 'fails', 0, 'max', ARGV[10], 'ttl', job.ttl,
  'tags', job.tags, 'created', job.created)
if job.state == 'queued' then
  redis.call('HSET', job.key, 'queued', now)
end
if job.callback then
  redis.call('HSET', job.key, 'callback', job.callback)
end
if ARGV[13] ~= '' then
  redis.call('HSET', job.key, 'traceparent', ARGV[13])
end
if job.uniq then
  redis.call('HSET', job.key, 'uniq', job.uniq)
  redis.call('SET', unique_key(job.tenant, job.uniq), job.id, 'NX')
end
if job.cache then
  redis.call('HSET', job.key, 'cache', job.cache)
  if not lost or redis.call('EXISTS', cache_key(job.tenant, job.cache)) == 0 then
    redis.call('SET', cache_key(job.tenant, job.cache), job.id)
  end
end
if ARGV[17] ~= '' then
  redis.call('HSET', job.key, 'redrive', ARGV[17])
end
if ARGV[25] ~= '' then
  redis.call('HSET', job.key, 'schedule', ARGV[25])
end
if ARGV[26] ~= '' then
  job.sealed = ARGV[26]
  redis.call('HSET', job.key, 'sealed', job.sealed)
end
if lost then
  redis.call('HSET', job.key, 'rebuilt', now)
end
if job.batch then
  redis.call('HSET', job.key, 'batch', job.batch)
  join_batch(job)
end
if job.state == 'blocked' then
  redis.call('HSET', job.key, 'after', ARGV[18], 'policy', ARGV[19], 'start', ARGV[8], 'wait', ARGV[9])
elseif ARGV[9] ~= '0' and not lost then
  job.deadline = start + tonumber(ARGV[9])
  redis.call('HSET', job.key, 'deadline', job.deadline)
end
if KEYS[2] then
  redis.call('HSET', KEYS[2], 'fp', ARGV[6], 'job', job.id)
  redis.call('PEXPIRE', KEYS[2], ARGV[14])
end
each_index(job, function(index)
  redis.call('ZADD', index, job.created, job.id)
end)
tell(job, 'state')
local publish = job.state == 'queued' and enter(job, now)
if publish or job.state == 'scheduled' then
  look_at(job, by_deadline(job, due))
elseif broken and job.state == 'blocked' and ARGV[19] == 'fail' then
  fail_blocked(job, now)
  tell_kids(job, now)
elseif job.state == 'blocked' then
  block(job, open, now)
end
ring_if_roomy(job, now)
return { 'CREATED', redis.call('HGETALL', job.key), publish and 1 or 0 }
