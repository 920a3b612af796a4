-- The running attempt stopped because a cancel was asked for.
-- KEYS: 1 job
-- ARGV: 1 attempt
-- Answers: {'DONE', state} | {'FENCED'} (also when nobody asked: nothing changed)

--- @include clock
--- @include job
--- @include move
--- @include attempt

local job = load_job(KEYS[1])
local refusal = refuse(job, ARGV[1])
if refusal then
  return refusal
end
if not job.cancel then
  return { 'FENCED' }
end
terminate(job, 'cancelled', now_ms())
return ended(job)
