-- The running attempt failed: retried after a pause, or the end. A requested cancel wins.
-- KEYS: 1 job
-- ARGV: 1 attempt, 2 error (JSON), 3 retryable (1 | 0), 4 back-off base (ms), 5 back-off cap (ms), 6 random in [0, 1),
--       7 whether a comparison found a change (1, '': it is none, or did not)
-- Answers: {'DONE', state} | {'FENCED'}

--- @include clock
--- @include job
--- @include move
--- @include attempt
--- @include schedule

local job = load_job(KEYS[1])
local refusal = refuse(job, ARGV[1])
if refusal then
  return refusal
end
count_failure(job, now_ms(), ARGV[2], ARGV[3] == '1', ARGV[4], ARGV[5], ARGV[6])
if job.state == 'failed' then
  tell_schedule(job, ARGV[7], now_ms())
end
return ended(job)
