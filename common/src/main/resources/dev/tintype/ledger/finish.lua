-- The running attempt succeeded: its artifacts become visible. A cancel that was asked for meanwhile comes too late.
-- KEYS: 1 job
-- ARGV: 1 attempt, 2 artifacts (JSON), 3 report (JSON), 4 whether a comparison found a change (1 | 0, '': it is none),
--       5 what the keys of encrypted streams are derived of, sealed (JSON; '': nothing was encrypted)
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
redis.call('HSET', job.key, 'artifacts', ARGV[2], 'report', ARGV[3], 'progress', '{"percent":100,"stage":"done"}')
if ARGV[5] ~= '' then
  redis.call('HSET', job.key, 'media_keys', ARGV[5])
end
if job.whole then
  add_up(job, 100)
end
terminate(job, 'succeeded', now_ms())
tell_schedule(job, ARGV[4], now_ms())
return ended(job)
