package dev.tintype.api.event;

import dev.tintype.api.auth.ApiCaller;
import dev.tintype.api.auth.Needs;
import dev.tintype.api.job.JobWaiter;
import dev.tintype.event.EventLog;
import dev.tintype.event.EventPosition;
import dev.tintype.event.JobEvent;
import dev.tintype.event.JobEvents;
import dev.tintype.secret.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** All changes of all jobs of a tenant as server-sent events, each once and in order, also across reconnections. */
@Tag(name = "jobs")
@RestController
final class TenantEventController {
    private final JobWaiter waiter;
    private final JobEvents events;
    private final EventLog log;

    TenantEventController(JobWaiter waiter, JobEvents events, EventLog log) {
        this.waiter = waiter;
        this.events = events;
        this.log = log;
    }

    @Operation(
            operationId = "streamEvents",
            summary = "Follow all jobs by server-sent events",
            description = "With Last-Event-ID it goes on after that event. An event named reset says that the server no"
                    + " longer has all that happened since: list the jobs.")
    @ApiResponse(
            responseCode = "200",
            description = "Events state and progress; the data of each is the change as JSON. Does not end.",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(ref = "#/components/schemas/JobChange")))
    @Needs(Scope.JOBS_READ)
    @GetMapping(path = "/v1/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void events(
            @AuthenticationPrincipal ApiCaller caller,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastSeen,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        Inbox inbox = new Inbox();
        try (JobWaiter.Watch watch = waiter.watchTenant(caller.tenant(), inbox::add)) {
            // Mostly known here: many clients that come at once do not become as many questions to the server.
            EventPosition end = events.position().orElseGet(log::end);
            EventStreamWriter stream = EventStreamWriter.begin(response);
            if (!HttpMethod.HEAD.matches(request.getMethod())) {
                follow(caller.tenant(), begin(stream, caller.tenant(), lastSeen, end), inbox, watch, stream);
            }
        }
    }

    /** Sends what was missed. Gives the place up to which the client then knows everything. */
    private EventPosition begin(EventStreamWriter stream, String tenant, @Nullable String lastSeen, EventPosition end)
            throws IOException {
        Optional<EventPosition> seen = lastSeen == null ? Optional.empty() : EventPosition.parse(lastSeen);
        if (seen.isEmpty()) {
            stream.place(end.toString());
            return end;
        }
        if (!log.reaches(seen.get())) {
            stream.event("reset", null, "{}");
        }
        return replay(stream, tenant, seen.get());
    }

    private void follow(
            String tenant, EventPosition begin, Inbox inbox, JobWaiter.Watch watch, EventStreamWriter stream)
            throws IOException, InterruptedException {
        EventPosition known = begin;
        while (watch.goesOn()) {
            if (inbox.spilled()) {
                inbox.take();
                known = replay(stream, tenant, known);
                continue;
            }
            for (JobEvent event : inbox.take()) {
                EventPosition position = EventPosition.of(event);
                if (position.isAfter(known)) {
                    send(stream, event);
                    known = position;
                }
            }
            if (!watch.await(EventStreamWriter.PING_NANOS) && watch.goesOn()) {
                stream.ping();
            }
        }
    }

    private EventPosition replay(EventStreamWriter stream, String tenant, EventPosition known) throws IOException {
        return log.after(known, event -> event.tenant().equals(tenant), event -> send(stream, event));
    }

    private static void send(EventStreamWriter stream, JobEvent event) throws IOException {
        stream.event(event.kind().wireName(), event.streamId(), JobChange.json(event));
    }
}
