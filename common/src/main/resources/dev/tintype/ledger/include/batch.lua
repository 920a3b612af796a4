-- Jobs that were handed in together. Needs include/callback.lua.
--   batch:<id>   HASH   tenant; jobs: the planned ids (JSON); total; created; accepted: all jobs were; open: those that
--                       have not ended; ended: how many have; completed: when all had

--- How long a batch is known after the last of its jobs has ended, besides their own time.
local BATCH_KEPT = 86400000

local function batch_key(id)
  return P .. 'batch:' .. id
end

--- A job of the batch was accepted. A batch with jobs under way does not expire.
local function join_batch(job)
  redis.call('HINCRBY', batch_key(job.batch), 'open', 1)
  redis.call('PERSIST', batch_key(job.batch))
end

--- A job of the batch has ended.
local function leave_batch(job, now)
  local key = batch_key(job.batch)
  if redis.call('EXISTS', key) == 0 then
    return
  end
  if redis.call('HINCRBY', key, 'ended', 1) == tonumber(redis.call('HGET', key, 'total')) then
    redis.call('HSET', key, 'completed', now)
    tell_listeners(job.tenant, 'batch.completed', job.batch,
      '{"id":"' .. job.batch .. '","total":' .. redis.call('HGET', key, 'total') .. '}', now)
  end
  if redis.call('HINCRBY', key, 'open', -1) <= 0 then
    redis.call('PEXPIRE', key, tonumber(job.ttl) + BATCH_KEPT)
  end
end
