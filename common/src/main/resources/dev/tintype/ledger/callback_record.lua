-- Records what came of an attempt to deliver. Only who was given the delivery last may: another has it otherwise.
-- KEYS: 1 delivery
-- ARGV: 1 token it was given with, 2 outcome: delivered, retry, failed (for good) or gone (failed, and its endpoint wants no
--       more), 3 attempt (JSON, '': none was made), 4 pause before the next (ms), 5 how long the log is kept (ms),
--       6 failing this long (ms) disables an endpoint, 7 error for good when there was no attempt ('': none)
-- Answers: 'DONE' | 'FENCED'
-- The same token again (the answer was lost) answers DONE and changes nothing.

--- @include clock
--- @include job
--- @include callback

local LOGGED = 30

local d = redis.call('HMGET', KEYS[1], 'id', 'token', 'last', 'tenant', 'endpoint', 'queue')
local id, endpoint, queue = d[1], d[5], d[6]
if not id or d[2] ~= ARGV[1] then
  return id and d[3] == ARGV[1] and 'DONE' or 'FENCED'
end
local now = now_ms()
redis.call('HDEL', KEYS[1], 'token')
redis.call('HSET', KEYS[1], 'last', ARGV[1])
if ARGV[3] ~= '' then
  redis.call('HINCRBY', KEYS[1], 'attempts', 1)
  redis.call('RPUSH', W .. 'log:' .. id, ARGV[3])
  redis.call('LTRIM', W .. 'log:' .. id, -LOGGED, -1)
end

if ARGV[2] == 'retry' then
  local due = now + tonumber(ARGV[4])
  redis.call('HSET', KEYS[1], 'next', due)
  redis.call('PEXPIRE', W .. 'log:' .. id, PENDING_MS)
  enqueue(queue, id, due)
else
  redis.call('ZREM', W .. 'q:' .. queue, id)
  look_at_queue(queue, now)
  redis.call('HSET', KEYS[1], 'state', ARGV[2] == 'delivered' and 'delivered' or 'failed')
  redis.call('HDEL', KEYS[1], 'next')
  if ARGV[7] ~= '' then
    redis.call('HSET', KEYS[1], 'error', ARGV[7])
  end
  redis.call('PEXPIRE', KEYS[1], ARGV[5])
  redis.call('PEXPIRE', W .. 'log:' .. id, ARGV[5])
end

local health = W .. 'ep:' .. endpoint
if endpoint ~= '' and ARGV[3] ~= '' and redis.call('EXISTS', health) == 1 then
  if ARGV[2] == 'delivered' then
    redis.call('HDEL', health, 'failing')
  else
    redis.call('HSETNX', health, 'failing', now)
    if ARGV[2] == 'gone' then
      disable(endpoint, d[4], 'gone', now)
    elseif now - tonumber(redis.call('HGET', health, 'failing')) >= tonumber(ARGV[6]) then
      disable(endpoint, d[4], 'failing', now)
    end
  end
end
return 'DONE'
