-- The callback outbox: what is to be told to whom, written in the very step that changes the job. Needs include/clock.lua
-- and include/job.lua.
--
--   wh:ep:<endpoint>  HASH  a registered endpoint
--   wh:all:<tenant>   ZSET  created (ms) -> endpoint
--   wh:of:<tenant>    HASH  endpoint -> 'url event event ...'; exactly the endpoints that are not disabled
--   wh:d:<delivery>   HASH  one event for one endpoint, with a TTL
--   wh:log:<delivery> LIST  its newest attempts (JSON), with a TTL
--   wh:job:<job>      LIST  its newest deliveries, oldest first, with a TTL
--   wh:q:<queue>      ZSET  when to try next, or when the lease ends (ms) -> delivery; a queue is an endpoint's id, or
--                           'job <tenant> <origin>' for URLs that jobs brought
--   wh:due            ZSET  when to look at a queue next (ms) -> queue
--   wh:told:<job>     STRING there was a job.progress a moment ago
--   wh:keys:<tenant>  STRING what signs for URLs that jobs brought, sealed

local W = P .. 'wh:'
local DUE = W .. 'due'
local DAY_MS = 86400000
--- Longer than the schedule and every pause a receiver may ask for; what is held for a disabled endpoint goes then.
local PENDING_MS = 14 * DAY_MS
--- What does not fit is told as failed, and forgotten soon.
local BACKLOG, OVERFLOW_MS = 100000, 3600000
local PROGRESS_MS = 1000
local LISTED = 200

local EVENT_OF = {
  queued = 'job.queued', running = 'job.started', succeeded = 'job.succeeded', failed = 'job.failed',
  cancelled = 'job.cancelled', expired = 'job.expired'
}

local function url_of(told)
  return string.match(told, '^%S+')
end

local function listens(told, event)
  return string.find(told .. ' ', ' ' .. event .. ' ', 1, true) ~= nil
end

--- Looks at a queue next when its first delivery is due, or not at all: it is empty, or its endpoint is disabled and what
--- waits is held. A queue that is late is looked at after those that are later.
local function look_at_queue(queue, now)
  local first = redis.call('ZRANGE', W .. 'q:' .. queue, 0, 0, 'WITHSCORES')
  if not first[1] or redis.call('HGET', W .. 'ep:' .. queue, 'disabled') then
    redis.call('ZREM', DUE, queue)
  else
    redis.call('ZADD', DUE, math.max(tonumber(first[2]), now), queue)
  end
end

local function enqueue(queue, id, due)
  local key = W .. 'q:' .. queue
  redis.call('ZADD', key, due, id)
  redis.call('PEXPIRE', key, PENDING_MS)
  local looked_at = redis.call('ZSCORE', DUE, queue)
  if (not looked_at or tonumber(looked_at) > due) and not redis.call('HGET', W .. 'ep:' .. queue, 'disabled') then
    redis.call('ZADD', DUE, due, queue)
  end
end

local disable

--- Writes one delivery, unless it is there: { id, tenant, endpoint ('': none), url, queue, event, job ('': none), data (JSON), trace (nil or
--- false: none) }.
local function post(d, now)
  local key = W .. 'd:' .. d.id
  if redis.call('EXISTS', key) == 1 then
    return
  end
  local full = redis.call('ZCARD', W .. 'q:' .. d.queue) >= BACKLOG
  redis.call('HSET', key, 'id', d.id, 'tenant', d.tenant, 'endpoint', d.endpoint, 'url', d.url, 'queue', d.queue,
    'event', d.event, 'job', d.job, 'data', d.data, 'at', now, 'attempts', 0)
  if d.trace then
    redis.call('HSET', key, 'traceparent', d.trace)
  end
  if d.job ~= '' then
    redis.call('RPUSH', W .. 'job:' .. d.job, d.id)
    redis.call('LTRIM', W .. 'job:' .. d.job, -LISTED, -1)
    redis.call('PEXPIRE', W .. 'job:' .. d.job, PENDING_MS)
  end
  if full then
    redis.call('HSET', key, 'state', 'failed', 'error', 'backlog_full')
    redis.call('PEXPIRE', key, OVERFLOW_MS)
    if d.endpoint ~= '' then
      disable(d.endpoint, d.tenant, 'backlog', now)
    end
    return
  end
  redis.call('HSET', key, 'state', 'pending', 'next', now)
  redis.call('PEXPIRE', key, PENDING_MS)
  enqueue(d.queue, d.id, now)
end

--- Tells those of a tenant's endpoints that listen to it of an event that is no job's. `name` is that of what happened, which
--- happens only once.
local function tell_listeners(tenant, event, name, data, now)
  local told = redis.call('HGETALL', W .. 'of:' .. tenant)
  for i = 1, #told, 2 do
    if listens(told[i + 1], event) then
      post({
        id = 'msg_' .. name .. '_' .. string.sub(told[i], 4), tenant = tenant, endpoint = told[i],
        url = url_of(told[i + 1]), queue = told[i], event = event, job = '', data = data
      }, now)
    end
  end
end

--- Stops an endpoint and tells those of its tenant's others that want to know. What waits for it is held.
disable = function(endpoint, tenant, reason, now)
  local key = W .. 'ep:' .. endpoint
  if redis.call('EXISTS', key) == 0 or redis.call('HGET', key, 'disabled') then
    return
  end
  redis.call('HSET', key, 'disabled', reason)
  redis.call('HDEL', W .. 'of:' .. tenant, endpoint)
  redis.call('ZREM', DUE, endpoint)
  tell_listeners(tenant, 'endpoint.disabled', string.sub(endpoint, 4) .. '_' .. now,
    '{"id":"' .. endpoint .. '","reason":"' .. reason .. '"}', now)
end

--- What is told of a job: what it is now, and raw what it has made or why it failed.
local function facts(job)
  local rest = redis.call('HMGET', job.key, 'attempt', 'artifacts', 'error', 'progress')
  local data = '{"id":"' .. job.id .. '","type":"' .. job.type .. '","state":"' .. job.state .. '","version":' .. job.ver
    .. ',"attempt":' .. rest[1]
  if job.state == 'running' and rest[4] then
    data = data .. ',"progress":' .. rest[4]
  end
  if rest[3] then
    data = data .. ',"error":' .. rest[3]
  end
  if rest[2] then
    data = data .. ',"artifacts":' .. rest[2]
  end
  return data .. '}'
end

--- Asks for the deliveries of what the job now is: one for each endpoint that listens, and one for the URL that the job
--- itself brought. If that is a registered endpoint's, the endpoint is told once.
local function tell_endpoints(job, kind)
  local event = kind == 'progress' and 'job.progress' or EVENT_OF[job.state]
  local own = job.callback
  local told = event and redis.call('HGETALL', W .. 'of:' .. job.tenant) or {}
  if not event or (not own and #told == 0) then
    return
  end
  local own_url = own and url_of(own)
  local own_wants = own and listens(own, event)
  local to = {}
  for i = 1, #told, 2 do
    local same = url_of(told[i + 1]) == own_url
    if listens(told[i + 1], event) or (same and own_wants) then
      table.insert(to, { endpoint = told[i], url = url_of(told[i + 1]), queue = told[i], tail = string.sub(told[i], 4) })
    end
    own_wants = own_wants and not same
  end
  if own_wants then
    local queue = 'job ' .. job.tenant .. ' ' .. string.match(own_url, '^%a+://[^/?#]+')
    table.insert(to, { endpoint = '', url = own_url, queue = queue, tail = 'cb' })
  end
  if #to == 0 or (kind == 'progress'
      and not redis.call('SET', W .. 'told:' .. job.id, 1, 'NX', 'PX', PROGRESS_MS)) then
    return
  end
  local now, data, trace = now_ms(), facts(job), redis.call('HGET', job.key, 'traceparent')
  for _, d in ipairs(to) do
    d.id = 'msg_' .. string.sub(job.id, 5) .. '_' .. job.ver .. '_' .. d.tail
    d.tenant, d.event, d.job, d.data, d.trace = job.tenant, event, job.id, data, trace
    post(d, now)
  end
end
