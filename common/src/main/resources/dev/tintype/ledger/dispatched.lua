-- Notes that the broker has the messages of these jobs: the watchdog may wait longer. Only of those that still wait in the window at the
-- attempt that was published; an unconditional bump would give a finished job its timer back and push out a running job's lease.
-- KEYS: 1.. the jobs
-- ARGV: 1 redispatch after (ms), 2.. attempts the messages were published at
-- Answers: of how many it was still so

--- @include clock
--- @include job
--- @include move

local now, waiting = now_ms(), 0
for i, key in ipairs(KEYS) do
  local d = redis.call('HMGET', key, 'state', 'attempt', 'id', 'pool', 'deadline')
  local job = { state = d[1], attempt = d[2], id = d[3], pool = d[4], deadline = d[5] }
  if job.state == 'queued' and job.attempt == ARGV[i + 1] and in_window(job) then
    look_at(job, by_deadline(job, now + tonumber(ARGV[1])))
    waiting = waiting + 1
  end
end
return waiting
