-- How a pool stands.
-- KEYS: 1 the pool
-- ARGV: 1 pool
-- Answers: {paused (1 | 0), window, published, running, backlog}

--- @include clock
--- @include job
--- @include pool

local pool = ARGV[1]
local backlog = 0
for _, tenant in ipairs(redis.call('ZRANGE', backlog_key(pool), 0, -1)) do
  for _, class in ipairs(CLASSES) do
    backlog = backlog + redis.call('ZCARD', backlog_key(pool) .. ':' .. tenant .. ':' .. class)
  end
end
return {
  redis.call('HEXISTS', KEYS[1], 'paused'), window(pool, now_ms()),
  redis.call('ZCOUNT', window_key(pool), 0, 0), redis.call('ZCOUNT', window_key(pool), 1, 1), backlog
}
