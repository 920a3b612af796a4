-- Visible changes of a job. Needs include/clock.lua and include/job.lua.

--- @include callback

local EVENTS_KEPT = ${events_kept}

--- Appends what the job now is to the event stream, and to the callback outbox what somebody asked to be told; kind
--- `state`, or `progress` when something else changed.
local function tell(job, kind)
  redis.call('XADD', EVENTS, 'MAXLEN', '~', EVENTS_KEPT, '*', 'job', job.id, 'tenant', job.tenant, 'type', job.type,
    'state', job.state, 'ver', job.ver, 'kind', kind)
  tell_endpoints(job, kind)
end

--- Gives the job its next version and tells.
local function changed(job, kind)
  job.ver = redis.call('HINCRBY', job.key, 'ver', 1)
  tell(job, kind)
end

--- When the reconciler looks at the job next.
local function look_at(job, due)
  redis.call('ZADD', TIMERS, due, job.id)
end

--- Changes the state: record, index, version, event.
local function move(job, to)
  redis.call('ZREM', state_index(job), job.id)
  job.state = to
  redis.call('ZADD', state_index(job), job.created, job.id)
  redis.call('HSET', job.key, 'state', to)
  changed(job, 'state')
end

--- Ends the job for good: the timer goes, the time to be kept begins.
local function terminate(job, to, now)
  local expires = now + tonumber(job.ttl)
  redis.call('HSET', job.key, 'finished', now, 'expires', expires)
  if to ~= 'failed' then
    redis.call('HDEL', job.key, 'error')
  end
  move(job, to)
  redis.call('ZREM', TIMERS, job.id)
  redis.call('ZADD', RETENTION, expires, job.id .. ' ' .. job.tenant)
end
