package dev.tintype.cli.client;

import dev.tintype.job.JobError;
import dev.tintype.job.JobState;
import dev.tintype.job.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A job as the API shows it. Reads what it knows and leaves the rest in {@link #json}, so a newer server does not break
 * an older client.
 *
 * @param state wire name; may be one that this client does not know
 * @param version grows with every visible change
 * @param json the whole representation
 */
public record JobView(
        String id,
        String state,
        long version,
        int attempt,
        @Nullable Progress progress,
        List<ArtifactView> artifacts,
        @Nullable JobError error,
        JsonNode json) {
    private static final Set<String> TERMINAL = Stream.of(JobState.values())
            .filter(JobState::terminal)
            .map(JobState::wireName)
            .collect(Collectors.toUnmodifiableSet());

    static JobView of(JsonNode json) {
        return new JobView(
                json.path("id").asString(),
                json.path("state").asString(),
                json.path("version").asLong(0),
                json.path("attempt").asInt(0),
                progress(json.path("progress")),
                json.path("artifacts").valueStream().map(ArtifactView::of).toList(),
                error(json.path("error")),
                json);
    }

    private static @Nullable Progress progress(JsonNode node) {
        if (!node.isObject()) {
            return null;
        }
        int percent = Math.clamp(node.path("percent").asInt(0), 0, 100);
        return new Progress(percent, node.path("stage").asString(""), text(node, "message"));
    }

    private static @Nullable JobError error(JsonNode node) {
        if (!node.isObject()) {
            return null;
        }
        String code = node.path("code").asString("internal");
        return new JobError(
                code,
                node.path("title").asString(code),
                node.path("detail").asString(""),
                node.path("retryable").asBoolean(false),
                node.path("attempt").asInt(0));
    }

    private static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isString() ? value.asString() : null;
    }

    /** Whether the job has ended. */
    public boolean terminal() {
        return TERMINAL.contains(state);
    }

    public boolean succeeded() {
        return JobState.SUCCEEDED.wireName().equals(state);
    }

    /** The time in {@code field}, or null when it has not come yet. */
    public @Nullable Instant time(String field) {
        String value = text(json, field);
        return value == null ? null : Instant.parse(value);
    }

    /** From the start of the newest attempt to the end, or null while that is not known. */
    public @Nullable Duration took() {
        Instant started = time("started_at");
        Instant finished = time("finished_at");
        return started == null || finished == null ? null : Duration.between(started, finished);
    }

    /** What the job reads, for people: its URL, or what kind of thing it is. */
    public String source() {
        JsonNode source = json.path("source");
        String url = text(source, "url");
        if (url != null) {
            return url;
        }
        String html = text(source, "html");
        return html == null
                ? json.path("type").asString("")
                : String.format(Locale.ROOT, "html, %,d characters", html.length());
    }
}
