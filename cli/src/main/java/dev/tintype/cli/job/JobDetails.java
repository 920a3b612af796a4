package dev.tintype.cli.job;

import dev.tintype.cli.client.ArtifactView;
import dev.tintype.cli.client.JobView;
import dev.tintype.cli.terminal.Words;
import dev.tintype.job.JobError;
import dev.tintype.job.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A job on a screen: one fact a line, only those there are. */
final class JobDetails {
    private JobDetails() {}

    static List<String> lines(JobView job) {
        List<String> lines = new ArrayList<>();
        fact(lines, "job", job.id());
        fact(lines, "state", job.state());
        fact(lines, "what", job.source());
        if (job.attempt() > 0) {
            fact(lines, "attempt", Integer.toString(job.attempt()));
        }
        Progress progress = job.progress();
        if (progress != null && !job.terminal()) {
            fact(lines, "progress", progress.percent() + " % " + progress.stage());
        }
        for (String moment : List.of("created", "started", "finished", "expires")) {
            Instant time = job.time(moment + "_at");
            if (time != null) {
                fact(lines, moment, time.toString());
            }
        }
        Duration took = job.took();
        if (took != null) {
            fact(lines, "took", Words.duration(took));
        }
        for (ArtifactView artifact : job.artifacts()) {
            fact(lines, "made", artifact.name() + ", " + Words.bytes(artifact.bytes()) + ", " + artifact.url());
        }
        JobError error = job.error();
        if (error != null) {
            fact(lines, "error", error.detail().isBlank() ? error.title() : error.detail());
            fact(lines, "code", error.code());
        }
        if (job.terminal() && !job.succeeded()) {
            EndSentence.of(job).hints().forEach(hint -> fact(lines, "hint", hint));
        }
        return lines;
    }

    private static void fact(List<String> lines, String name, String value) {
        lines.add(String.format(Locale.ROOT, "%-9s %s", name, value));
    }
}
