-- Notes that a run of a schedule was seen to, and when the next is. Of several that did so, one is first; the job itself is
-- made once because its idempotency key is the schedule and the run.
-- KEYS: 1 schedule, 2 next runs
-- ARGV: 1 id, 2 the run (ms), 3 the run after it (ms, '': none), 4 the job it made ('': none), 5 why it made none ('': it did,
--       or was to be left out)
-- Answers: 1 | 0 (somebody was first, or it was changed)

if redis.call('HGET', KEYS[1], 'next') ~= ARGV[2] then
  return 0
end
if ARGV[4] ~= '' then
  redis.call('HSET', KEYS[1], 'last', ARGV[2], 'job', ARGV[4])
end
if ARGV[5] ~= '' then
  redis.call('HSET', KEYS[1], 'problem', ARGV[5])
else
  redis.call('HDEL', KEYS[1], 'problem')
end
if ARGV[3] == '' then
  redis.call('HDEL', KEYS[1], 'next')
  redis.call('ZREM', KEYS[2], ARGV[1])
else
  redis.call('HSET', KEYS[1], 'next', ARGV[3])
  redis.call('ZADD', KEYS[2], ARGV[3], ARGV[1])
end
return 1
