package dev.tintype.api.callback;

import dev.tintype.api.auth.ApiCaller;
import dev.tintype.api.auth.Audited;
import dev.tintype.api.auth.Needs;
import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemException;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.callback.Delivery;
import dev.tintype.callback.DeliveryAttempt;
import dev.tintype.callback.DeliveryId;
import dev.tintype.job.Job;
import dev.tintype.job.JobId;
import dev.tintype.ledger.CallbackOutbox;
import dev.tintype.ledger.CallbackOutbox.Asked;
import dev.tintype.ledger.JobLedger;
import dev.tintype.secret.Scope;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The delivery log, and asking for a delivery once more. */
@Tag(name = "webhooks")
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
final class DeliveryController {
    private final CallbackOutbox outbox;
    private final JobLedger ledger;

    DeliveryController(CallbackOutbox outbox, JobLedger ledger) {
        this.outbox = outbox;
        this.ledger = ledger;
    }

    @WebhookDocs.Deliveries
    @Needs(Scope.JOBS_READ)
    @GetMapping("/v1/jobs/{id}/deliveries")
    DeliveryView.Page ofJob(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        Job job = JobId.parse(id)
                .flatMap(known -> ledger.find(caller.tenant(), known))
                .orElseThrow(() -> Problem.of(ProblemType.JOB_NOT_FOUND, "This key's tenant has no job of that id.")
                        .exception());
        List<DeliveryView> items =
                outbox.ofJob(caller.tenant(), job.id()).stream().map(this::view).toList();
        return new DeliveryView.Page(items);
    }

    @WebhookDocs.GetDelivery
    @Needs(Scope.JOBS_READ)
    @GetMapping("/v1/deliveries/{id}")
    DeliveryView get(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        return DeliveryId.parse(id)
                .flatMap(known -> outbox.find(caller.tenant(), known))
                .map(this::view)
                .orElseThrow(DeliveryController::notFound);
    }

    @WebhookDocs.Redeliver
    @Needs(Scope.WEBHOOKS_MANAGE)
    @Audited("delivery.redelivered")
    @PostMapping("/v1/deliveries/{id}/redeliver")
    ResponseEntity<DeliveryView> redeliver(@AuthenticationPrincipal ApiCaller caller, @PathVariable String id) {
        DeliveryId known = DeliveryId.parse(id).orElseThrow(DeliveryController::notFound);
        Asked asked = outbox.redeliver(caller.tenant(), known);
        return accepted(asked, outbox.attempts(known), DeliveryController::notFound);
    }

    static ResponseEntity<DeliveryView> accepted(
            Asked asked, List<DeliveryAttempt> attempts, Supplier<ProblemException> unknown) {
        return switch (asked) {
            case Asked.Done(Delivery delivery) ->
                ResponseEntity.accepted()
                        .location(URI.create("/v1/deliveries/" + delivery.id()))
                        .body(DeliveryView.of(delivery, attempts));
            case Asked.Disabled _ ->
                throw Problem.of(
                                ProblemType.WEBHOOK_DISABLED,
                                "The webhook endpoint is disabled or deleted. Enable it first: PATCH it with"
                                        + " {\"enabled\": true}.")
                        .exception();
            case Asked.Unknown _ -> throw unknown.get();
        };
    }

    private DeliveryView view(Delivery delivery) {
        return DeliveryView.of(delivery, outbox.attempts(delivery.id()));
    }

    private static ProblemException notFound() {
        return Problem.of(ProblemType.DELIVERY_NOT_FOUND, "This key's tenant has no delivery of that id.")
                .exception();
    }
}
