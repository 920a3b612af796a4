package dev.tintype.api.job;

import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemError;
import dev.tintype.api.problem.ProblemException;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.job.BatchId;
import dev.tintype.job.Job;
import dev.tintype.job.JobId;
import dev.tintype.job.JobRequest;
import dev.tintype.ledger.Accepted;
import dev.tintype.ledger.Batch;
import dev.tintype.ledger.BatchLedger.Planned;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.NewJob;
import dev.tintype.request.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Takes batches: all of their jobs, or none. Thread-safe. */
@Service
public final class BatchService {
    private static final String ROUTE = "POST /v1/batches ";
    /** A batch has jobs of its own: what it counts and packs. */
    private static final Problem NO_CACHE = Problem.of(
            ProblemType.INVALID_REQUEST,
            ProblemError.of(new FieldError(
                    "/cache/ttl_s",
                    FieldError.UNSUPPORTED_VALUE,
                    "A batch makes each of its jobs. Leave cache out, or submit the jobs one by one.")));

    private final JobLedger ledger;
    private final JobService jobs;
    private final ResultTtls resultTtls;

    BatchService(JobLedger ledger, JobService jobs, ResultTtls resultTtls) {
        this.ledger = ledger;
        this.jobs = jobs;
        this.resultTtls = resultTtls;
    }

    /**
     * A batch that was taken.
     *
     * @param replayed it was taken before, with the same idempotency key
     */
    public record Submitted(Batch batch, boolean replayed) {}

    /** @throws ProblemException {@code batch-not-found} also for another tenant's */
    public Batch find(String tenant, String id) {
        return BatchId.parse(id)
                .flatMap(known -> ledger.batches().find(tenant, known))
                .orElseThrow(() -> Problem.of(ProblemType.BATCH_NOT_FOUND, "This key's tenant has no batch of that id.")
                        .exception());
    }

    /** Its jobs in their order, but for those that are gone; each is read when it is asked for. */
    public Stream<Job> jobs(String tenant, Batch batch) {
        return batch.jobs().stream().flatMap(id -> ledger.find(tenant, id).stream());
    }

    /**
     * Takes the jobs.
     *
     * @param at makes the problem of one job one of the batch, given the job's place
     */
    public Submitted submit(
            String tenant,
            List<JobRequest> asked,
            SubmitHeaders headers,
            BiFunction<String, Problem, ProblemException> at) {
        check(asked, at);
        List<JobRequest> requests =
                asked.stream().map(request -> resultTtls.of(tenant, request)).toList();
        String key = headers.idempotencyKey() == null ? null : ROUTE + headers.idempotencyKey();
        List<JobId> ids = Stream.generate(JobId::create).limit(requests.size()).toList();
        String text = requests.stream()
                .map(request -> request.toJson().toString())
                .toList()
                .toString();
        return switch (ledger.batches().plan(BatchId.create(), tenant, ids, text, key)) {
            case Planned.New(BatchId id) -> {
                accept(tenant, id, ids, requests, key, headers.traceparent(), at);
                yield new Submitted(found(tenant, id), false);
            }
            case Planned.Replayed(BatchId id) -> {
                Batch batch = found(tenant, id);
                if (!batch.accepted()) {
                    accept(tenant, id, batch.jobs(), requests, key, headers.traceparent(), at);
                }
                yield new Submitted(found(tenant, id), true);
            }
            case Planned.Mismatch _ -> throw Refusals.mismatch();
            case Planned.Full(int most) -> throw Refusals.full(most);
        };
    }

    private void check(List<JobRequest> requests, BiFunction<String, Problem, ProblemException> at) {
        for (int i = 0; i < requests.size(); i++) {
            try {
                jobs.check(requests.get(i));
            } catch (ProblemException e) {
                throw at.apply("/jobs/" + i, e.problem());
            }
            if (requests.get(i).options().cacheTtlS() > 0) {
                throw at.apply("/jobs/" + i, NO_CACHE);
            }
        }
    }

    private void accept(
            String tenant,
            BatchId batch,
            List<JobId> ids,
            List<JobRequest> requests,
            @Nullable String key,
            @Nullable String traceparent,
            BiFunction<String, Problem, ProblemException> at) {
        List<JobId> taken = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            NewJob job = new NewJob(ids.get(i), tenant, requests.get(i), null, traceparent, null, batch);
            if (jobs.take(job) instanceof Accepted.Refused refused) {
                taken.forEach(id -> ledger.cancel(tenant, id));
                ledger.batches().forget(batch, tenant, key);
                throw at.apply("/jobs/" + i, Refusals.of(refused, job.request()).problem());
            }
            taken.add(ids.get(i));
        }
        ledger.batches().seal(batch);
    }

    private Batch found(String tenant, BatchId id) {
        return ledger.batches()
                .find(tenant, id)
                .orElseThrow(() -> Problem.of(
                                ProblemType.JOB_GONE,
                                "The batch that this Idempotency-Key made has expired. Use a new key.")
                        .exception());
    }
}
