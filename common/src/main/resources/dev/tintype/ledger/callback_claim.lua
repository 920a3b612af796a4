-- Gives due deliveries to a sender, the queue served longest ago first, so that no queue keeps the others waiting. A
-- delivery that is not recorded before its lease ends is due again.
-- KEYS: 1 due queues
-- ARGV: 1 token of this very call, 2 lease (ms), 3 most deliveries, 4 most of one queue, 5.. 'most queue' for queues with
--       another limit
-- Answers: {record, ...}

--- @include clock
--- @include job
--- @include callback

local now = now_ms()
local most, usual = tonumber(ARGV[3]), tonumber(ARGV[4])
local room = {}
for i = 5, #ARGV do
  local limit, queue = string.match(ARGV[i], '^(%d+) (.*)$')
  room[queue] = tonumber(limit)
end

local claimed = {}
local queues = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, most + #ARGV - 4)
for _, queue in ipairs(queues) do
  local free = math.min(room[queue] or usual, most - #claimed)
  if free > 0 then
    local waiting = W .. 'q:' .. queue
    for _, id in ipairs(redis.call('ZRANGEBYSCORE', waiting, '-inf', now, 'LIMIT', 0, free)) do
      local key = W .. 'd:' .. id
      if redis.call('EXISTS', key) == 1 then
        redis.call('HSET', key, 'token', ARGV[1])
        redis.call('ZADD', waiting, now + tonumber(ARGV[2]), id)
        table.insert(claimed, redis.call('HGETALL', key))
      else
        redis.call('ZREM', waiting, id)
      end
    end
    look_at_queue(queue, now)
  end
end
return claimed
