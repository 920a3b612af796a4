-- Visible changes of a job. Needs include/clock.lua and include/job.lua.

--- @include pool
--- @include callback
--- @include batch

local EVENTS_KEPT = ${events_kept}

--- Appends what the job now is to the event stream, and to the callback outbox what somebody asked to be told; kind
--- `state`, or `progress` when something else changed.
local function tell(job, kind)
  if job.whole then
    return -- nobody asked for it by itself
  end
  redis.call('XADD', EVENTS, 'MAXLEN', '~', EVENTS_KEPT, '*', 'job', job.id, 'tenant', job.tenant, 'type', job.type,
    'state', job.state, 'ver', job.ver, 'kind', kind)
  tell_endpoints(job, kind)
end

--- Gives the job its next version and tells.
local function changed(job, kind)
  job.ver = redis.call('HINCRBY', job.key, 'ver', 1)
  tell(job, kind)
end

--- Changes the state: record, index, version, event, and its place in its pool. What becomes queued has none until the
--- caller gives it one.
local function move(job, to)
  if to == 'running' then
    occupy(job)
  elseif job.state == 'queued' or job.state == 'running' then
    leave(job)
  end
  redis.call('ZREM', state_index(job), job.id)
  job.state = to
  redis.call('ZADD', state_index(job), job.created, job.id)
  redis.call('HSET', job.key, 'state', to)
  changed(job, 'state')
end

--- Drops what the request holds in confidence: nobody does the job any more. Only whole values are of that form: a quote within a text
--- is escaped.
local function drop_secrets(job)
  if job.sealed then
    local request = redis.call('HGET', job.key, 'request')
    local dropped = string.gsub(request, '"sealed:%x+%.[%w+/=]+"', '"***"')
    redis.call('HSET', job.key, 'request', dropped)
    redis.call('HDEL', job.key, 'sealed')
  end
end

--- @include chunks

--- Ends the job for good: the timer goes, the time to be kept begins, its secrets go, and so do its chunks.
local function conclude(job, to, now)
  redis.call('HSET', job.key, 'finished', now)
  if to ~= 'failed' then
    redis.call('HDEL', job.key, 'error')
  end
  drop_secrets(job)
  move(job, to)
  redis.call('ZREM', TIMERS, job.id)
  if not job.whole then
    keep_until(job, now + tonumber(job.ttl))
  elseif not whole_goes_on(job) then
    keep_until(job, now)
  end
  each_chunk(job, function(chunk)
    redis.call('SREM', P .. 'kids:' .. chunk.id, job.id)
    if not WAITS_OR_RUNS[chunk.state] then
      keep_until(chunk, now)
    else
      redis.call('HSET', chunk.key, 'cancel', 1)
      if chunk.state ~= 'running' then
        conclude(chunk, 'cancelled', now)
      end
    end
  end)
  if job.batch then
    leave_batch(job, now)
  end
  if to ~= 'succeeded' then
    uncache(job)
  end
  if job.uniq and redis.call('GET', unique_key(job.tenant, job.uniq)) == job.id then
    redis.call('DEL', unique_key(job.tenant, job.uniq))
  end
end

--- @include after

--- Ends the job for good, and tells those that wait for it.
local function terminate(job, to, now)
  conclude(job, to, now)
  tell_kids(job, now)
end
