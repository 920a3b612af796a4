package dev.tintype.api.key;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the OpenAPI document says about keys, apart from the controller so that it stays readable. */
@interface KeyDocs {
    String JSON = "application/json";

    @Operation(
            operationId = "createKey",
            summary = "Make a key",
            description = "The key is in the answer, and shown only now.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = JSON,
                                            schema = @Schema(ref = "#/components/schemas/KeyRequest"))))
    @ApiResponse(
            responseCode = "201",
            description = "Made.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/Key")))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Create {}

    @Operation(
            operationId = "listKeys",
            summary = "List keys",
            description = "Those of the tenant; an admin key sees every tenant's.")
    @ApiResponse(
            responseCode = "200",
            description = "Oldest first.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/KeyList")))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface ListAll {}

    @Operation(operationId = "getKey", summary = "Read a key")
    @ApiResponse(
            responseCode = "200",
            description = "The key, without its secret.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/Key")))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Get {}

    @Operation(
            operationId = "revokeKey",
            summary = "Revoke a key",
            description = "It is refused within a second, everywhere. A key cannot revoke itself.")
    @ApiResponse(responseCode = "204", description = "It is revoked.", content = @Content)
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Revoke {}

    @Operation(
            operationId = "rotateKey",
            summary = "Replace a key",
            description = "A new key that may do the same; the old one works on for a while.",
            requestBody =
                    @RequestBody(
                            content =
                                    @Content(
                                            mediaType = JSON,
                                            schema = @Schema(ref = "#/components/schemas/KeyRotation"))))
    @ApiResponse(
            responseCode = "201",
            description = "The new key, shown only now.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/Key")))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Rotate {}
}
