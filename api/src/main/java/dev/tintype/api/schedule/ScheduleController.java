package dev.tintype.api.schedule;

import dev.tintype.api.auth.ApiCaller;
import dev.tintype.api.auth.Audited;
import dev.tintype.api.auth.Needs;
import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemException;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.ScheduleLedger;
import dev.tintype.request.RequestReader;
import dev.tintype.schedule.Schedule;
import dev.tintype.schedule.ScheduleId;
import dev.tintype.schedule.ScheduleSpec;
import dev.tintype.secret.Scope;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A tenant's schedules. */
@Tag(name = "schedules")
@RestController
@RequestMapping(path = "/v1/schedules", produces = MediaType.APPLICATION_JSON_VALUE)
final class ScheduleController {
    private final ScheduleLedger ledger;
    private final ScheduleReader reader;
    private final Clock clock;

    ScheduleController(JobLedger ledger, ScheduleReader reader, Clock clock) {
        this.ledger = ledger.schedules();
        this.reader = reader;
        this.clock = clock;
    }

    @ScheduleDocs.Create
    @Needs(Scope.JOBS_WRITE)
    @Audited("schedule.created")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ScheduleView> create(@AuthenticationPrincipal ApiCaller caller, HttpServletRequest body)
            throws IOException {
        ScheduleSpec spec = reader.read(caller.tenant(), bytes(body));
        ScheduleId id = ScheduleId.create();
        if (ledger.save(caller.tenant(), id, spec, next(spec), null) == ScheduleLedger.Saved.FULL) {
            throw Problem.of(
                            ProblemType.TOO_MANY_SCHEDULES,
                            "This key's tenant has " + ScheduleLedger.MOST + " schedules, and may have no more.")
                    .exception();
        }
        return ResponseEntity.created(URI.create(ScheduleView.address(id)))
                .body(ScheduleView.of(find(caller, id.value())));
    }

    @ScheduleDocs.List
    @Needs(Scope.JOBS_READ)
    @GetMapping
    ScheduleView.All list(@AuthenticationPrincipal ApiCaller caller) {
        return new ScheduleView.All(
                ledger.all(caller.tenant()).stream().map(ScheduleView::of).toList());
    }

    @ScheduleDocs.Get
    @Needs(Scope.JOBS_READ)
    @GetMapping("/{id}")
    ScheduleView get(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        return ScheduleView.of(find(caller, id));
    }

    @ScheduleDocs.Change
    @Needs(Scope.JOBS_WRITE)
    @Audited("schedule.changed")
    @PatchMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ScheduleView change(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id, HttpServletRequest body)
            throws IOException {
        Schedule before = find(caller, id);
        ScheduleSpec spec = reader.changed(caller.tenant(), before.spec(), bytes(body));
        if (ledger.save(caller.tenant(), before.id(), spec, next(spec), before.version())
                == ScheduleLedger.Saved.CHANGED) {
            throw Problem.of(ProblemType.SCHEDULE_CHANGED, "Somebody else changed it at the same time. Try again.")
                    .exception();
        }
        return ScheduleView.of(find(caller, id));
    }

    @ScheduleDocs.Delete
    @Needs(Scope.JOBS_WRITE)
    @Audited("schedule.deleted")
    @DeleteMapping(path = "/{id}", produces = MediaType.ALL_VALUE)
    ResponseEntity<Void> delete(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        ledger.delete(caller.tenant(), find(caller, id).id());
        return ResponseEntity.noContent().build();
    }

    private @Nullable Instant next(ScheduleSpec spec) {
        return spec.paused() ? null : spec.timetable().after(clock.instant());
    }

    private static byte[] bytes(HttpServletRequest body) throws IOException {
        byte[] bytes = body.getInputStream().readNBytes(RequestReader.MAX_REST + 1);
        if (bytes.length > RequestReader.MAX_REST) {
            throw Problem.of(
                            ProblemType.PAYLOAD_TOO_LARGE,
                            "The body is larger than " + RequestReader.MAX_REST + " bytes.")
                    .exception();
        }
        return bytes;
    }

    private Schedule find(ApiCaller caller, String id) {
        return ScheduleId.parse(id)
                .flatMap(known -> ledger.find(caller.tenant(), known))
                .orElseThrow(ScheduleController::notFound);
    }

    private static ProblemException notFound() {
        return Problem.of(ProblemType.SCHEDULE_NOT_FOUND, "This key's tenant has no schedule of that id.")
                .exception();
    }
}
