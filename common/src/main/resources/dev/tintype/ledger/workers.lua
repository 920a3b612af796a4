-- The workers that are there, by name. Who went silent is forgotten.
-- KEYS: 1 workers
-- ARGV: none
-- Answers: {how it is (JSON), ...}

--- @include clock
--- @include job

redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now_ms())
local found = {}
for _, name in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  local how = redis.call('GET', P .. 'worker:' .. name)
  if how then
    found[#found + 1] = how
  end
end
return found
