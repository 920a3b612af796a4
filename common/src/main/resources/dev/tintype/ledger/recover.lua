-- For the start of a server that knows that no worker runs and no message waits. What was published is looked at at once
-- instead of when its watchdog runs out. What was running is given up without blame, as in a drain; but a job that was
-- running at so many ends of a server may be their cause, and fails. What waits for a time of its own goes on waiting.
-- KEYS: 1 timers, 2 workers
-- ARGV: 1 error of a job that was running too often (JSON), 2 how often is too often, 3.. every pool
-- Answers: how many jobs

--- @include clock
--- @include job
--- @include move

local now = now_ms()
local found = 0
for _, name in ipairs(redis.call('ZRANGE', KEYS[2], 0, -1)) do
  redis.call('DEL', P .. 'worker:' .. name)
end
redis.call('DEL', KEYS[2])
for i = 3, #ARGV do
  redis.call('DEL', P .. 'places:' .. ARGV[i])
  count_places(ARGV[i], now)
end
for _, id in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  local job = load_job(P .. 'job:' .. id)
  if job and job.state == 'running' then
    found = found + 1
    local crashes = redis.call('HINCRBY', job.key, 'crashes', 1)
    if job.cancel then
      terminate(job, 'cancelled', now)
    elseif crashes >= tonumber(ARGV[2]) then
      redis.call('HSET', job.key, 'error', ARGV[1])
      terminate(job, 'failed', now)
    else
      redis.call('HSET', job.key, 'queued', now)
      move(job, 'queued')
      shelve(job, job.created, now)
    end
  elseif job and job.state == 'queued' and in_window(job) then
    found = found + 1
    look_at(job, now)
  end
end
return found
