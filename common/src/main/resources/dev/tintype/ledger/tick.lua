-- The reconciler's look at one job whose timer may be due. It is outbox, retry delay, schedule, lease expiry and
-- lost-message watchdog in one; two reconcilers at once are harmless because timer and state are checked again here.
-- KEYS: 1 job
-- ARGV: 1 id, 2 publish grace (ms), 3 error for a lost worker (JSON), 4 back-off base (ms), 5 back-off cap (ms),
--       6 random in [0, 1)
-- Answers: {'PUBLISH', attempt, tenant, pool, request, created, traceparent | nil}
--          | {'MOVED', state} | {'NOTHING'} (not due, gone, or now in the backlog)

--- @include clock
--- @include job
--- @include move
--- @include attempt

local now = now_ms()
local due = redis.call('ZSCORE', TIMERS, ARGV[1])
if not due or tonumber(due) > now then
  return { 'NOTHING' }
end
local job = load_job(KEYS[1])
if not job then
  redis.call('ZREM', TIMERS, ARGV[1])
  return { 'NOTHING' }
end

if job.state == 'running' then
  count_failure(job, now, ARGV[3], true, ARGV[4], ARGV[5], ARGV[6])
  return { 'MOVED', job.state }
end
if job.state == 'blocked' then
  local open, broken = look_at_parents(cjson.decode(redis.call('HGET', job.key, 'after')), job.tenant)
  if not open or (broken and job.policy == 'fail') then
    fail_blocked(job, now)
    tell_kids(job, now)
  elseif #open == 0 then
    unblock(job, now)
  else
    block(job, open, now)
  end
  return { 'MOVED', job.state }
end
if job.state ~= 'queued' and job.state ~= 'scheduled' then
  redis.call('ZREM', TIMERS, job.id)
  return { 'NOTHING' }
end
if past_deadline(job, now) then
  terminate(job, 'expired', now)
  return { 'MOVED', job.state }
end
if job.state == 'scheduled' then
  redis.call('HSET', job.key, 'queued', now)
  move(job, 'queued')
end
if not in_window(job) and not enter(job, now) then
  return { 'NOTHING' }
end
look_at(job, by_deadline(job, now + tonumber(ARGV[2])))
local rest = redis.call('HMGET', job.key, 'pool', 'request', 'traceparent')
return { 'PUBLISH', job.attempt, job.tenant, rest[1], rest[2], job.created, rest[3] }
