-- Jobs that wait for others to end. Needs `conclude` of include/move.lua.
--   kids:<id>   SET   the blocked jobs that wait for the job; gone when it has ended
-- A blocked job's record has `after` (the ids, JSON), `open` (how many of them have not ended), `policy`, and until it may
-- run `start` and `wait`: its run_at and its queue ttl.

local MOST_KIDS = 1000
local PARENT_FAILED = [==[${parent_failed}]==]

local function kids_key(id)
  return P .. 'kids:' .. id
end

--- Of the tenant's jobs `ids`: those that have not ended, and whether one of the others did not succeed. Nil and the id
--- when there is no such job.
local function look_at_parents(ids, tenant)
  local open, broken = {}, false
  for _, id in ipairs(ids) do
    local parent = load_job(P .. 'job:' .. id)
    if not parent or parent.tenant ~= tenant then
      return nil, id
    end
    if WAITS_OR_RUNS[parent.state] then
      open[#open + 1] = id
    elseif parent.state ~= 'succeeded' then
      broken = true
    end
  end
  return open, broken
end

--- Lets a blocked job wait for the jobs `open`. They tell it; the timer is for the case that they did not.
local function block(job, open, now)
  redis.call('HSET', job.key, 'open', #open)
  for _, id in ipairs(open) do
    redis.call('SADD', kids_key(id), job.id)
  end
  look_at(job, now + BACKLOG_LOOK)
end

--- Ends a blocked job because one that it waited for did not succeed. Its own kids are not told yet.
local function fail_blocked(job, now)
  local cause = PARENT_FAILED
  each_chunk(job, function(chunk)
    cause = chunk.state == 'failed' and redis.call('HGET', chunk.key, 'error') or cause
  end)
  redis.call('HSET', job.key, 'error', cause)
  conclude(job, 'failed', now)
end

--- All that the job waited for has ended: it may run, now or at its time.
local function unblock(job, now)
  local plan = redis.call('HMGET', job.key, 'start', 'wait')
  local start = math.max(now, tonumber(plan[1]))
  redis.call('HDEL', job.key, 'open', 'start', 'wait')
  if plan[2] ~= '0' then
    job.deadline = start + tonumber(plan[2])
    redis.call('HSET', job.key, 'deadline', job.deadline)
  end
  if start > now then
    move(job, 'scheduled')
    look_at(job, start)
  else
    redis.call('HSET', job.key, 'queued', now)
    move(job, 'queued')
    shelve(job, job.chunks and job.created or now, now) -- a whole has waited before
  end
end

--- Tells those that wait for the ended job, and if they end of it, those that wait for them.
local function tell_kids(job, now)
  local ended = { job }
  while #ended > 0 do
    local parent = table.remove(ended)
    local kids = redis.call('SMEMBERS', kids_key(parent.id))
    redis.call('DEL', kids_key(parent.id))
    table.sort(kids)
    for _, id in ipairs(kids) do
      local kid = load_job(P .. 'job:' .. id)
      if kid and kid.state == 'blocked' then
        if parent.state ~= 'succeeded' and kid.policy == 'fail' then
          fail_blocked(kid, now)
          ended[#ended + 1] = kid
        elseif redis.call('HINCRBY', kid.key, 'open', -1) <= 0 then
          unblock(kid, now)
        end
      end
    end
  end
end
