package dev.tintype.worker.run;

import dev.tintype.audit.AuditEvent;
import dev.tintype.audit.AuditLog;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.Job;
import dev.tintype.job.JobFailure;
import dev.tintype.job.JobResult;
import dev.tintype.job.Pool;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Tells the audit log what jobs wanted to reach and may not: the hosts of their reports, and failures for that reason. */
public final class DenialsNoted implements JobRunner {
    private static final String ACTION = "egress.denied";

    private final JobRunner runner;
    private final Consumer<AuditEvent> log;

    /** @param log takes events without anybody waiting */
    public DenialsNoted(JobRunner runner, Consumer<AuditEvent> log) {
        this.runner = runner;
        this.log = log;
    }

    @Override
    public Pool pool() {
        return runner.pool();
    }

    @Override
    public int slots() {
        return runner.slots();
    }

    @Override
    public int attempts() {
        return runner.attempts();
    }

    @Override
    public Map<String, String> capabilities() {
        return runner.capabilities();
    }

    @Override
    public JobResult run(Attempt attempt) throws InterruptedException {
        try {
            JobResult result = runner.run(attempt);
            if (result.report().get("egress") instanceof Map<?, ?> egress
                    && egress.get("refusals") instanceof List<?> refusals) {
                refusals.forEach(refusal -> note(attempt.job(), refusal));
            }
            return result;
        } catch (JobFailure failure) {
            if (failure.code() == ErrorCode.EGRESS_DENIED) {
                note(attempt.job(), failure.detail());
            }
            throw failure;
        }
    }

    private void note(Job job, Object refusal) {
        if (refusal instanceof Map<?, ?> one
                && ErrorCode.EGRESS_DENIED.wireName().equals(one.get("reason"))) {
            note(job, one.get("host") + ":" + one.get("port"));
        }
    }

    private void note(Job job, String what) {
        log.accept(AuditEvent.ofServer(AuditLog.REFUSALS, ACTION, job.tenant(), "/v1/jobs/" + job.id() + " " + what));
    }

    @Override
    public void close() {
        runner.close();
    }
}
