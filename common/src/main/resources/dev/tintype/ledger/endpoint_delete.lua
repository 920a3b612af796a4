-- Forgets an endpoint. What still waits for it is found by the senders, who see that it is gone.
-- KEYS: 1 endpoint
-- ARGV: 1 id, 2 tenant
-- Answers: 1 | 0 (unknown, also another tenant's)

--- @include clock
--- @include job
--- @include callback

if redis.call('HGET', KEYS[1], 'tenant') ~= ARGV[2] then
  return 0
end
redis.call('DEL', KEYS[1])
redis.call('ZREM', W .. 'all:' .. ARGV[2], ARGV[1])
redis.call('HDEL', W .. 'of:' .. ARGV[2], ARGV[1])
look_at_queue(ARGV[1], now_ms())
return 1
