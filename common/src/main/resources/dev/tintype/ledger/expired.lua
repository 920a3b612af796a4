-- Terminal jobs whose time to be kept has passed, oldest first.
-- KEYS: 1 retention
-- ARGV: 1 limit
-- Answers: {'id tenant', ...}

--- @include clock

return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now_ms(), 'LIMIT', 0, ARGV[1])
