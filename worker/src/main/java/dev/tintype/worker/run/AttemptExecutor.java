package dev.tintype.worker.run;

import dev.tintype.broker.Broker;
import dev.tintype.broker.Envelope;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.Job;
import dev.tintype.job.JobFailure;
import dev.tintype.job.JobResult;
import dev.tintype.job.JobState;
import dev.tintype.ledger.Claim;
import dev.tintype.ledger.Finish;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.LedgerUnavailable;
import dev.tintype.metrics.Measure;
import dev.tintype.metrics.Metric;
import dev.tintype.trace.Step;
import dev.tintype.trace.Traces;
import dev.tintype.vault.ArtifactVault;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Turns one delivery into at most one attempt: claim, run under a lease, write the end once, and only then let the message
 * be acknowledged. Thread-safe; called by every slot.
 */
final class AttemptExecutor implements Broker.Handler {
    private static final Logger log = LoggerFactory.getLogger(AttemptExecutor.class);
    private static final Duration RETRY_PAUSE = Duration.ofMillis(250);

    private final JobLedger ledger;
    private final ArtifactVault vault;
    private final OtherArtifacts others;
    private final JobRunner runner;
    private final LeaseKeeper leases;
    private final WorkFolders folders;
    private final String worker;
    private final Duration lease;

    AttemptExecutor(
            JobLedger ledger,
            ArtifactVault vault,
            JobRunner runner,
            LeaseKeeper leases,
            WorkFolders folders,
            String worker,
            Duration lease) {
        this.ledger = ledger;
        this.vault = vault;
        this.others = new OtherArtifacts(ledger, vault);
        this.runner = runner;
        this.leases = leases;
        this.folders = folders;
        this.worker = worker;
        this.lease = lease;
    }

    @Override
    public Broker.Outcome handle(Envelope envelope) throws InterruptedException {
        Claim claim;
        try {
            claim = ledger.claim(envelope.id(), worker, lease);
            if (claim instanceof Claim.Unknown) {
                claim = rebuilt(envelope);
            }
        } catch (LedgerUnavailable e) {
            log.warn("{} could not be claimed: {}", envelope.id(), e.getMessage());
            return Broker.Outcome.REQUEUE;
        } catch (JacksonException e) {
            log.error("{} is lost: the ledger has no record, and its message cannot be read", envelope.id(), e);
            return Broker.Outcome.DEAD;
        }
        return switch (claim) {
            case Claim.Claimed(Job job) -> {
                waited(job);
                run(job, envelope.traceparent());
                yield Broker.Outcome.ACK;
            }
            case Claim.Busy _, Claim.Stale _, Claim.Gone _ -> Broker.Outcome.ACK;
            case Claim.Unknown() -> Broker.Outcome.REQUEUE;
        };
    }

    /** The ledger lost an accepted job, as when it was restored from an older copy: the message is what is left of it. */
    private Claim rebuilt(Envelope envelope) {
        log.error(
                "the ledger has lost {} of {}, accepted at {}: it is made anew from its message. Was the ledger restored?",
                envelope.id(),
                envelope.tenant(),
                envelope.acceptedAt());
        Measure.count(Metric.REBUILT, "pool", envelope.pool().wireName());
        return ledger.rebuild(envelope) ? ledger.claim(envelope.id(), worker, lease) : new Claim.Gone();
    }

    private static void waited(Job job) {
        if (job.attempt() == 1 && job.queuedAt() != null && job.startedAt() != null) {
            Measure.time(Metric.JOB_WAIT, Duration.between(job.queuedAt(), job.startedAt()), "type", type(job));
        }
    }

    private static String type(Job job) {
        return job.request().spec().typeName();
    }

    private void run(Job job, @Nullable String traceparent) throws InterruptedException {
        try (Step step = Traces.taken("attempt", traceparent)) {
            LogFacts.put(job, step.traceparent() == null ? traceparent : step.traceparent());
            step.with("tintype.job", job.id().value())
                    .with("tintype.tenant", job.tenant())
                    .with("tintype.type", type(job))
                    .with("tintype.attempt", job.attempt());
            long began = System.nanoTime();
            long ran = runTimed(job, step);
            Duration beside = Duration.ofNanos(System.nanoTime() - began - ran);
            Measure.timeShort(Metric.OVERHEAD, beside, "type", type(job));
        } finally {
            LogFacts.remove();
        }
    }

    /** @return how many nanoseconds the runner took */
    private long runTimed(Job job, Step step) throws InterruptedException {
        try (WorkFolders.Folder folder = folders.of(job)) {
            LedgerCutting cutting = new LedgerCutting(job, ledger, vault, worker);
            RunningAttempt attempt = new RunningAttempt(
                    job, vault.writer(job), others, cutting, folder, () -> leases.progressed(job.id()));
            try (LeaseKeeper.Held held = leases.hold(attempt, job.request().timeout())) {
                JobResult result = null;
                Throwable failure = null;
                long began = System.nanoTime();
                try {
                    result = runner.run(attempt);
                } catch (RuntimeException | Error e) {
                    failure = e;
                }
                Duration ran = Duration.ofNanos(System.nanoTime() - began);
                String outcome = end(attempt, held, result, failure);
                Measure.time(Metric.ATTEMPT, ran, "type", type(job), "outcome", outcome);
                Measure.countOf(job.tenant(), Metric.TENANT_ATTEMPT, "type", type(job), "outcome", outcome);
                step.with("tintype.outcome", outcome);
                if (failure != null) {
                    step.failed();
                }
                return ran.toNanos();
            }
        }
    }

    /**
     * Writes how the attempt ended. A finished result stands even when a stop came at the last moment, unless fenced.
     *
     * @return the end's name in the metrics
     */
    private String end(
            RunningAttempt attempt, LeaseKeeper.Held held, @Nullable JobResult result, @Nullable Throwable failure)
            throws InterruptedException {
        Job job = attempt.job();
        Optional<AbortReason> reason = attempt.abortReason();
        if (reason.isPresent() && reason.get() == AbortReason.FENCED) {
            log.warn("{} attempt {} was fenced; nothing of it is kept", job.id(), job.attempt());
            attempt.cutting().forget();
            return fenced(job);
        }
        if (result != null && !attempt.cutting().chunks().isEmpty()) {
            return cut(job, held, attempt.cutting());
        }
        if (result != null) {
            JobResult made = result;
            Optional<Finish> answer = write(job, held, () -> ledger.finish(job.id(), job.attempt(), made));
            if (answer.isPresent() && answer.get() instanceof Finish.Fenced) {
                log.warn("{} attempt {} finished too late; nothing of it is kept", job.id(), job.attempt());
                return fenced(job);
            }
            return answer.isPresent() ? "succeeded" : "untold";
        }
        Optional<Finish> answer = write(job, held, () -> switch (reason.orElse(null)) {
            case CANCELLED -> ledger.cancelled(job.id(), job.attempt());
            case DRAINED -> ledger.release(job.id(), job.attempt());
            case TIMED_OUT -> ledger.fail(job.id(), job.attempt(), counted(job, timedOut(job)));
            case null, default -> ledger.fail(job.id(), job.attempt(), counted(job, typed(job, failure)));
        });
        forget(job);
        return answer.map(AttemptExecutor::name).orElse("untold");
    }

    private String cut(Job job, LeaseKeeper.Held held, LedgerCutting cutting) throws InterruptedException {
        Optional<Finish> answer = write(job, held, () -> ledger.split(job.id(), job.attempt(), cutting.chunks()));
        if (answer.isEmpty()) {
            return "untold";
        }
        if (answer.get().equals(new Finish.Done(JobState.BLOCKED))) {
            log.info("{} is cut into {} parts", job.id(), cutting.chunks().size());
            return "cut";
        }
        cutting.forget();
        return answer.get() instanceof Finish.Fenced ? fenced(job) : name(answer.get());
    }

    private String fenced(Job job) {
        Measure.count(Metric.FENCED, "type", type(job));
        forget(job);
        return "fenced";
    }

    /** {@code queued} and {@code scheduled}: it is tried again. */
    private static String name(Finish answer) {
        return switch (answer) {
            case Finish.Done(JobState state) -> state.wireName();
            case Finish.Fenced _ -> "fenced";
        };
    }

    private static JobFailure counted(Job job, JobFailure failure) {
        Measure.count(Metric.ERROR, "type", type(job), "code", failure.code().wireName());
        return failure;
    }

    private static JobFailure timedOut(Job job) {
        return new JobFailure(
                ErrorCode.TIMEOUT,
                "The attempt did not end within " + job.request().timeout().toSeconds()
                        + " s; raise timeout_s to allow more.");
    }

    private static JobFailure typed(Job job, @Nullable Throwable failure) {
        if (failure instanceof JobFailure known) {
            log.info(
                    "{} attempt {} failed: {}: {}",
                    job.id(),
                    job.attempt(),
                    known.code().wireName(),
                    known.detail(),
                    known.getCause());
            return known;
        }
        log.error("{} attempt {} failed by a defect", job.id(), job.attempt(), failure);
        return new JobFailure(ErrorCode.INTERNAL, "The worker could not do the job.");
    }

    /**
     * Sends the end until the ledger answers or the lease is over, when another attempt may be under way.
     *
     * @return empty when the ledger never answered
     */
    private Optional<Finish> write(Job job, LeaseKeeper.@Nullable Held held, Supplier<Finish> end)
            throws InterruptedException {
        while (true) {
            try (Step _ = Traces.part("tell the ledger")) {
                return Optional.of(end.get());
            } catch (LedgerUnavailable e) {
                log.warn("the end of {} attempt {} is not written yet: {}", job.id(), job.attempt(), e.getMessage());
                if (held == null || held.leaseIsOver()) {
                    return Optional.empty();
                }
                Thread.sleep(RETRY_PAUSE);
            }
        }
    }

    private void forget(Job job) {
        try {
            vault.store().deleteAttempt(job.tenant(), job.id(), job.attempt());
        } catch (IOException e) {
            log.warn("leftovers of {} attempt {} stay until the sweep: {}", job.id(), job.attempt(), e.getMessage());
        }
    }
}
