-- Sends a webhook.test to an endpoint, whatever it listens to.
-- KEYS: 1 endpoint
-- ARGV: 1 tenant, 2 id of the delivery
-- Answers: {'DONE', record} | {'DISABLED'} | {'UNKNOWN'} (also another tenant's)

--- @include clock
--- @include job
--- @include callback

local e = redis.call('HMGET', KEYS[1], 'id', 'tenant', 'url', 'disabled')
if not e[1] or e[2] ~= ARGV[1] then
  return { 'UNKNOWN' }
end
if e[4] then
  return { 'DISABLED' }
end
post({
  id = ARGV[2], tenant = e[2], endpoint = e[1], url = e[3], queue = e[1], event = 'webhook.test', job = '',
  data = '{"id":"' .. e[1] .. '"}'
}, now_ms())
return { 'DONE', redis.call('HGETALL', W .. 'd:' .. ARGV[2]) }
