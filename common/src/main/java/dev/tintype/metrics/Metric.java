package dev.tintype.metrics;

/** Everything measured where it happens; {@code docs/metrics.md} describes each. */
public enum Metric {
    JOB_WAIT("tintype.job.wait", "From the moment a job could have run to its first attempt."),
    ATTEMPT("tintype.attempt", "Attempts, by how they ended."),
    TENANT_ATTEMPT("tintype.tenant.attempts", "Attempts of a tenant's jobs, by how they ended."),
    OVERHEAD("tintype.attempt.overhead", "What an attempt cost beside running: folder, end, clean-up."),
    ERROR("tintype.attempt.errors", "Attempts that failed, by error code."),
    FENCED("tintype.attempt.fenced", "Attempts that lost their lease or were overtaken; nothing of them is kept."),
    REBUILT("tintype.jobs.rebuilt", "Jobs that the ledger had lost, made anew from their messages."),
    SCRIPT("tintype.ledger.script", "Ledger scripts, as their caller waits for them."),
    SCRIPT_FAILED("tintype.ledger.failures", "Ledger scripts without an answer."),
    CALLBACK("tintype.callback", "Callbacks sent, by outcome."),
    EGRESS_REFUSED("tintype.egress.refused", "Connections that the egress proxy refused, by reason."),
    BROWSER_STARTED("tintype.browser.starts", "Browsers started: first ones, renewed ones and replaced ones."),
    CHILD("tintype.media.child", "FFmpeg's children, by how they ended."),
    SWEPT("tintype.sweep.last", "When a sweep last went to its end, in seconds since 1970.");

    private final String meterName;
    private final String description;

    Metric(String meterName, String description) {
        this.meterName = meterName;
        this.description = description;
    }

    /** As Micrometer knows it: Prometheus has {@code _} for each dot, and a unit or {@code _total} at the end. */
    public String meterName() {
        return meterName;
    }

    public String description() {
        return description;
    }
}
