-- Gives a published job to a worker as its next attempt. A late message for a job that is back in the backlog is stale:
-- caps, pauses and windows hold also for what the broker kept too long.
-- KEYS: 1 job
-- ARGV: 1 worker, 2 lease (ms), 3 token of this very call, 4 id
-- Answers: {'CLAIMED', record} | {'BUSY'} | {'STALE', state} | {'GONE'} (was deleted lately) | {'UNKNOWN'}
-- The same token again (the answer was lost) answers CLAIMED with the same attempt.

--- @include clock
--- @include job
--- @include move

local job = load_job(KEYS[1])
if not job then
  if redis.call('EXISTS', gone_key(ARGV[4])) == 1 then
    return { 'GONE' }
  end
  return { 'UNKNOWN' }
end
if job.state == 'running' then
  if redis.call('HGET', job.key, 'token') == ARGV[3] then
    return { 'CLAIMED', redis.call('HGETALL', job.key) }
  end
  return { 'BUSY' }
end
if job.state ~= 'queued' or not in_window(job) then
  return { 'STALE', job.state }
end
local now = now_ms()
if past_deadline(job, now) then
  terminate(job, 'expired', now)
  return { 'STALE', job.state }
end
redis.call('HINCRBY', job.key, 'attempt', 1)
redis.call('HDEL', job.key, 'deadline', 'progress', 'error')
redis.call('HSET', job.key, 'worker', ARGV[1], 'token', ARGV[3], 'started', now)
move(job, 'running')
look_at(job, now + tonumber(ARGV[2]))
return { 'CLAIMED', redis.call('HGETALL', job.key) }
