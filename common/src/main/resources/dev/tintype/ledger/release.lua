-- The running attempt is given up without blame (drain): first in its tenant's backlog, nothing is counted. A requested cancel
-- wins.
-- KEYS: 1 job
-- ARGV: 1 attempt
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
else
  redis.call('HSET', job.key, 'queued', now)
  move(job, 'queued')
  shelve(job, job.created, now)
end
return ended(job)
