-- Asks for a job to be cancelled. What waits is cancelled here; what runs is told at its next beat.
-- KEYS: 1 job
-- ARGV: 1 tenant
-- Answers: {'CANCELLED'} | {'SIGNALLED'} | {'ALREADY', state} | {'UNKNOWN'} (also for another tenant's job)

--- @include clock
--- @include job
--- @include move

local job = load_job(KEYS[1])
if not job or job.tenant ~= ARGV[1] then
  return { 'UNKNOWN' }
end
if job.state == 'running' then
  if not job.cancel then
    redis.call('HSET', job.key, 'cancel', 1)
    changed(job, 'progress')
  end
  return { 'SIGNALLED' }
end
if WAITS_OR_RUNS[job.state] then
  redis.call('HSET', job.key, 'cancel', 1)
  terminate(job, 'cancelled', now_ms())
end
if job.state == 'cancelled' then
  ring_if_roomy(job, now_ms())
  return { 'CANCELLED' }
end
return { 'ALREADY', job.state }
