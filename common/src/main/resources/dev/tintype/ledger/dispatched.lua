-- Notes that the broker has the message: the watchdog may wait longer. Only while the job still waits in the window at the attempt
-- that was published; an unconditional bump would give a finished job its timer back and push out a running job's lease.
-- KEYS: 1 job
-- ARGV: 1 attempt the message was published at, 2 redispatch after (ms)
-- Answers: 1 | 0 (no longer so; nothing changed)

--- @include clock
--- @include job
--- @include move

local job = load_job(KEYS[1])
if not job or job.state ~= 'queued' or job.attempt ~= ARGV[1] or not in_window(job) then
  return 0
end
look_at(job, by_deadline(job, now_ms() + tonumber(ARGV[2])))
return 1
