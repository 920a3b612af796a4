-- One page of a tenant's jobs, newest first: created descending, then id descending. The index with the fewest entries is
-- walked and the others are asked about each entry, so the order needs no temporary set, and work per call is bounded by
-- the number of entries looked at, whatever the filters.
-- KEYS: 1.. the indexes a job must be in
-- ARGV: 1 upper bound of created ('(ms', 'ms' or '+inf'), 2 lower bound ('(ms' or '-inf'), 3 created and 4 id of the last
--       entry seen ('' and '': from the start), 5 limit, 6 most entries to look at, 7 bytes of requests that are enough
-- Answers: {created, id, bytes, record, ...}: the last entry looked at ('' and '' when there are no more), the size of the
-- records' requests, then the records

--- @include job

local walk = KEYS[1]
local fewest = redis.call('ZCARD', walk)
for i = 2, #KEYS do
  local size = redis.call('ZCARD', KEYS[i])
  if size < fewest then
    walk, fewest = KEYS[i], size
  end
end

local function in_all(id)
  for _, key in ipairs(KEYS) do
    if key ~= walk and not redis.call('ZSCORE', key, id) then
      return false
    end
  end
  return true
end

local limit, most, enough = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local answer, found, looked, offset = { '', '', 0 }, 0, 0, 0
while true do
  local chunk = math.min(100, most - looked + 1)
  local entries = redis.call('ZREVRANGEBYSCORE', walk, ARGV[1], ARGV[2], 'WITHSCORES', 'LIMIT', offset, chunk)
  for i = 1, #entries, 2 do
    local id, created = entries[i], entries[i + 1]
    if created ~= ARGV[3] or id < ARGV[4] then
      if found == limit or looked == most or answer[3] >= enough then
        return answer
      end
      looked = looked + 1
      answer[1], answer[2] = created, id
      if in_all(id) then
        found = found + 1
        answer[3 + found] = redis.call('HGETALL', P .. 'job:' .. id)
        answer[3] = answer[3] + redis.call('HSTRLEN', P .. 'job:' .. id, 'request')
      end
    end
  end
  if #entries < 2 * chunk then
    answer[1], answer[2] = '', ''
    return answer
  end
  offset = offset + chunk
end
