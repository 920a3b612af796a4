package dev.tintype.api.callback;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the OpenAPI document says about endpoints and deliveries, apart from the controllers so that those stay readable. */
@interface WebhookDocs {
    String JSON = "application/json";

    @Operation(
            operationId = "createWebhook",
            summary = "Register an endpoint",
            description = "The secret is in the answer, and shown only now.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = JSON,
                                            schema = @Schema(ref = "#/components/schemas/WebhookRequest"))))
    @ApiResponse(
            responseCode = "201",
            description = "Registered.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/Webhook")))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Create {}

    @Operation(operationId = "listWebhooks", summary = "List endpoints")
    @ApiResponse(
            responseCode = "200",
            description = "All of them, oldest first.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/WebhookList")))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface ListAll {}

    @Operation(operationId = "getWebhook", summary = "Read an endpoint")
    @ApiResponse(
            responseCode = "200",
            description = "The endpoint.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/Webhook")))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Get {}

    @Operation(
            operationId = "changeWebhook",
            summary = "Change an endpoint",
            description = "What is left out stays.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = JSON,
                                            schema = @Schema(ref = "#/components/schemas/WebhookChange"))))
    @ApiResponse(
            responseCode = "200",
            description = "The endpoint as it is now.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/Webhook")))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Change {}

    @Operation(operationId = "deleteWebhook", summary = "Delete an endpoint", description = "What waits for it fails.")
    @ApiResponse(responseCode = "204", description = "It is gone.", content = @Content)
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Delete {}

    @Operation(
            operationId = "rotateWebhook",
            summary = "Give an endpoint a new secret",
            description =
                    "The one before signs too for 24 hours. The id default stands for what signs for the URLs that jobs bring.")
    @ApiResponse(
            responseCode = "200",
            description = "The new secret, shown only now.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/WebhookSecret")))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Rotate {}

    @Operation(operationId = "testWebhook", summary = "Send webhook.test to an endpoint")
    @ApiResponse(
            responseCode = "202",
            description = "It is on its way.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/Delivery")))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Test {}

    @Operation(
            operationId = "listDeliveries",
            summary = "List what was told of a job",
            description = "The newest 200. Ended deliveries are kept for 7 days.")
    @ApiResponse(
            responseCode = "200",
            description = "Oldest first.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/DeliveryList")))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Deliveries {}

    @Operation(operationId = "getDelivery", summary = "Read a delivery")
    @ApiResponse(
            responseCode = "200",
            description = "The delivery.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/Delivery")))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface GetDelivery {}

    @Operation(
            operationId = "redeliver",
            summary = "Deliver once more",
            description = "At once, under the same webhook-id, with the whole schedule before it again.")
    @ApiResponse(
            responseCode = "202",
            description = "It is on its way.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/Delivery")))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Redeliver {}
}
