-- Lets a pool be published again.
-- KEYS: 1 the pool
-- ARGV: none
-- Answers: 1 (it was paused) | 0

return redis.call('HDEL', KEYS[1], 'paused')
