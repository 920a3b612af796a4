-- Pools: what waits for a worker is in the backlog, or in the window of what the broker was given. The window is small, so
-- that the order is decided here, late, and fairly. Needs include/job.lua.
--   pool:<pool>                   HASH  paused; window and until: the size that the known workers make, and for how long
--   places:<pool>                 ZSET  '<worker> <places>' -> until (ms)
--   win:<pool>                    ZSET  id -> 0 published, 1 running: exactly these are in the window
--   fly:<tenant>                  SET   ids of the tenant's jobs in any window
--   bl:<pool>                     ZSET  tenant -> pass; exactly the tenants with something in the backlog
--   pass:<pool>                   ZSET  tenant -> pass of those who left while others still wait
--   bl:<pool>:<tenant>            HASH  class -> pass
--   bl:<pool>:<tenant>:<class>    ZSET  id -> since (ms)
--
-- Order: stride scheduling. Each dispatch adds to the tenant's pass, the less the more weight they have, and the lowest pass is next; within the
-- tenant the same with the classes. Tenants come first, so that nobody gains by calling all of their work urgent. Who comes
-- back keeps their pass if it is ahead of the others', so that coming and going gains nothing either.

local ROOM = P .. 'room' -- a channel, not a key
local WINDOWS, LEAST_WINDOW, BACKLOG_LOOK = ${windows}, ${least_window}, ${backlog_look}
local LIMITS = ${limits}
local CLASSES = { 'high', 'normal', 'low' }
local STRIDES = { high = 3, normal = 8, low = 24 } -- 8 : 3 : 1
local TENANT_STRIDE = 5040

--- The tenant's running and queued caps (0: none) and weight.
local function limits(tenant)
  return LIMITS[tenant] or LIMITS['']
end

--- How many of the tenant's jobs wait, in whatever way.
local function waiting(tenant)
  local state = P .. 'idx:' .. tenant .. ':state:'
  return redis.call('ZCARD', state .. 'queued') + redis.call('ZCARD', state .. 'scheduled')
    + redis.call('ZCARD', state .. 'blocked')
end

local function pool_key(pool)
  return P .. 'pool:' .. pool
end

local function window_key(pool)
  return P .. 'win:' .. pool
end

local function backlog_key(pool)
  return P .. 'bl:' .. pool
end

--- Counts the places of the pool's workers anew, without those who went silent.
local function count_places(pool, now)
  local places = P .. 'places:' .. pool
  redis.call('ZREMRANGEBYSCORE', places, '-inf', now)
  local entries = redis.call('ZRANGE', places, 0, -1, 'WITHSCORES')
  local sum = 0
  for i = 1, #entries, 2 do
    sum = sum + tonumber(string.match(entries[i], ' (%d+)$'))
  end
  if sum == 0 then
    redis.call('HDEL', pool_key(pool), 'window', 'until')
    return LEAST_WINDOW
  end
  redis.call('HSET', pool_key(pool), 'window', sum, 'until', entries[2])
  return sum
end

--- Forgets what the worker added to the pool.
local function forget_places(pool, worker)
  local places, prefix = P .. 'places:' .. pool, worker .. ' '
  for _, entry in ipairs(redis.call('ZRANGE', places, 0, -1)) do
    if string.sub(entry, 1, #prefix) == prefix then
      redis.call('ZREM', places, entry)
    end
  end
end

--- How many jobs may be in the pool's window.
local function window(pool, now)
  if WINDOWS[pool] then
    return WINDOWS[pool]
  end
  local known = redis.call('HMGET', pool_key(pool), 'window', 'until')
  if not known[1] then
    return LEAST_WINDOW
  end
  if tonumber(known[2]) <= now then
    return count_places(pool, now)
  end
  return tonumber(known[1])
end

--- How many more jobs may be published in the pool.
local function room(pool, now)
  if redis.call('HGET', pool_key(pool), 'paused') then
    return 0
  end
  return math.max(0, window(pool, now) - redis.call('ZCARD', window_key(pool)))
end

--- Tells whoever dispatches, wherever they are, when something waits in the backlog of the job's pool and may be published.
--- Who does not hear it tops up every pool now and then.
local function ring_if_roomy(job, now)
  if redis.call('EXISTS', backlog_key(job.pool)) == 1 and room(job.pool, now) > 0 then
    redis.call('PUBLISH', ROOM, job.pool)
  end
end

local function in_window(job)
  return redis.call('ZSCORE', window_key(job.pool), job.id)
end

local function at_cap(tenant)
  local cap = limits(tenant).running
  return cap > 0 and redis.call('SCARD', P .. 'fly:' .. tenant) >= cap
end

--- Puts the job into the window; it is to be published.
local function admit(job)
  redis.call('ZADD', window_key(job.pool), 0, job.id)
  redis.call('SADD', P .. 'fly:' .. job.tenant, job.id)
end

--- The job in the window runs.
local function occupy(job)
  redis.call('ZADD', window_key(job.pool), 1, job.id)
end

--- The lowest pass of a sorted set of tenants, or nil when it is empty.
local function lowest(tenants)
  return tonumber(redis.call('ZRANGE', tenants, 0, 0, 'WITHSCORES')[2])
end

local function add_tenant(job, tenants)
  if redis.call('ZSCORE', tenants, job.tenant) then
    return
  end
  local left = P .. 'pass:' .. job.pool
  local pass = lowest(tenants) or 0
  local own = redis.call('ZSCORE', left, job.tenant)
  if own and tonumber(own) > pass then
    pass = tonumber(own)
  end
  redis.call('ZADD', tenants, pass, job.tenant)
  redis.call('ZREM', left, job.tenant)
  redis.call('ZREMRANGEBYSCORE', left, '-inf', lowest(tenants))
end

local function remove_tenant(job, tenants)
  local left, pass = P .. 'pass:' .. job.pool, redis.call('ZSCORE', tenants, job.tenant)
  redis.call('ZREM', tenants, job.tenant)
  redis.call('DEL', tenants .. ':' .. job.tenant)
  if redis.call('EXISTS', tenants) == 1 then
    redis.call('ZADD', left, pass, job.tenant)
  else
    redis.call('DEL', left)
  end
end

--- The class of the tenant that is next: key, class. Nil when nothing waits.
local function next_class(mine)
  local best, least
  for _, class in ipairs(CLASSES) do
    if redis.call('EXISTS', mine .. ':' .. class) == 1 then
      local pass = tonumber(redis.call('HGET', mine, class))
      if not least or pass < least then
        best, least = class, pass
      end
    end
  end
  return best, least
end

--- Puts a queued job into the backlog, as waiting since `since`; nothing when it is there.
local function shelve(job, since, now)
  local tenants = backlog_key(job.pool)
  local mine = tenants .. ':' .. job.tenant
  local class = job.prio or 'normal'
  if not redis.call('ZSCORE', mine .. ':' .. class, job.id) then
    add_tenant(job, tenants)
    if redis.call('EXISTS', mine .. ':' .. class) == 0 then
      local _, least = next_class(mine)
      local own = tonumber(redis.call('HGET', mine, class) or 0)
      redis.call('HSET', mine, class, math.max(own, least or 0))
    end
    redis.call('ZADD', mine .. ':' .. class, since, job.id)
  end
  look_at(job, by_deadline(job, now + BACKLOG_LOOK))
end

--- Takes the job out of the backlog, if it is there.
local function unshelve(job)
  local tenants = backlog_key(job.pool)
  local mine = tenants .. ':' .. job.tenant
  local class = mine .. ':' .. (job.prio or 'normal')
  if redis.call('ZREM', class, job.id) == 1 and not next_class(mine) then
    remove_tenant(job, tenants)
  end
end

--- Takes the job out of the window or the backlog.
local function leave(job)
  if redis.call('ZREM', window_key(job.pool), job.id) == 1 then
    redis.call('SREM', P .. 'fly:' .. job.tenant, job.id)
  else
    unshelve(job)
  end
end

--- Gives a queued job its place: the window, when nobody waits before it and it fits, else the backlog. Whether it is in
--- the window, and so to be published; it then still needs its timer.
local function enter(job, now)
  if redis.call('EXISTS', backlog_key(job.pool)) == 0 and room(job.pool, now) > 0 and not at_cap(job.tenant) then
    admit(job)
    return true
  end
  shelve(job, now, now)
  return false
end

--- Takes the job that is next out of the pool's backlog; nil when none may be published.
local function take_next(pool)
  local tenants = backlog_key(pool)
  for _, tenant in ipairs(redis.call('ZRANGE', tenants, 0, -1)) do
    if not at_cap(tenant) then
      local mine = tenants .. ':' .. tenant
      local class, pass = next_class(mine)
      local id = redis.call('ZRANGE', mine .. ':' .. class, 0, 0)[1]
      redis.call('HSET', mine, class, pass + STRIDES[class])
      redis.call('ZINCRBY', tenants, TENANT_STRIDE / limits(tenant).weight, tenant)
      unshelve({ id = id, pool = pool, tenant = tenant, prio = class })
      return load_job(P .. 'job:' .. id)
    end
  end
  return nil
end
