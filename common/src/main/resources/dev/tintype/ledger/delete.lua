-- Removes a terminal job: record, indexes, retention.
-- KEYS: 1 job
-- ARGV: 1 id, 2 tenant, 3 how long it is known to be gone (ms): longer than a message may be late
-- Answers: 1 | 0 (not terminal, unknown, or another tenant's)

--- @include job

local job = load_job(KEYS[1])
if not job then
  -- An entry without a record would come back to the sweeper for ever.
  redis.call('ZREM', RETENTION, ARGV[1] .. ' ' .. ARGV[2])
  return 0
end
if job.tenant ~= ARGV[2] or WAITS_OR_RUNS[job.state] then
  return 0
end
each_index(job, function(index)
  redis.call('ZREM', index, job.id)
end)
redis.call('ZREM', RETENTION, job.id .. ' ' .. job.tenant)
uncache(job)
redis.call('DEL', job.key)
redis.call('SET', gone_key(job.id), 1, 'PX', ARGV[3])
return 1
