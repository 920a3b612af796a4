package dev.tintype.api.key;

import dev.tintype.api.auth.ApiCaller;
import dev.tintype.api.auth.Audited;
import dev.tintype.api.auth.Needs;
import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemError;
import dev.tintype.api.problem.ProblemException;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.egress.AddressRanges;
import dev.tintype.request.FieldError;
import dev.tintype.secret.ApiKey;
import dev.tintype.secret.ApiKeyStore;
import dev.tintype.secret.KeyIssuer;
import dev.tintype.secret.KeyIssuer.Issued;
import dev.tintype.secret.Scope;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** API keys. Nobody gives more than they have. */
@Tag(name = "keys")
@RestController
@RequestMapping(path = "/v1/keys", produces = MediaType.APPLICATION_JSON_VALUE)
final class KeyController {
    private final KeyIssuer issuer;
    private final ApiKeyStore store;
    private final Clock clock;

    KeyController(KeyIssuer issuer, ApiKeyStore store, Clock clock) {
        this.issuer = issuer;
        this.store = store;
        this.clock = clock;
    }

    @KeyDocs.Create
    @Needs(Scope.KEYS_MANAGE)
    @Audited("key.created")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<KeyView> create(@AuthenticationPrincipal ApiCaller caller, @RequestBody KeyRequest request) {
        String tenant = request.tenant() == null ? caller.tenant() : request.tenant();
        if (!sees(caller, tenant)) {
            throw Problem.of(
                            ProblemType.INSUFFICIENT_SCOPE,
                            "Only a key with the scope admin makes keys for another tenant. Leave tenant out.")
                    .exception();
        }
        checkScopes(caller, request.scopes());
        return issuer.issue(
                        tenant,
                        request.name(),
                        EnumSet.copyOf(request.scopes()),
                        request.expiresAt(),
                        ips(request.allowedIps()))
                .map(this::made)
                .orElseThrow(() -> Problem.of(
                                ProblemType.KEY_LIMIT,
                                "A tenant may have " + KeyIssuer.MOST + " keys that work. Revoke one first.")
                        .exception());
    }

    private static List<String> ips(@Nullable List<String> given) {
        for (int i = 0; given != null && i < given.size(); i++) {
            try {
                var _ = AddressRanges.of(List.of(given.get(i)));
            } catch (IllegalArgumentException e) {
                throw Problem.of(
                                ProblemType.INVALID_REQUEST,
                                ProblemError.of(new FieldError(
                                        "/allowed_ips/" + i,
                                        FieldError.INVALID_FORMAT,
                                        "It " + e.getMessage()
                                                + ". Give an address or a range: 192.0.2.7 or 10.0.0.0/8.")))
                        .exception();
            }
        }
        return given == null ? List.of() : given;
    }

    @KeyDocs.ListAll
    @Needs(Scope.KEYS_MANAGE)
    @GetMapping
    KeyView.Page list(@AuthenticationPrincipal ApiCaller caller) {
        return new KeyView.Page(store.list().stream()
                .filter(key -> sees(caller, key.tenant()))
                .map(key -> KeyView.of(key, clock.instant()))
                .toList());
    }

    @KeyDocs.Get
    @Needs(Scope.KEYS_MANAGE)
    @GetMapping("/{id}")
    KeyView get(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        return KeyView.of(find(caller, id), clock.instant());
    }

    @KeyDocs.Revoke
    @Needs(Scope.KEYS_MANAGE)
    @Audited("key.revoked")
    @DeleteMapping(path = "/{id}", produces = MediaType.ALL_VALUE)
    ResponseEntity<Void> revoke(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        ApiKey key = find(caller, id);
        checkScopes(caller, key.scopes());
        if (key.kid().equals(caller.kid())) {
            throw Problem.of(
                            ProblemType.KEY_IN_USE,
                            "This request was made with that key. Revoke it with another one, or nobody might be left"
                                    + " who may.")
                    .exception();
        }
        store.disable(key.kid());
        return ResponseEntity.noContent().build();
    }

    @KeyDocs.Rotate
    @Needs(Scope.KEYS_MANAGE)
    @Audited("key.rotated")
    @PostMapping("/{id}/rotate")
    ResponseEntity<KeyView> rotate(
            @AuthenticationPrincipal ApiCaller caller,
            @PathVariable String id,
            @RequestBody(required = false) @Nullable KeyRotation asked) {
        ApiKey key = find(caller, id);
        checkScopes(caller, key.scopes());
        if (!key.validAt(clock.instant())) {
            throw Problem.of(ProblemType.KEY_ENDED, "The key does not work any more. Make a new one.")
                    .exception();
        }
        Duration overlap = Duration.ofSeconds(asked == null ? KeyRotation.A_DAY : asked.overlapS());
        return made(issuer.rotate(key, overlap));
    }

    private ResponseEntity<KeyView> made(Issued issued) {
        return ResponseEntity.created(URI.create("/v1/keys/" + issued.key().kid()))
                .body(KeyView.of(issued, clock.instant()));
    }

    /** Who may manage keys must not make, renew or end one that may do more. */
    private static void checkScopes(ApiCaller caller, Collection<Scope> scopes) {
        for (Scope scope : scopes) {
            if (!caller.may(scope)) {
                throw Problem.of(
                                ProblemType.INSUFFICIENT_SCOPE,
                                "Only a key with the scope " + scope.wireName() + " manages keys that have it.")
                        .exception();
            }
        }
    }

    /** A foreign id answers exactly as an unknown one (rule 5). */
    private ApiKey find(ApiCaller caller, String id) {
        return store.find(id).filter(key -> sees(caller, key.tenant())).orElseThrow(KeyController::notFound);
    }

    private static boolean sees(ApiCaller caller, String tenant) {
        return caller.tenant().equals(tenant) || caller.scopes().contains(Scope.ADMIN);
    }

    private static ProblemException notFound() {
        return Problem.of(ProblemType.KEY_NOT_FOUND, "This key's tenant has no key of that id.")
                .exception();
    }
}
