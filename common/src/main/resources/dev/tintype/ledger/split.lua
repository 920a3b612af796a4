-- The running attempt cuts its job into chunks: all of them exist from here on, or none. The job gives its slot back and waits for
-- them, and its next attempt joins what they made. Nothing is counted. A requested cancel wins.
-- KEYS: 1 job
-- ARGV: 1 attempt, 2 chunks (JSON: {id, request, weight, artifacts} each), 3 type of chunks, 4 how often each may be tried
-- Answers: {'DONE', state} | {'FENCED'}

--- @include clock
--- @include job
--- @include move
--- @include attempt

local job = load_job(KEYS[1])
local refusal = refuse(job, ARGV[1])
if refusal then
  return refusal
end
local now = now_ms()
if job.cancel then
  terminate(job, 'cancelled', now)
  return ended(job)
end
local ids, weight = {}, 0
local traceparent = redis.call('HGET', job.key, 'traceparent')
for i, plan in ipairs(cjson.decode(ARGV[2])) do
  local chunk = {
    key = P .. 'job:' .. plan.id, id = plan.id, tenant = job.tenant, type = ARGV[3], state = 'queued', created = now,
    pool = job.pool, prio = job.prio, whole = job.id
  }
  redis.call('HSET', chunk.key, 'id', chunk.id, 'tenant', chunk.tenant, 'type', chunk.type, 'pool', chunk.pool, 'prio', chunk.prio,
    'request', plan.request, 'state', chunk.state, 'ver', 1, 'attempt', 0, 'fails', 0, 'max', ARGV[4], 'ttl', job.ttl, 'tags', '[]',
    'created', now, 'queued', now, 'whole', job.id, 'weight', plan.weight, 'told', 0)
  if plan.artifacts ~= '[]' then
    redis.call('HSET', chunk.key, 'artifacts', plan.artifacts)
  end
  if traceparent then
    redis.call('HSET', chunk.key, 'traceparent', traceparent)
  end
  redis.call('ZADD', state_index(chunk), now, chunk.id)
  shelve(chunk, now, now)
  ids[i] = plan.id
  weight = weight + plan.weight
end
job.chunks, job.policy = '1', 'fail'
redis.call('HSET', job.key, 'chunks', 1, 'after', cjson.encode(ids), 'policy', 'fail', 'start', 0, 'wait', 0, 'weight', weight,
  'made', 0, 'progress', '{"percent":' .. CHUNKS_FROM .. ',"stage":"chunks"}')
redis.call('HDEL', job.key, 'error')
move(job, 'blocked')
block(job, ids, now)
return ended(job)
