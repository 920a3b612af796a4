-- Renews the lease of a running attempt. Progress that differs from the last is a visible change.
-- KEYS: 1 job
-- ARGV: 1 attempt, 2 lease (ms), 3 progress (JSON, '': none)
-- Answers: 'OK' | 'CANCEL' (renewed, but the caller wants it stopped) | 'FENCED'

--- @include clock
--- @include job
--- @include move

local job = load_job(KEYS[1])
if not job or job.state ~= 'running' or job.attempt ~= ARGV[1] then
  return 'FENCED'
end
look_at(job, now_ms() + tonumber(ARGV[2]))
if ARGV[3] ~= '' and redis.call('HGET', job.key, 'progress') ~= ARGV[3] then
  redis.call('HSET', job.key, 'progress', ARGV[3])
  changed(job, 'progress')
  if job.whole then
    add_up(job, cjson.decode(ARGV[3]).percent)
  end
end
if job.cancel then
  return 'CANCEL'
end
return 'OK'
