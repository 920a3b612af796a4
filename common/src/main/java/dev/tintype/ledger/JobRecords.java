package dev.tintype.ledger;

import dev.tintype.broker.Envelope;
import dev.tintype.job.Artifact;
import dev.tintype.job.BatchId;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.Job;
import dev.tintype.job.JobError;
import dev.tintype.job.JobFailure;
import dev.tintype.job.JobId;
import dev.tintype.job.JobRequest;
import dev.tintype.job.JobResult;
import dev.tintype.job.JobState;
import dev.tintype.job.Progress;
import dev.tintype.json.Json;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** Between a job's hash and {@link Job}. */
final class JobRecords {
    private static final TypeReference<List<Artifact>> ARTIFACTS = new TypeReference<>() {};
    private static final TypeReference<Map<String, Object>> REPORT = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> SEALED_KEYS = new TypeReference<>() {};

    private static final TypeReference<List<String>> IDS = new TypeReference<>() {};

    private JobRecords() {}

    /** The job in a HGETALL answer as scripts give it: name, value, name, value, … */
    static Job job(List<?> flat) {
        return job(fields(flat));
    }

    /** A HGETALL answer as scripts give it, by name. */
    static Map<String, String> fields(List<?> flat) {
        Map<String, String> fields = HashMap.newHashMap(flat.size() / 2);
        for (int i = 0; i < flat.size(); i += 2) {
            fields.put((String) flat.get(i), (String) flat.get(i + 1));
        }
        return fields;
    }

    /** What the broker is to be told of the job in {@code fields}. */
    static Envelope message(Job job, Map<String, String> fields) {
        return new Envelope(
                Envelope.VERSION,
                job.id(),
                job.tenant(),
                job.request().spec().pool(),
                field(fields, "request"),
                job.createdAt(),
                fields.get("traceparent"));
    }

    static Job job(Map<String, String> fields) {
        return job(fields, JobRequest.fromJson(Json.tree(field(fields, "request"))));
    }

    /** @param request the one in {@code fields} */
    static Job job(Map<String, String> fields, JobRequest request) {
        int attempt = Integer.parseInt(field(fields, "attempt"));
        return new Job(
                new JobId(field(fields, "id")),
                field(fields, "tenant"),
                request,
                JobState.ofWireName(field(fields, "state")),
                Long.parseLong(field(fields, "ver")),
                attempt,
                Integer.parseInt(field(fields, "fails")),
                fields.containsKey("cancel"),
                Instant.ofEpochMilli(Long.parseLong(field(fields, "created"))),
                time(fields, "queued"),
                time(fields, "started"),
                time(fields, "finished"),
                time(fields, "expires"),
                progress(fields.get("progress")),
                read(fields.getOrDefault("artifacts", "[]"), ARTIFACTS),
                read(fields.getOrDefault("report", "{}"), REPORT),
                error(fields.get("error"), attempt),
                fields.containsKey("redrive") ? new JobId(field(fields, "redrive")) : null,
                fields.containsKey("batch") ? new BatchId(field(fields, "batch")) : null,
                fields.containsKey("chunks")
                        ? Json.mapper().readValue(field(fields, "after"), IDS).stream()
                                .map(JobId::new)
                                .toList()
                        : List.of());
    }

    /** Whether a comparison found a change, as scripts are told: empty when it was none. */
    static String changed(JobResult result) {
        if (result.report().get(JobResult.COMPARISON) instanceof Map<?, ?> comparison
                && comparison.get(JobResult.CHANGED_PERCENT) instanceof Number percent) {
            return percent.doubleValue() > 0 ? "1" : "0";
        }
        return "";
    }

    /** @param json as the hash keeps it; null: the job encrypted nothing */
    static Optional<String> sealedKey(@Nullable String json, String stream) {
        return json == null
                ? Optional.empty()
                : Optional.ofNullable(read(json, SEALED_KEYS).get(stream));
    }

    /** A failure as the hash keeps it. */
    static String error(JobFailure failure) {
        return error(failure.code(), failure.detail(), failure.retryable());
    }

    static String error(ErrorCode code, String detail, boolean retryable) {
        return Json.write(new StoredError(code.wireName(), code.title(), detail, retryable));
    }

    private static @Nullable JobError error(@Nullable String json, int attempt) {
        if (json == null) {
            return null;
        }
        StoredError error = Json.read(json, StoredError.class);
        return new JobError(error.code(), error.title(), error.detail(), error.retryable(), attempt);
    }

    private static @Nullable Progress progress(@Nullable String json) {
        return json == null ? null : Json.read(json, Progress.class);
    }

    private static @Nullable Instant time(Map<String, String> fields, String name) {
        String millis = fields.get(name);
        return millis == null ? null : Instant.ofEpochMilli(Long.parseLong(millis));
    }

    private static <T> T read(String json, TypeReference<T> type) {
        return Json.mapper().readValue(json, type);
    }

    private static String field(Map<String, String> fields, String name) {
        return Objects.requireNonNull(fields.get(name), name);
    }

    /** {@link JobError} without the attempt: the record's own, because the next claim clears the error. */
    private record StoredError(String code, String title, String detail, boolean retryable) {}
}
