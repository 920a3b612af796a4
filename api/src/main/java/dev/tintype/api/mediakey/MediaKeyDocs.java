package dev.tintype.api.mediakey;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the OpenAPI document says about keys of streams. */
@interface MediaKeyDocs {
    @Operation(
            operationId = "getMediaKey",
            summary = "Get a key of an encrypted stream",
            description =
                    "For HLS players by the links in play lists, which need no API key; by an API key for every key of"
                            + " your streams. Gone with the job.")
    @ApiResponse(
            responseCode = "200",
            description = "The 16 bytes of an AES-128 key.",
            content = @Content(mediaType = "application/octet-stream"))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Get {}

    @Operation(
            operationId = "getMediaKeyLicence",
            summary = "Get a key of an encrypted stream as a ClearKey licence",
            description =
                    "For DASH players by the link in the manifest. What is sent is not looked at: the address names the"
                            + " key.")
    @ApiResponse(
            responseCode = "200",
            description = "The licence, as the W3C's Encrypted Media Extensions have it.",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "#/components/schemas/ClearKeyLicence")))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Licence {}
}
