package dev.tintype.api.event;

import dev.tintype.api.auth.ApiCaller;
import dev.tintype.api.auth.Needs;
import dev.tintype.api.job.JobService;
import dev.tintype.api.job.JobView;
import dev.tintype.api.job.JobWaiter;
import dev.tintype.event.EventLog;
import dev.tintype.event.EventPosition;
import dev.tintype.event.JobEvent;
import dev.tintype.job.Job;
import dev.tintype.ledger.LedgerUnavailable;
import dev.tintype.secret.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * One job's changes as server-sent events: what was missed since {@code Last-Event-ID}, the job as it is, then {@code
 * state} and {@code progress} as they come, until it has ended. Changes that follow each other faster than they can be
 * sent become one.
 */
@Tag(name = "jobs")
@RestController
final class EventController {
    private static final long LOOK_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

    private final JobService jobs;
    private final JobWaiter waiter;
    private final EventLog log;

    EventController(JobService jobs, JobWaiter waiter, EventLog log) {
        this.log = log;
        this.jobs = jobs;
        this.waiter = waiter;
    }

    @Operation(operationId = "streamJobEvents", summary = "Follow a job by server-sent events")
    @ApiResponse(
            responseCode = "200",
            description = "Events state and progress; the data of each is the job's facts as JSON, or, of a change that"
                    + " was missed and is not the newest, a JobChange. Ends with the job.",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(ref = "#/components/schemas/JobFacts")))
    @ApiResponse(responseCode = "204", description = "Last-Event-ID was the end.", content = @Content)
    @Needs(Scope.JOBS_READ)
    @GetMapping(path = "/v1/jobs/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void events(
            @AuthenticationPrincipal ApiCaller caller,
            @PathVariable String id,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastSeen,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        Job job = jobs.find(caller.tenant(), id);
        EventPosition seen =
                lastSeen == null ? null : EventPosition.parse(lastSeen).orElse(null);
        if (sawTheEnd(job, seen)) {
            // tells a browser's EventSource not to come back
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        try (JobWaiter.Watch watch = waiter.watch(caller.tenant(), job.id(), _ -> true)) {
            // What is in the log before the job is looked at shows in the job.
            EventPosition end = log.end();
            Job shown = jobs.find(caller.tenant(), id);
            List<JobEvent> missed = seen == null ? List.of() : missed(shown, seen);
            EventStreamWriter stream = EventStreamWriter.begin(response);
            if (HttpMethod.HEAD.matches(request.getMethod())) {
                return;
            }
            if (seen == null || !missed.isEmpty() || shown.state().terminal()) {
                show(stream, shown, missed, end);
            }
            while (!shown.state().terminal() && watch.goesOn()) {
                shown = next(watch, shown, stream);
            }
        }
    }

    /** The changes after {@code seen} that led to the job as it is. */
    private List<JobEvent> missed(Job shown, EventPosition seen) {
        EventPosition accepted = new EventPosition(shown.createdAt().toEpochMilli() - 1, 0);
        List<JobEvent> missed = new ArrayList<>();
        log.after(
                seen.isAfter(accepted) ? seen : accepted,
                event -> event.id().equals(shown.id()) && event.version() <= shown.version(),
                missed::add);
        return missed;
    }

    private static void show(EventStreamWriter stream, Job shown, List<JobEvent> missed, EventPosition end)
            throws IOException {
        for (JobEvent event : missed) {
            if (event.version() < shown.version() && event.kind() == JobEvent.Kind.STATE) {
                stream.event(event.kind().wireName(), event.streamId(), JobChange.json(event));
            }
        }
        String ended = endId(shown);
        stream.event(JobEvent.Kind.STATE.wireName(), ended == null ? end.toString() : ended, JobView.facts(shown));
    }

    private Job next(JobWaiter.Watch watch, Job shown, EventStreamWriter stream)
            throws IOException, InterruptedException {
        if (!watch.await(EventStreamWriter.PING_NANOS)) {
            stream.ping();
            return shown;
        }
        Job job = look(watch, shown, stream);
        JobEvent event = watch.newest();
        if (event == null || job.version() == shown.version()) {
            return shown;
        }
        boolean moved = job.state() != shown.state() || job.attempt() != shown.attempt();
        JobEvent.Kind kind = moved ? JobEvent.Kind.STATE : JobEvent.Kind.PROGRESS;
        stream.event(kind.wireName(), event.streamId(), JobView.facts(job));
        return job;
    }

    /**
     * The job as it is, once the ledger answers: a browser whose stream breaks comes back, and gives up for good when it is
     * then put off with a 503. The job as it was when this server stops before.
     */
    private Job look(JobWaiter.Watch watch, Job shown, EventStreamWriter stream)
            throws IOException, InterruptedException {
        while (watch.goesOn()) {
            try {
                return jobs.find(shown.tenant(), shown.id().value());
            } catch (LedgerUnavailable _) {
                stream.ping();
                watch.await(LOOK_AGAIN_NANOS);
            }
        }
        return shown;
    }

    /** A place in the stream at or after the job's last event, so that whoever has it saw the end. */
    private static @Nullable String endId(Job job) {
        Instant end = job.finishedAt();
        return job.state().terminal() && end != null ? end.toEpochMilli() + "-0" : null;
    }

    private static boolean sawTheEnd(Job job, @Nullable EventPosition seen) {
        Instant end = job.finishedAt();
        return job.state().terminal() && end != null && seen != null && seen.millis() >= end.toEpochMilli();
    }
}
