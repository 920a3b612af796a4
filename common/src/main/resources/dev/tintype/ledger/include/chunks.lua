-- Chunks: jobs that do a part of another one, their whole. Needs include/job.lua.
--   idx:<tenant>:chunks:<whole>:<state>   ZSET  its chunks in that state, by when they were made
-- A chunk's record has `whole` (the id), `weight` (its share of the work) and `told` (the percent that its whole knows of). The
-- record of a whole has `chunks` (1), `after` (their ids, as of whatever waits), `weight` (all of them) and `made` (the sum of
-- weight * percent). Chunks are kept as long as their whole goes on, and not after.

local CHUNKS_FROM, CHUNKS_TO = 10, 90 -- of the whole's progress; before and after it works on its own

local function each_chunk(job, visit)
  if job.chunks then
    for _, id in ipairs(cjson.decode(redis.call('HGET', job.key, 'after'))) do
      local chunk = load_job(P .. 'job:' .. id)
      if chunk then
        visit(chunk)
      end
    end
  end
end

local function whole_goes_on(chunk)
  return WAITS_OR_RUNS[redis.call('HGET', P .. 'job:' .. chunk.whole, 'state') or '']
end

--- The ended job may go from then on.
local function keep_until(job, expires)
  redis.call('HSET', job.key, 'expires', expires)
  redis.call('ZADD', RETENTION, expires, job.id .. ' ' .. job.tenant)
end

--- Tells the whole how far a chunk is.
local function add_up(chunk, percent)
  local whole = load_job(P .. 'job:' .. chunk.whole)
  if not whole or whole.state ~= 'blocked' then
    return
  end
  local own = redis.call('HMGET', chunk.key, 'weight', 'told')
  redis.call('HSET', chunk.key, 'told', percent)
  local made = redis.call('HINCRBY', whole.key, 'made', (percent - tonumber(own[2])) * tonumber(own[1]))
  local share = made / tonumber(redis.call('HGET', whole.key, 'weight')) / 100
  local progress = string.format('{"percent":%d,"stage":"chunks"}', CHUNKS_FROM + math.floor((CHUNKS_TO - CHUNKS_FROM) * share))
  if redis.call('HGET', whole.key, 'progress') ~= progress then
    redis.call('HSET', whole.key, 'progress', progress)
    changed(whole, 'progress')
  end
end
