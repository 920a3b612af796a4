-- Makes a tenant's preset, or replaces it.
--   presets:<tenant>   HASH   name -> what it holds (JSON)
-- KEYS: 1 the tenant's presets
-- ARGV: 1 name, 2 what it holds (JSON), 3 most presets of a tenant
-- Answers: 'CREATED' | 'REPLACED' | 'FULL'

local known = redis.call('HEXISTS', KEYS[1], ARGV[1]) == 1
if not known and redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[3]) then
  return 'FULL'
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return known and 'REPLACED' or 'CREATED'
