package dev.tintype.api.job;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the OpenAPI document says about the routes of jobs, apart from the controllers so that those stay readable. */
@interface JobDocs {
    String JSON = "application/json";
    String JOB = "#/components/schemas/Job";
    String ETAG = "The job's version.";

    @Operation(
            operationId = "submitJob",
            summary = "Submit a job",
            description = "The job is durable when this answers.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = JSON,
                                            schema = @Schema(ref = "#/components/schemas/JobRequest"),
                                            examples =
                                                    @ExampleObject(
                                                            name = "capture",
                                                            summary = "A full-page screenshot",
                                                            value = """
                                                                    {"type": "capture",
                                                                     "source": {"url": "https://example.com/"},
                                                                     "outputs": [{"kind": "screenshot", "full_page": true}]}
                                                                    """))),
            parameters = {
                @Parameter(
                        name = SubmitHeaders.IDEMPOTENCY_KEY,
                        in = ParameterIn.HEADER,
                        description = "The same key and request again give the same job, for 24 hours."
                                + " 1 to 255 visible ASCII characters.",
                        schema = @Schema(type = "string", maxLength = 255, pattern = "^[!-~]{1,255}$")),
                @Parameter(
                        name = SubmitHeaders.PREFER,
                        in = ParameterIn.HEADER,
                        description = "wait=N answers with the ended job if it ends within N seconds, at most 60.",
                        schema = @Schema(type = "string"),
                        example = "wait=20")
            })
    @ApiResponse(
            responseCode = "202",
            description =
                    "Accepted. With Idempotency-Replayed: true it was accepted before; with X-Cache: join it is an"
                            + " identical one under way.",
            headers = {
                @Header(name = "X-Cache", description = "join", schema = @Schema(type = "string")),
                @Header(name = "Location", description = "The job.", schema = @Schema(type = "string")),
                @Header(name = "Retry-After", description = "Seconds.", schema = @Schema(type = "integer")),
                @Header(name = "ETag", description = ETAG, schema = @Schema(type = "string"))
            },
            content = @Content(mediaType = JSON, schema = @Schema(ref = JOB)))
    @ApiResponse(
            responseCode = "200",
            description =
                    "Ended within the preferred wait; with X-Cache: hit it is an identical one that had succeeded.",
            headers = {
                @Header(name = "X-Cache", description = "hit, or join", schema = @Schema(type = "string")),
                @Header(name = "Preference-Applied", schema = @Schema(type = "string")),
                @Header(name = "ETag", description = ETAG, schema = @Schema(type = "string"))
            },
            content = @Content(mediaType = JSON, schema = @Schema(ref = JOB)))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Submit {}

    @Operation(
            operationId = "getJob",
            summary = "Read a job, or wait for it",
            description = "With If-None-Match and wait it waits for the next version; with wait alone, for the end.",
            parameters =
                    @Parameter(
                            name = "wait",
                            in = ParameterIn.QUERY,
                            description = "Seconds to wait at most.",
                            schema = @Schema(type = "integer", minimum = "0", maximum = "60")))
    @ApiResponse(
            responseCode = "200",
            description = "The job.",
            headers = {
                @Header(name = "ETag", description = ETAG, schema = @Schema(type = "string")),
                @Header(name = "Retry-After", description = "Until it has ended.", schema = @Schema(type = "integer"))
            },
            content = @Content(mediaType = JSON, schema = @Schema(ref = JOB)))
    @ApiResponse(responseCode = "304", description = "Still the version in If-None-Match.", content = @Content)
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Get {}

    @Operation(
            operationId = "listJobs",
            summary = "List jobs, newest first",
            description =
                    "All given conditions must hold. A page may have fewer jobs than the limit though more follow.",
            parameters = {
                @Parameter(
                        name = "state",
                        in = ParameterIn.QUERY,
                        schema =
                                @Schema(
                                        type = "string",
                                        allowableValues = {
                                            "blocked",
                                            "scheduled",
                                            "queued",
                                            "running",
                                            "succeeded",
                                            "failed",
                                            "cancelled",
                                            "expired"
                                        })),
                @Parameter(name = "type", in = ParameterIn.QUERY, schema = @Schema(type = "string")),
                @Parameter(name = "tag", in = ParameterIn.QUERY, schema = @Schema(type = "string")),
                @Parameter(
                        name = "metadata",
                        in = ParameterIn.QUERY,
                        description = "Only jobs whose metadata has this, as name=value; may be repeated.",
                        example = "order=42",
                        array = @ArraySchema(schema = @Schema(type = "string"))),
                @Parameter(
                        name = "created_after",
                        in = ParameterIn.QUERY,
                        schema = @Schema(type = "string", format = "date-time")),
                @Parameter(
                        name = "created_before",
                        in = ParameterIn.QUERY,
                        schema = @Schema(type = "string", format = "date-time")),
                @Parameter(
                        name = "limit",
                        in = ParameterIn.QUERY,
                        schema = @Schema(type = "integer", minimum = "1", maximum = "100", defaultValue = "20")),
                @Parameter(
                        name = "cursor",
                        in = ParameterIn.QUERY,
                        description = "next_cursor of the page before, with the same conditions.",
                        schema = @Schema(type = "string"))
            })
    @ApiResponse(
            responseCode = "200",
            description = "A page.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/JobPage")))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface ListAll {}

    @Operation(operationId = "cancelJob", summary = "Cancel a job")
    @ApiResponse(
            responseCode = "200",
            description = "It is cancelled.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = JOB)))
    @ApiResponse(
            responseCode = "202",
            description = "It runs and was told to stop.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = JOB)))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Cancel {}

    @Operation(
            operationId = "redriveJob",
            summary = "Do an ended job again",
            description = "Makes a new job with the same request, which names the old one in redrive_of.",
            parameters =
                    @Parameter(
                            name = SubmitHeaders.IDEMPOTENCY_KEY,
                            in = ParameterIn.HEADER,
                            description = "The same key again gives the same new job.",
                            schema = @Schema(type = "string", maxLength = 255, pattern = "^[!-~]{1,255}$")))
    @ApiResponse(
            responseCode = "202",
            description = "The new job.",
            headers = {
                @Header(name = "Location", description = "The new job.", schema = @Schema(type = "string")),
                @Header(name = "ETag", description = ETAG, schema = @Schema(type = "string"))
            },
            content = @Content(mediaType = JSON, schema = @Schema(ref = JOB)))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Redrive {}

    @Operation(
            operationId = "listDeadLetters",
            summary = "List jobs that failed for good, newest first",
            description = "What can be looked at, and redriven.",
            parameters = {
                @Parameter(name = "type", in = ParameterIn.QUERY, schema = @Schema(type = "string")),
                @Parameter(name = "tag", in = ParameterIn.QUERY, schema = @Schema(type = "string")),
                @Parameter(
                        name = "limit",
                        in = ParameterIn.QUERY,
                        schema = @Schema(type = "integer", minimum = "1", maximum = "100", defaultValue = "20")),
                @Parameter(
                        name = "cursor",
                        in = ParameterIn.QUERY,
                        description = "next_cursor of the page before, with the same conditions.",
                        schema = @Schema(type = "string"))
            })
    @ApiResponse(
            responseCode = "200",
            description = "A page.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/JobPage")))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface DeadLetters {}

    @Operation(operationId = "deleteJob", summary = "Delete an ended job and its artifacts now")
    @ApiResponse(responseCode = "204", description = "Both are gone.", content = @Content)
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Delete {}
}
