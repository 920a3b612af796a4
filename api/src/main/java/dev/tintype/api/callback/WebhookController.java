package dev.tintype.api.callback;

import dev.tintype.api.auth.ApiCaller;
import dev.tintype.api.auth.Audited;
import dev.tintype.api.auth.Needs;
import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemException;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.callback.EndpointId;
import dev.tintype.callback.registry.EndpointRegistry;
import dev.tintype.callback.registry.EndpointRegistry.Changes;
import dev.tintype.callback.registry.EndpointRegistry.Registered;
import dev.tintype.ledger.CallbackOutbox;
import dev.tintype.secret.Scope;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A tenant's endpoints. */
@Tag(name = "webhooks")
@RestController
@RequestMapping(path = "/v1/webhooks", produces = MediaType.APPLICATION_JSON_VALUE)
final class WebhookController {
    /** In place of an endpoint's id: what signs for the URLs that jobs bring. */
    private static final String OF_JOBS = "default";

    private final EndpointRegistry registry;
    private final CallbackOutbox outbox;
    private final CallbackUrls urls;
    private final Clock clock;

    WebhookController(EndpointRegistry registry, CallbackOutbox outbox, CallbackUrls urls, Clock clock) {
        this.registry = registry;
        this.outbox = outbox;
        this.urls = urls;
        this.clock = clock;
    }

    @WebhookDocs.Create
    @Needs(Scope.WEBHOOKS_MANAGE)
    @Audited("webhook.created")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<WebhookView> create(@AuthenticationPrincipal ApiCaller caller, @RequestBody WebhookRequest request) {
        urls.check("/url", request.url());
        Registered made = registry.create(
                        caller.tenant(), request.url(), request.events(), request.description(), request.ed25519())
                .orElseThrow(() -> Problem.of(
                                ProblemType.WEBHOOK_LIMIT,
                                "A tenant may have " + EndpointRegistry.MOST + " endpoints. Delete one first.")
                        .exception());
        return ResponseEntity.created(
                        URI.create("/v1/webhooks/" + made.endpoint().id()))
                .body(WebhookView.of(made, clock.instant(), true));
    }

    @WebhookDocs.ListAll
    @Needs(Scope.WEBHOOKS_MANAGE)
    @GetMapping
    WebhookView.Page list(@AuthenticationPrincipal ApiCaller caller) {
        List<WebhookView> items =
                registry.list(caller.tenant()).stream().map(this::view).toList();
        return new WebhookView.Page(items);
    }

    @WebhookDocs.Get
    @Needs(Scope.WEBHOOKS_MANAGE)
    @GetMapping("/{id}")
    WebhookView get(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        return registry.find(caller.tenant(), known(id)).map(this::view).orElseThrow(WebhookController::notFound);
    }

    @WebhookDocs.Change
    @Needs(Scope.WEBHOOKS_MANAGE)
    @Audited("webhook.changed")
    @PatchMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    WebhookView change(
            @AuthenticationPrincipal ApiCaller caller, @PathVariable String id, @RequestBody WebhookChange change) {
        if (change.url() != null) {
            urls.check("/url", change.url());
        }
        Changes changes =
                new Changes(change.url(), change.events(), change.description(), change.ed25519(), change.enabled());
        return registry.change(caller.tenant(), known(id), changes)
                .map(this::view)
                .orElseThrow(WebhookController::notFound);
    }

    @WebhookDocs.Delete
    @Needs(Scope.WEBHOOKS_MANAGE)
    @Audited("webhook.deleted")
    @DeleteMapping(path = "/{id}", produces = MediaType.ALL_VALUE)
    ResponseEntity<Void> delete(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        if (!registry.delete(caller.tenant(), known(id))) {
            throw notFound();
        }
        return ResponseEntity.noContent().build();
    }

    @WebhookDocs.Rotate
    @Needs(Scope.WEBHOOKS_MANAGE)
    @Audited("webhook.rotated")
    @PostMapping("/{id}/rotate")
    WebhookSecretView rotate(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        if (id.equals(OF_JOBS)) {
            return WebhookSecretView.of(OF_JOBS, registry.rotateKeysOfJobs(caller.tenant()), clock.instant());
        }
        Registered rotated = registry.rotate(caller.tenant(), known(id)).orElseThrow(WebhookController::notFound);
        return WebhookSecretView.of(id, rotated.keys(), clock.instant());
    }

    @WebhookDocs.Test
    @Needs(Scope.WEBHOOKS_MANAGE)
    @Audited("webhook.tested")
    @PostMapping("/{id}/test")
    ResponseEntity<DeliveryView> test(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        return DeliveryController.accepted(
                outbox.test(caller.tenant(), known(id)), List.of(), WebhookController::notFound);
    }

    private WebhookView view(Registered registered) {
        return WebhookView.of(registered, clock.instant(), false);
    }

    private static EndpointId known(String id) {
        return EndpointId.parse(id).orElseThrow(WebhookController::notFound);
    }

    /** A foreign id answers exactly as an unknown one (rule 5). */
    private static ProblemException notFound() {
        return Problem.of(ProblemType.WEBHOOK_NOT_FOUND, "This key's tenant has no webhook endpoint of that id.")
                .exception();
    }
}
