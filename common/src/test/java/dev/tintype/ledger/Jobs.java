package dev.tintype.ledger;

import dev.tintype.crypt.ArtifactEncryption;
import dev.tintype.job.CacheOptions;
import dev.tintype.job.EventType;
import dev.tintype.job.JobCallback;
import dev.tintype.job.JobId;
import dev.tintype.job.JobOptions;
import dev.tintype.job.JobOptions.AfterFailure;
import dev.tintype.job.JobRequest;
import dev.tintype.job.NoopSpec;
import dev.tintype.job.Priority;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes jobs for tests: {@code aJob().tags("nightly").build()}. */
public final class Jobs {
    private JobId id = JobId.create();
    private String tenant = "acme";
    private @Nullable String idempotencyKey;
    private Priority priority = Priority.NORMAL;
    private @Nullable Instant runAt;
    private @Nullable Integer queueTtlS;
    private @Nullable Integer timeoutS;
    private int maxAttempts = JobOptions.DEFAULT_MAX_ATTEMPTS;
    private @Nullable List<String> tags;
    private @Nullable Map<String, String> metadata;
    private @Nullable JobCallback callback;
    private @Nullable List<String> after;
    private AfterFailure afterFailure = AfterFailure.FAIL;
    private @Nullable String uniqueKey;
    private int cacheTtlS;
    private @Nullable ArtifactEncryption encryption;

    private Jobs() {}

    public static Jobs aJob() {
        return new Jobs();
    }

    public Jobs id(JobId value) {
        id = value;
        return this;
    }

    public Jobs tenant(String value) {
        tenant = value;
        return this;
    }

    public Jobs idempotencyKey(String value) {
        idempotencyKey = value;
        return this;
    }

    public Jobs priority(Priority value) {
        priority = value;
        return this;
    }

    public Jobs runAt(Instant value) {
        runAt = value;
        return this;
    }

    public Jobs queueTtlS(int value) {
        queueTtlS = value;
        return this;
    }

    public Jobs timeoutS(int value) {
        timeoutS = value;
        return this;
    }

    public Jobs maxAttempts(int value) {
        maxAttempts = value;
        return this;
    }

    public Jobs metadata(Map<String, String> value) {
        metadata = value;
        return this;
    }

    public Jobs after(JobId... values) {
        after = Arrays.stream(values).map(JobId::value).toList();
        return this;
    }

    /** Runs even when one that it waits for fails. */
    public Jobs whateverComesOfThem() {
        afterFailure = AfterFailure.CONTINUE;
        return this;
    }

    public Jobs uniqueKey(String value) {
        uniqueKey = value;
        return this;
    }

    public Jobs cacheTtlS(int value) {
        cacheTtlS = value;
        return this;
    }

    public Jobs tags(String... values) {
        tags = List.of(values);
        return this;
    }

    /** Without events: those of a job's ends. */
    public Jobs callback(String url, EventType... events) {
        callback = new JobCallback(url, events.length == 0 ? List.copyOf(EventType.ENDS) : List.of(events));
        return this;
    }

    public Jobs encryption(@Nullable ArtifactEncryption wish) {
        this.encryption = wish;
        return this;
    }

    public NewJob build() {
        JobOptions options = new JobOptions(
                priority,
                runAt,
                queueTtlS,
                timeoutS,
                maxAttempts,
                JobOptions.DEFAULT_RESULT_TTL_S,
                after,
                afterFailure,
                uniqueKey,
                tags,
                metadata,
                callback,
                cacheTtlS == 0 ? null : new CacheOptions(cacheTtlS),
                encryption,
                null);
        return new NewJob(id, tenant, new JobRequest(NoopSpec.nothing(), options), idempotencyKey, null);
    }
}
