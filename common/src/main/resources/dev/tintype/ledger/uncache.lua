-- From now on the job takes no other's place: it is about to go.
-- KEYS: 1 job
-- ARGV: 1 tenant
-- Answers: 1 | 0 (it did not, is unknown, or another tenant's)

--- @include job

local job = load_job(KEYS[1])
if not job or job.tenant ~= ARGV[1] then
  return 0
end
return uncache(job)
