-- Names of keys, and a job's hash as a table.
--
-- Every key shares one hash tag, so all live in one slot and a script may build the names it derives from a record.
--   job:<id>                            HASH   the record
--   timers                              ZSET   when to look at a job next (ms) -> id; exactly the non-terminal jobs
--   ret                                 ZSET   when a terminal job goes (ms) -> id tenant
--   ev                                  STREAM every visible change
--   idx:<tenant>[:state|type|tag:<v>]   ZSET   created (ms) -> id; for listing
--   idem:<tenant>:<hash>                HASH   fp, job; an idempotency key, with a TTL
--   uniq:<tenant>:<hash>                STRING the id of the job that has not ended and holds the unique key
--   cache:<tenant>:<hash>               STRING the id of the newest job with that identity that has not failed
--   gone:<id>                           STRING for a while, that the job was deleted
-- What pools keep is in include/pool.lua, who waits for whom in include/after.lua,
-- and batches are in include/batch.lua.

local P = '{tintype}:'
local TIMERS, RETENTION, EVENTS = P .. 'timers', P .. 'ret', P .. 'ev'

local FIELDS = {
  'id', 'tenant', 'type', 'state', 'ver', 'attempt', 'fails', 'max', 'created', 'ttl', 'deadline', 'cancel', 'end', 'tags',
  'pool', 'prio', 'uniq', 'policy', 'batch', 'callback', 'cache', 'sealed', 'whole', 'chunks'
}

local WAITS_OR_RUNS = { blocked = true, scheduled = true, queued = true, running = true }

--- The job in the hash `key` as a table of strings (false where a field is absent), or nil when there is none.
local function load_job(key)
  local values = redis.call('HMGET', key, unpack(FIELDS))
  if not values[1] then
    return nil
  end
  local job = { key = key }
  for i, field in ipairs(FIELDS) do
    job[field] = values[i]
  end
  return job
end

local function unique_key(tenant, hash)
  return P .. 'uniq:' .. tenant .. ':' .. hash
end

local function cache_key(tenant, identity)
  return P .. 'cache:' .. tenant .. ':' .. identity
end

--- Lets the job take no other's place any more: 1, or 0 when it did not.
local function uncache(job)
  if job.cache and redis.call('GET', cache_key(job.tenant, job.cache)) == job.id then
    return redis.call('DEL', cache_key(job.tenant, job.cache))
  end
  return 0
end

--- The job that takes the place of one with that identity: it is under way, or succeeded at most `ttl` ms ago and is kept
--- still. Nil when there is none.
local function stand_in(tenant, identity, ttl, now)
  local id = redis.call('GET', cache_key(tenant, identity))
  local job = id and load_job(P .. 'job:' .. id)
  if not job or job.cancel then
    return nil
  end
  if WAITS_OR_RUNS[job.state] then
    return job
  end
  local times = redis.call('HMGET', job.key, 'finished', 'expires')
  if job.state == 'succeeded' and now < tonumber(times[1]) + ttl and now < tonumber(times[2]) then
    return job
  end
  return nil
end

local function gone_key(id)
  return P .. 'gone:' .. id
end

--- Chunks are not among the tenant's jobs: the tenant asked for the whole.
local function state_index(job)
  local of = job.whole and ':chunks:' .. job.whole or ':state'
  return P .. 'idx:' .. job.tenant .. of .. ':' .. job.state
end

--- Calls visit(key) for every index that lists the job.
local function each_index(job, visit)
  if job.whole then
    visit(state_index(job))
    return
  end
  local all = P .. 'idx:' .. job.tenant
  visit(all)
  visit(state_index(job))
  visit(all .. ':type:' .. job.type)
  for _, tag in ipairs(cjson.decode(job.tags)) do
    visit(all .. ':tag:' .. tag)
  end
end

--- When the reconciler looks at the job next.
local function look_at(job, due)
  redis.call('ZADD', TIMERS, due, job.id)
end

--- `due`, but not after the moment until which the job may wait for its first attempt.
local function by_deadline(job, due)
  if job.deadline and tonumber(job.deadline) < due then
    return tonumber(job.deadline)
  end
  return due
end

local function past_deadline(job, now)
  return job.deadline and now >= tonumber(job.deadline)
end
