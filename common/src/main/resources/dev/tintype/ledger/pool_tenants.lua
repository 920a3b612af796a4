-- Whose jobs a pool holds.
-- KEYS: 1 the pool
-- ARGV: 1 pool, 2 how many tenants to tell of: those with the most
-- Answers: {{tenant, waiting, published or running}, ...}

--- @include clock
--- @include job
--- @include pool

local pool, most = ARGV[1], tonumber(ARGV[2])
local found, list = {}, {}

local function of(tenant)
  if not found[tenant] then
    found[tenant] = { tenant, 0, 0 }
    list[#list + 1] = found[tenant]
  end
  return found[tenant]
end

for _, tenant in ipairs(redis.call('ZRANGE', backlog_key(pool), 0, -1)) do
  for _, class in ipairs(CLASSES) do
    local entry = of(tenant)
    entry[2] = entry[2] + redis.call('ZCARD', backlog_key(pool) .. ':' .. tenant .. ':' .. class)
  end
end
for _, id in ipairs(redis.call('ZRANGE', window_key(pool), 0, -1)) do
  local tenant = redis.call('HGET', P .. 'job:' .. id, 'tenant')
  if tenant then
    local entry = of(tenant)
    entry[3] = entry[3] + 1
  end
end
table.sort(list, function(a, b)
  return a[2] + a[3] > b[2] + b[3]
end)
local told = {}
for i = 1, math.min(most, #list) do
  told[i] = list[i]
end
return told
