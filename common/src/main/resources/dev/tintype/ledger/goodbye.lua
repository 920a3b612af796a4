-- A worker says that it ends.
-- KEYS: 1 the worker
-- ARGV: 1 worker, 2.. its pools
-- Answers: 'OK'

--- @include clock
--- @include job
--- @include pool

redis.call('DEL', KEYS[1])
redis.call('ZREM', P .. 'workers', ARGV[1])
for i = 2, #ARGV do
  forget_places(ARGV[i], ARGV[1])
  count_places(ARGV[i], now_ms())
end
return 'OK'
