package dev.tintype.api.preset;

import dev.tintype.api.auth.ApiCaller;
import dev.tintype.api.auth.Audited;
import dev.tintype.api.auth.Needs;
import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemError;
import dev.tintype.api.problem.ProblemException;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.job.JobOptions;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.PresetLedger;
import dev.tintype.preset.BuiltInPresets;
import dev.tintype.preset.Preset;
import dev.tintype.request.FieldError;
import dev.tintype.secret.Scope;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Presets: the built-in ones to read, a tenant's own to change too. */
@Tag(name = "presets")
@RestController
@RequestMapping(path = "/v1/presets", produces = MediaType.APPLICATION_JSON_VALUE)
final class PresetController {
    private final PresetLedger ledger;
    private final TenantPresets presets;
    private final PresetReader reader;
    private final Clock clock;

    PresetController(JobLedger ledger, TenantPresets presets, PresetReader reader, Clock clock) {
        this.ledger = ledger.presets();
        this.presets = presets;
        this.reader = reader;
        this.clock = clock;
    }

    @PresetDocs.List
    @Needs(Scope.JOBS_READ)
    @GetMapping
    PresetView.All list(@AuthenticationPrincipal ApiCaller caller) {
        return new PresetView.All(Stream.concat(BuiltInPresets.all().stream(), ledger.all(caller.tenant()).stream())
                .map(PresetView::of)
                .toList());
    }

    @PresetDocs.Get
    @Needs(Scope.JOBS_READ)
    @GetMapping("/{name}")
    PresetView get(@AuthenticationPrincipal ApiCaller caller, @PathVariable String name) {
        return presets.find(caller.tenant(), name).map(PresetView::of).orElseThrow(PresetController::notFound);
    }

    @PresetDocs.Put
    @Needs(Scope.JOBS_WRITE)
    @Audited("preset.saved")
    @PutMapping(path = "/{name}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<PresetView> put(
            @AuthenticationPrincipal ApiCaller caller, @PathVariable String name, @RequestBody PresetRequest request) {
        checkName(name);
        Preset preset = new Preset(
                name,
                request.description(),
                reader.read(request),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return switch (ledger.save(caller.tenant(), preset)) {
            case CREATED ->
                ResponseEntity.created(URI.create("/v1/presets/" + name)).body(PresetView.of(preset));
            case REPLACED -> ResponseEntity.ok(PresetView.of(preset));
            case FULL ->
                throw Problem.of(
                                ProblemType.TOO_MANY_PRESETS,
                                "A tenant may have " + PresetLedger.MOST + " presets. Delete one first.")
                        .exception();
        };
    }

    @PresetDocs.Delete
    @Needs(Scope.JOBS_WRITE)
    @Audited("preset.deleted")
    @DeleteMapping(path = "/{name}", produces = MediaType.ALL_VALUE)
    ResponseEntity<Void> delete(@AuthenticationPrincipal ApiCaller caller, @PathVariable String name) {
        checkWritable(name);
        if (!ledger.delete(caller.tenant(), name)) {
            throw notFound();
        }
        return ResponseEntity.noContent().build();
    }

    private static void checkName(String name) {
        checkWritable(name);
        if (!name.matches(JobOptions.PRESET_NAME)) {
            throw Problem.of(
                            ProblemType.INVALID_PARAMETER,
                            ProblemError.ofParameter(
                                    "name",
                                    FieldError.INVALID_FORMAT,
                                    "A name has 1 to 63 of a-z, 0-9, - and _, and begins with a letter or digit."))
                    .exception();
        }
    }

    private static void checkWritable(String name) {
        if (BuiltInPresets.find(name).isPresent()) {
            throw Problem.of(
                            ProblemType.PRESET_READ_ONLY,
                            name + " is built in. Save one of your own under another name.")
                    .exception();
        }
    }

    /** A foreign name answers exactly as an unknown one (rule 5). */
    private static ProblemException notFound() {
        return Problem.of(ProblemType.PRESET_NOT_FOUND, "This key's tenant has no preset of that name.")
                .exception();
    }
}
