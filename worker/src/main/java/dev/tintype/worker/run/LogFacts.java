package dev.tintype.worker.run;

import dev.tintype.job.Job;
import dev.tintype.trace.Traces;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** What stands beside every line that the thread of an attempt logs. */
final class LogFacts {
    private static final String JOB = "job";
    private static final String TENANT = "tenant";
    private static final String TRACE = "trace";

    private LogFacts() {}

    static void put(Job job, @Nullable String traceparent) {
        MDC.put(JOB, job.id().value());
        MDC.put(TENANT, job.tenant());
        String trace = Traces.id(traceparent);
        if (trace != null) {
            MDC.put(TRACE, trace);
        }
    }

    static void remove() {
        MDC.remove(JOB);
        MDC.remove(TENANT);
        MDC.remove(TRACE);
    }
}
