package dev.tintype.api.artifact;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the OpenAPI document says about the routes of artifacts. */
@interface ArtifactDocs {
    @Operation(
            operationId = "getArtifact",
            summary = "Get an artifact, whole or in part",
            parameters = {
                @Parameter(
                        name = "redirect",
                        in = ParameterIn.QUERY,
                        description =
                                "1: answer with a link to the artifact store that needs no key and works for a while.",
                        schema =
                                @Schema(
                                        type = "string",
                                        allowableValues = {"0", "1"})),
                @Parameter(name = "Range", in = ParameterIn.HEADER, example = "bytes=0-1023"),
                @Parameter(name = "If-Range", in = ParameterIn.HEADER),
                @Parameter(name = "If-None-Match", in = ParameterIn.HEADER)
            })
    @ApiResponse(
            responseCode = "200",
            description = "Its bytes. The ETag is its SHA-256.",
            content = @Content(mediaType = "*/*"))
    @ApiResponse(responseCode = "206", description = "The bytes in the range.", content = @Content(mediaType = "*/*"))
    @ApiResponse(
            responseCode = "303",
            description = "It is at Location.",
            headers = @Header(name = "Location", schema = @Schema(type = "string")),
            content = @Content)
    @ApiResponse(responseCode = "304", description = "Still what If-None-Match says.", content = @Content)
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Get {}

    @Operation(operationId = "getArchive", summary = "Get all artifacts of a job as one ZIP")
    @ApiResponse(
            responseCode = "200",
            description = "The ZIP, made while it is sent: a connection that breaks means that it is not whole.",
            content = @Content(mediaType = "application/zip"))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Archive {}

    @Operation(
            operationId = "getBatchArchive",
            summary = "Get all artifacts of a batch that has ended as one ZIP",
            description = "Each job has a folder, in the order of the batch. Jobs without artifacts have none.")
    @ApiResponse(
            responseCode = "200",
            description = "The ZIP, made while it is sent: a connection that breaks means that it is not whole.",
            content = @Content(mediaType = "application/zip"))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface BatchArchive {}
}
