-- Registers an endpoint, or changes fields of one. One that is not disabled (any more) gets what waits for it.
-- KEYS: 1 endpoint
-- ARGV: 1 id, 2 tenant, 3 most endpoints of a tenant (0: this must be a change), 4 how disabled: a reason, '' not at all,
--       '-' as it is, 5.. names and values of fields
-- Answers: {'DONE', record} | {'FULL'} | {'UNKNOWN'} (also another tenant's)

--- @include clock
--- @include job
--- @include callback

local id, tenant, most = ARGV[1], ARGV[2], tonumber(ARGV[3])
local owner = redis.call('HGET', KEYS[1], 'tenant')
if owner and owner ~= tenant or not owner and most == 0 then
  return { 'UNKNOWN' }
end
local now = now_ms()
if not owner then
  if redis.call('ZCARD', W .. 'all:' .. tenant) >= most then
    return { 'FULL' }
  end
  redis.call('ZADD', W .. 'all:' .. tenant, now, id)
  redis.call('HSET', KEYS[1], 'id', id, 'tenant', tenant, 'created', now)
end
for i = 5, #ARGV, 2 do
  redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
end
if ARGV[4] == '' then
  redis.call('HDEL', KEYS[1], 'disabled', 'failing')
elseif ARGV[4] ~= '-' then
  redis.call('HSET', KEYS[1], 'disabled', ARGV[4])
end
local e = redis.call('HMGET', KEYS[1], 'url', 'events', 'disabled')
if e[3] then
  redis.call('HDEL', W .. 'of:' .. tenant, id)
else
  redis.call('HSET', W .. 'of:' .. tenant, id, e[1] .. ' ' .. e[2])
end
look_at_queue(id, now)
return { 'DONE', redis.call('HGETALL', KEYS[1]) }
