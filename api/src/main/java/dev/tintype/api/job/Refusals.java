package dev.tintype.api.job;

import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemError;
import dev.tintype.api.problem.ProblemException;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.job.JobId;
import dev.tintype.job.JobRequest;
import dev.tintype.ledger.Accepted;
import dev.tintype.request.FieldError;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/** Why the ledger does not take a job, in words. */
final class Refusals {
    /** Waiting jobs begin within seconds, or do not. */
    private static final String RETRY_QUEUED_S = "5";

    private Refusals() {}

    static ProblemException of(Accepted.Refused refused, JobRequest request) {
        return switch (refused) {
            case Accepted.Mismatch _ -> mismatch();
            case Accepted.Full(int most) -> full(most);
            case Accepted.Held(JobId holder) ->
                Problem.of(
                                ProblemType.UNIQUE_KEY_HELD,
                                holder
                                        + " has this unique_key until it ends. Wait for it, cancel it, or use another key.")
                        .exception();
            case Accepted.NoParent(JobId id) -> at(id, request, "This key's tenant has no job of that id.");
            case Accepted.Crowded(JobId id) -> at(id, request, "As many jobs wait for that one as may.");
            case Accepted.Gone _ -> throw new IllegalStateException("a new job cannot be gone");
        };
    }

    static ProblemException mismatch() {
        return Problem.of(
                        ProblemType.IDEMPOTENCY_MISMATCH,
                        "This Idempotency-Key came with another request before. Use a new key for a new request.")
                .exception();
    }

    static ProblemException full(int most) {
        return Problem.of(
                        ProblemType.TOO_MANY_QUEUED,
                        "At most " + most + " jobs of this key's tenant may wait. Try again when some have begun, or"
                                + " cancel some.")
                .header(HttpHeaders.RETRY_AFTER, RETRY_QUEUED_S)
                .exception();
    }

    private static ProblemException at(JobId id, JobRequest request, String detail) {
        List<String> after = request.options().after();
        int place = after == null ? -1 : after.indexOf(id.value());
        String pointer = place >= 0
                ? "/after/" + place
                : request.spec().sourceJobs().entrySet().stream()
                        .filter(source -> source.getValue().equals(id.value()))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse("/source");
        return Problem.of(
                        ProblemType.INVALID_REQUEST,
                        ProblemError.of(new FieldError(pointer, FieldError.UNSUPPORTED_VALUE, detail)))
                .exception();
    }
}
