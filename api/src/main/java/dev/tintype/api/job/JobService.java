package dev.tintype.api.job;

import dev.tintype.api.callback.CallbackUrls;
import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemError;
import dev.tintype.api.problem.ProblemException;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.api.upload.UploadSources;
import dev.tintype.artifact.ArtifactStore;
import dev.tintype.broker.Broker;
import dev.tintype.broker.BrokerUnavailable;
import dev.tintype.broker.ControlMessage;
import dev.tintype.dispatch.Dispatcher;
import dev.tintype.job.CompareSpec;
import dev.tintype.job.Job;
import dev.tintype.job.JobCallback;
import dev.tintype.job.JobId;
import dev.tintype.job.JobRequest;
import dev.tintype.job.JobState;
import dev.tintype.ledger.Accepted;
import dev.tintype.ledger.Cancel;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.LedgerUnavailable;
import dev.tintype.ledger.NewJob;
import dev.tintype.request.FieldError;
import dev.tintype.seal.RequestSeal;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Service;

/** What can be done with jobs, one call each; refusals are problems. Thread-safe. */
@Service
public final class JobService {
    private static final Logger log = LoggerFactory.getLogger(JobService.class);
    /** Idempotency keys are remembered per tenant and route. */
    private static final String ROUTE = "POST /v1/jobs ";

    private final JobLedger ledger;
    private final Dispatcher dispatcher;
    private final Broker broker;
    private final ArtifactStore artifacts;
    private final JobWaiter waiter;
    private final UploadSources uploads;
    private final CallbackUrls callbackUrls;
    private final ProxyNames proxies;
    private final HardwareThere hardware;
    private final ResultTtls resultTtls;

    public JobService(
            JobLedger ledger,
            Dispatcher dispatcher,
            Broker broker,
            ArtifactStore artifacts,
            JobWaiter waiter,
            ResultTtls resultTtls,
            CallbackUrls callbackUrls,
            ProxyNames proxies,
            HardwareThere hardware,
            UploadSources uploads) {
        this.proxies = proxies;
        this.hardware = hardware;
        this.uploads = uploads;
        this.resultTtls = resultTtls;
        this.callbackUrls = callbackUrls;
        this.waiter = waiter;
        this.ledger = ledger;
        this.dispatcher = dispatcher;
        this.broker = broker;
        this.artifacts = artifacts;
    }

    /** A job that was taken, or stands for one that was asked for. */
    public record Submitted(Job job, How how) {}

    /** How a submitted job came to be. */
    public enum How {
        MADE,
        /** It was taken before, with the same idempotency key. */
        REPLAYED,
        /** An identical one had succeeded. */
        HIT,
        /** An identical one was under way. */
        JOINED
    }

    /** Takes a job. It is durable when this returns; publishing follows and is not waited for. */
    public Submitted submit(
            String tenant, JobRequest request, @Nullable String idempotencyKey, @Nullable String traceparent) {
        return submit(JobId.create(), tenant, request, idempotencyKey, traceparent);
    }

    /** As the other, and gives the job once it has ended, or as it is after {@code patience}. */
    Submitted submit(
            String tenant,
            JobRequest request,
            @Nullable String idempotencyKey,
            @Nullable String traceparent,
            Duration patience)
            throws InterruptedException {
        if (!patience.isPositive()) {
            return submit(tenant, request, idempotencyKey, traceparent);
        }
        JobId id = JobId.create();
        JobWaiter.Watch begun;
        try {
            begun = waiter.watchForEnd(tenant, id);
        } catch (ProblemException tooMany) {
            log.warn("{} will not be waited for: {}", id, tooMany.getMessage());
            return submit(id, tenant, request, idempotencyKey, traceparent);
        }
        Submitted submitted;
        try (JobWaiter.Watch watch = begun) {
            submitted = submit(id, tenant, request, idempotencyKey, traceparent);
            if (submitted.how() == How.MADE) {
                Job made = submitted.job();
                return new Submitted(orAccepted(made, () -> waiter.untilEnd(watch, made, patience)), submitted.how());
            }
        }
        return new Submitted(ended(submitted.job(), patience), submitted.how());
    }

    private Submitted submit(
            JobId id,
            String tenant,
            JobRequest request,
            @Nullable String idempotencyKey,
            @Nullable String traceparent) {
        check(request);
        uploads.hold(tenant, request);
        String key = idempotencyKey == null ? null : ROUTE + idempotencyKey;
        return accept(new NewJob(id, tenant, resultTtls.of(tenant, request), key, traceparent));
    }

    /** Takes a new job with the request of one that has ended. It waits for no other: that is over. */
    Submitted redrive(String tenant, String id, @Nullable String idempotencyKey, @Nullable String traceparent) {
        Job job = find(tenant, id);
        if (!job.state().terminal()) {
            throw notFinished(job, "Only what has ended can be done again.");
        }
        if (RequestSeal.concerns(job.request())) {
            throw Problem.of(
                            ProblemType.SECRETS_DROPPED,
                            "What the request held in confidence (headers, cookies, storage, passwords) was dropped when the"
                                    + " job ended. Send the whole request again, with them, to POST /v1/jobs.")
                    .exception();
        }
        uploads.hold(tenant, job.request());
        String key = idempotencyKey == null ? null : "POST /v1/jobs/" + job.id() + "/redrive " + idempotencyKey;
        JobRequest request = job.request().with(job.request().options().withoutAfter());
        return accept(new NewJob(JobId.create(), tenant, request, key, traceparent, job.id(), null));
    }

    /** @throws ProblemException when its callback may not be called, there is no such proxy, or only a schedule can make such a job */
    void check(JobRequest request) {
        if (request.spec() instanceof CompareSpec compare && compare.isAboutLastRun()) {
            String detail = "Only the job of a schedule has a last run. Give an artifact, an upload or a capture.";
            throw Problem.of(
                            ProblemType.INVALID_REQUEST,
                            ProblemError.of(
                                    new FieldError("/source/before/last_run", FieldError.UNSUPPORTED_VALUE, detail)))
                    .exception();
        }
        proxies.check(request.spec());
        hardware.check(request.spec());
        JobCallback callback = request.options().callback();
        if (callback != null) {
            callbackUrls.check("/callback/url", callback.url());
        }
    }

    /** Has the ledger take the job, and publishes it if it is its turn. */
    Accepted take(NewJob job) {
        Accepted answer = ledger.accept(job);
        if (answer instanceof Accepted.Created(Job created, var message)) {
            message.ifPresent(it -> dispatcher.offer(it, created.attempt()));
        }
        return answer;
    }

    private Submitted accept(NewJob job) {
        return switch (take(job)) {
            case Accepted.Created created -> new Submitted(created.job(), How.MADE);
            case Accepted.Hit(Job same) -> new Submitted(same, How.HIT);
            case Accepted.Joined(Job same) -> new Submitted(same, How.JOINED);
            case Accepted.Replayed(JobId id) -> new Submitted(replayed(job.tenant(), id), How.REPLAYED);
            case Accepted.Refused refused -> throw Refusals.of(refused, job.request());
        };
    }

    /** The accepted job once it has ended, or as it is when waiting is over, or when it cannot be waited for. */
    public Job ended(Job accepted, Duration longest) throws InterruptedException {
        return orAccepted(accepted, () -> waiter.untilEnd(accepted.tenant(), accepted.id(), longest));
    }

    private static Job orAccepted(Job accepted, Waiting waiting) throws InterruptedException {
        try {
            return waiting.end().orElse(accepted);
        } catch (LedgerUnavailable | ProblemException e) {
            // it is accepted, whatever happens to the wish to wait
            log.warn("{} is not waited for: {}", accepted.id(), e.getMessage());
            return accepted;
        }
    }

    /** A wait for a job's end. */
    @FunctionalInterface
    private interface Waiting {
        Optional<Job> end() throws InterruptedException;
    }

    /** @throws ProblemException when the tenant has no such job; a part of one is none */
    public Job find(String tenant, String id) {
        return JobId.parse(id)
                .flatMap(known -> ledger.find(tenant, known))
                .filter(job -> !job.request().spec().partial())
                .orElseThrow(JobService::notFound);
    }

    /** The job after the cancel: cancelled, or still running and told to stop. */
    Job cancel(String tenant, String text) {
        Job found = find(tenant, text);
        JobId id = found.id();
        switch (ledger.cancel(tenant, id)) {
            case Cancel.Cancelled _ -> found.chunks().forEach(this::tellWorkers);
            case Cancel.Signalled _ -> tellWorkers(id);
            case Cancel.Already(JobState state) ->
                throw Problem.of(ProblemType.JOB_ENDED, "The job has already ended: it is " + state.wireName() + ".")
                        .exception();
            case Cancel.Unknown _ -> throw notFound();
        }
        return ledger.find(tenant, id).orElseThrow(JobService::notFound);
    }

    /** Removes an ended job now: artifacts first, so that a removal cut short can be asked for again. */
    void delete(String tenant, String id) throws IOException {
        Job job = find(tenant, id);
        if (!job.state().terminal()) {
            throw notFinished(job, "Cancel it first, or wait for its end.");
        }
        ledger.uncache(tenant, job.id());
        artifacts.deleteJob(tenant, job.id());
        ledger.delete(tenant, job.id());
    }

    /** A foreign id answers exactly as an unknown one (rule 5). */
    public static ProblemException notFound() {
        return Problem.of(ProblemType.JOB_NOT_FOUND, "This key's tenant has no job of that id.")
                .exception();
    }

    /** @param wayOut what the caller can do about it */
    public static ProblemException notFinished(Job job, String wayOut) {
        return Problem.of(
                        ProblemType.JOB_NOT_FINISHED,
                        "The job is " + job.state().wireName() + ". " + wayOut)
                .header(HttpHeaders.RETRY_AFTER, "1")
                .exception();
    }

    private Job replayed(String tenant, JobId id) {
        return ledger.find(tenant, id)
                .orElseThrow(() -> Problem.of(
                                ProblemType.JOB_GONE,
                                "The job that this Idempotency-Key made was deleted or has expired. Use a new key.")
                        .exception());
    }

    /** Only saves time: the worker's next beat says the same. */
    private void tellWorkers(JobId id) {
        try {
            broker.broadcast(new ControlMessage.Cancel(id));
        } catch (BrokerUnavailable e) {
            log.warn("{} is told to stop by its next beat only: {}", id, e.getMessage());
        }
    }
}
