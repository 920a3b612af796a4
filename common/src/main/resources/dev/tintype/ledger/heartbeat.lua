-- A worker says that it is there, and how it is; it is forgotten unless it says so again in time.
-- KEYS: 1 the worker
-- ARGV: 1 worker, 2 time to be remembered (ms), 3 how it is (JSON), 4.. pool and places in it, for each of its pools
-- Answers: 'OK'

--- @include clock
--- @include job
--- @include pool

local now = now_ms()
local ends = now + tonumber(ARGV[2])
redis.call('SET', KEYS[1], ARGV[3], 'PX', ARGV[2])
redis.call('ZADD', P .. 'workers', ends, ARGV[1])
for i = 4, #ARGV, 2 do
  forget_places(ARGV[i], ARGV[1])
  redis.call('ZADD', P .. 'places:' .. ARGV[i], ends, ARGV[1] .. ' ' .. ARGV[i + 1])
  count_places(ARGV[i], now)
end
return 'OK'
