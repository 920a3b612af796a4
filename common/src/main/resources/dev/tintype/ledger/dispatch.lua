-- Moves jobs from a pool's backlog into its window, in fair order, until it is full. They are to be published.
-- KEYS: 1 the pool
-- ARGV: 1 pool, 2 publish grace (ms), 3 most to look at
-- Answers: {{id, attempt, tenant, pool, request, created, traceparent | nil}, ...}

--- @include clock
--- @include job
--- @include move

local now = now_ms()
local published = {}
local free, looked = room(ARGV[1], now), 0
while #published < free and looked < tonumber(ARGV[3]) do
  looked = looked + 1
  local job = take_next(ARGV[1])
  if not job then
    break
  end
  if past_deadline(job, now) then
    terminate(job, 'expired', now)
  else
    admit(job)
    look_at(job, by_deadline(job, now + tonumber(ARGV[2])))
    local rest = redis.call('HMGET', job.key, 'pool', 'request', 'traceparent')
    published[#published + 1] = { job.id, job.attempt, job.tenant, rest[1], rest[2], job.created, rest[3] }
  end
end
return published
