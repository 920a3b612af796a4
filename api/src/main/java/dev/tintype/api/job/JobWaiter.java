package dev.tintype.api.job;

import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemException;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.config.TintypeProperties;
import dev.tintype.event.JobEvent;
import dev.tintype.event.JobEvents;
import dev.tintype.job.Job;
import dev.tintype.job.JobId;
import dev.tintype.ledger.JobLedger;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Waits for jobs. A wait costs a parked virtual thread and an entry in a map, no connection: it listens first, then
 * looks, and looks again only when told of news, so nothing is missed and nothing is polled. When the server stops, every
 * wait ends at once with the job as it is. Thread-safe.
 */
@Component
public final class JobWaiter implements SmartLifecycle {
    private final JobLedger ledger;
    private final JobEvents events;
    private final int mostPerTenant;
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> perTenant = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    public JobWaiter(JobLedger ledger, JobEvents events, TintypeProperties properties) {
        this.ledger = ledger;
        this.events = events;
        this.mostPerTenant = properties.limits().waits();
    }

    /**
     * The job once it has ended, or as it is after {@code longest}; empty when the tenant has no such job.
     *
     * @throws ProblemException when too many of the tenant's requests wait already
     */
    public Optional<Job> untilEnd(String tenant, JobId id, Duration longest) throws InterruptedException {
        return await(
                tenant,
                id,
                longest,
                job -> job.state().terminal(),
                event -> event.state().terminal());
    }

    /**
     * The job once its version is not {@code version}, or as it is after {@code longest}, or when it has ended.
     *
     * @throws ProblemException when too many of the tenant's requests wait already
     */
    public Optional<Job> untilNot(long version, String tenant, JobId id, Duration longest) throws InterruptedException {
        return await(
                tenant,
                id,
                longest,
                job -> job.version() != version || job.state().terminal(),
                event -> event.version() != version);
    }

    /** Watches for the end of a job that is yet to be made; see {@link #untilEnd(Watch, Job, Duration)}. */
    Watch watchForEnd(String tenant, JobId id) {
        return watch(tenant, id, event -> event.state().terminal());
    }

    /**
     * The job once it has ended, or as it is after {@code longest}; empty when it is gone.
     *
     * @param watch over its end, from before it was there: what is known of it needs not be asked for again
     */
    Optional<Job> untilEnd(Watch watch, Job known, Duration longest) throws InterruptedException {
        return await(watch, Optional.of(known), longest, job -> job.state().terminal());
    }

    private Optional<Job> await(
            String tenant, JobId id, Duration longest, Predicate<Job> enough, Predicate<JobEvent> worthALook)
            throws InterruptedException {
        try (Watch watch = watch(tenant, id, worthALook)) {
            return await(watch, ledger.find(tenant, id), longest, enough);
        }
    }

    private Optional<Job> await(Watch watch, Optional<Job> known, Duration longest, Predicate<Job> enough)
            throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        Optional<Job> job = known;
        while (true) {
            long left = end - System.nanoTime();
            if (job.isEmpty() || enough.test(job.get()) || left <= 0 || stopped) {
                return job;
            }
            watch.await(left);
            job = ledger.find(watch.tenant, job.get().id());
        }
    }

    /**
     * Watches a job from now on: whoever looks at it after this misses nothing that happens later.
     *
     * @param worthALook which events count as news; called on the thread of the events, so it must be quick
     * @throws ProblemException when too many of the tenant's requests wait already
     */
    public Watch watch(String tenant, JobId id, Predicate<JobEvent> worthALook) {
        Watch watch = admit(tenant);
        watch.begin(id, worthALook);
        return watch;
    }

    /**
     * Watches all of a tenant's jobs from now on.
     *
     * @param listener told of each event, on the thread of the events, so it must be quick
     * @throws ProblemException when too many of the tenant's requests wait already
     */
    public Watch watchTenant(String tenant, Consumer<JobEvent> listener) {
        Watch watch = admit(tenant);
        watch.begin(listener);
        return watch;
    }

    private Watch admit(String tenant) {
        int now = perTenant.merge(tenant, 1, Integer::sum);
        Watch watch = new Watch(tenant);
        if (now > mostPerTenant) {
            watch.close();
            throw Problem.of(
                            ProblemType.TOO_MANY_WAITS,
                            "More than " + mostPerTenant + " requests wait for jobs. Wait for fewer at once, or poll.")
                    .header(HttpHeaders.RETRY_AFTER, "1")
                    .exception();
        }
        return watch;
    }

    /** How many requests wait now. */
    public int watching() {
        return watches.size();
    }

    @Override
    public void start() {
        stopped = false;
    }

    /** Comes before the web server's own stop, which waits for requests to end. */
    @Override
    public void stop() {
        stopped = true;
        watches.forEach(watch -> watch.news.release());
    }

    @Override
    public boolean isRunning() {
        return !stopped;
    }

    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }

    /** One request's watch over one job, or all of a tenant's; of that request's thread. */
    public final class Watch implements AutoCloseable {
        private final String tenant;
        private final Semaphore news = new Semaphore(0);
        private volatile @Nullable JobEvent newest;
        private JobEvents.@Nullable Subscription subscription;

        private Watch(String tenant) {
            this.tenant = tenant;
        }

        private void begin(JobId id, Predicate<JobEvent> worthALook) {
            watches.add(this);
            subscription = events.listen(id, event -> {
                if (worthALook.test(event)) {
                    newest = event;
                    news.release();
                }
            });
        }

        private void begin(Consumer<JobEvent> listener) {
            watches.add(this);
            subscription = events.listenTenant(tenant, event -> {
                listener.accept(event);
                newest = event;
                news.release();
            });
        }

        /** Waits for news; false when there were none in time. One true answer stands for all news until then. */
        public boolean await(long nanos) throws InterruptedException {
            if (stopped || !news.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
                return false;
            }
            news.drainPermits();
            return true;
        }

        /** The newest event told of; null when there was none yet. */
        public @Nullable JobEvent newest() {
            return newest;
        }

        /** Whether the server goes on; when not, end the request. */
        public boolean goesOn() {
            return !stopped;
        }

        @Override
        public void close() {
            if (subscription != null) {
                subscription.close();
            }
            watches.remove(this);
            perTenant.computeIfPresent(tenant, (_, count) -> count == 1 ? null : count - 1);
        }
    }
}
