package dev.tintype.api.mediakey;

import dev.tintype.api.auth.ApiCaller;
import dev.tintype.api.auth.Audited;
import dev.tintype.api.auth.Needs;
import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemException;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.ledger.JobLedger;
import dev.tintype.mediakey.MediaKeyId;
import dev.tintype.mediakey.MediaKeys;
import dev.tintype.mediakey.StreamKey;
import dev.tintype.secret.Scope;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Keys of encrypted streams. */
@Tag(name = "jobs")
@RestController
final class MediaKeyController {
    private static final String ROUTE = "/v1/keys/media/{id}";

    private final JobLedger ledger;
    private final MediaKeys keys;

    MediaKeyController(JobLedger ledger, MediaKeys keys) {
        this.ledger = ledger;
        this.keys = keys;
    }

    @MediaKeyDocs.Get
    @Needs(Scope.ARTIFACTS_READ)
    @Audited("mediakey.told")
    @GetMapping(ROUTE)
    ResponseEntity<byte[]> get(
            @AuthenticationPrincipal ApiCaller caller,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String expires,
            @RequestParam(required = false) @Nullable String key,
            @RequestParam(required = false) @Nullable String signature) {
        byte[] told =
                found(caller, id, wanted -> wanted.secret().key(wanted.id().number()));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(told);
    }

    @MediaKeyDocs.Licence
    @Needs(Scope.ARTIFACTS_READ)
    @Audited("mediakey.told")
    @PostMapping(path = ROUTE, produces = MediaType.APPLICATION_JSON_VALUE)
    ClearKeyLicence licence(
            @AuthenticationPrincipal ApiCaller caller,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String expires,
            @RequestParam(required = false) @Nullable String key,
            @RequestParam(required = false) @Nullable String signature) {
        return found(
                caller,
                id,
                wanted -> ClearKeyLicence.of(
                        wanted.secret().kid(wanted.id().number()),
                        wanted.secret().key(wanted.id().number())));
    }

    private record Wanted(MediaKeyId id, StreamKey secret) {}

    /** A foreign id answers exactly as an unknown one (rule 5). */
    private <T> T found(ApiCaller caller, String text, Function<Wanted, T> answer) {
        return MediaKeyId.parse(text)
                .flatMap(id -> ledger.sealedKey(caller.tenant(), id.job(), id.stream())
                        .flatMap(kept -> keys.open(caller.tenant(), id, kept))
                        .map(secret -> new Wanted(id, secret)))
                .map(answer)
                .orElseThrow(MediaKeyController::notFound);
    }

    private static ProblemException notFound() {
        return Problem.of(
                        ProblemType.KEY_NOT_FOUND,
                        "No stream of yours has a key of that id: see key_id in the facts of its play list or manifest. Keys"
                                + " go with the job that made the stream.")
                .exception();
    }
}
