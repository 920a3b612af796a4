-- A batch, and how many of its jobs are in which state. Jobs that were deleted or have expired are in none.
-- KEYS: 1 batch
-- ARGV: 1 tenant
-- Answers: {id, created, completed ('': not), jobs (JSON array), accepted (1 | 0), {state, how many, ...}}
--          | {} (unknown, or another tenant's)

--- @include job

local batch = redis.call('HMGET', KEYS[1], 'id', 'tenant', 'created', 'completed', 'jobs', 'accepted')
if batch[2] ~= ARGV[1] then
  return {}
end
local counts = {}
for _, id in ipairs(cjson.decode(batch[5])) do
  local job = redis.call('HMGET', P .. 'job:' .. id, 'state', 'batch')
  if job[2] == batch[1] then
    counts[job[1]] = (counts[job[1]] or 0) + 1
  end
end
local list = {}
for state, count in pairs(counts) do
  list[#list + 1] = state
  list[#list + 1] = count
end
return { batch[1], batch[3], batch[4] or '', batch[5], batch[6] and 1 or 0, list }
