-- What a schedule learns of the comparisons that it makes. Needs include/callback.lua.

--- Notes what a comparison found, if the job is one of a schedule's: `changed` is '1', '0', or '' when the job is none. What
--- succeeded is what the next run compares with.
local function tell_schedule(job, changed, now)
  local id = changed ~= '' and redis.call('HGET', job.key, 'schedule')
  local key = id and P .. 'sched:' .. id
  if not key or redis.call('HGET', key, 'tenant') ~= job.tenant then
    return
  end
  if job.state == 'succeeded' then
    redis.call('HSET', key, 'baseline', job.id)
  end
  if changed == '1' then
    tell_listeners(job.tenant, 'schedule.changed', id .. '_' .. job.id,
      '{"id":"' .. id .. '","change":"page","job":"' .. job.id .. '"}', now)
  end
end
