-- Publishes nothing more of a pool. What was published and not begun goes back to the front of the backlog; its messages
-- are stale by that. What runs goes on.
-- KEYS: 1 the pool, 2 its window
-- ARGV: none
-- Answers: how many jobs went back

--- @include clock
--- @include job
--- @include move

redis.call('HSET', KEYS[1], 'paused', 1)
local now = now_ms()
local published = redis.call('ZRANGEBYSCORE', KEYS[2], 0, 0)
for _, id in ipairs(published) do
  local job = load_job(P .. 'job:' .. id)
  leave(job)
  shelve(job, job.created, now)
end
return #published
