-- The end of an attempt. Needs include/move.lua.

--- nil when `attempt` is the running one and may change the job; else the answer to give: {'DONE', state} when this very
--- attempt ended before (its answer was lost and it asks again), {'FENCED'} otherwise.
local function refuse(job, attempt)
  if not job then
    return { 'FENCED' }
  end
  if job.state == 'running' and job.attempt == attempt then
    return nil
  end
  local last, state = string.match(job['end'] or '', '^(%d+) (%l+)$')
  if last == attempt then
    return { 'DONE', state }
  end
  return { 'FENCED' }
end

--- Notes that the attempt itself ended in the state the job is now in, and answers so: {'DONE', state}.
local function ended(job)
  redis.call('HSET', job.key, 'end', job.attempt .. ' ' .. job.state)
  ring_if_roomy(job, now_ms())
  return { 'DONE', job.state }
end

--- Counts the running attempt as failed: the job ends, or waits for the next attempt. A requested cancel wins and counts
--- nothing. The pause is drawn from 0 .. min(cap, base * 2^(fails - 1)) ("full jitter"); `random` is in [0, 1).
local function count_failure(job, now, failure, retryable, base, cap, random)
  if job.cancel then
    terminate(job, 'cancelled', now)
    return
  end
  local fails = redis.call('HINCRBY', job.key, 'fails', 1)
  redis.call('HSET', job.key, 'error', failure)
  if not retryable or fails >= tonumber(job.max) then
    terminate(job, 'failed', now)
    return
  end
  local longest = math.min(tonumber(cap), tonumber(base) * 2 ^ (fails - 1))
  move(job, 'scheduled')
  look_at(job, now + math.floor(longest * tonumber(random)))
end
