-- Jobs whose timer is due, oldest first.
-- KEYS: 1 timers
-- ARGV: 1 limit
-- Answers: {id, ...}

--- @include clock

return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now_ms(), 'LIMIT', 0, ARGV[1])
