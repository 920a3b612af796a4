package dev.tintype.api.batch;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the OpenAPI document says about the routes of batches. */
@interface BatchDocs {
    String JSON = "application/json";
    String BATCH = "#/components/schemas/Batch";

    @Operation(
            operationId = "submitBatch",
            summary = "Submit up to 1,000 jobs at once",
            description =
                    "All of them are taken, or none is. A template with a matrix makes a job of every combination.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = JSON,
                                            schema = @Schema(ref = "#/components/schemas/BatchRequest"),
                                            examples =
                                                    @ExampleObject(
                                                            name = "matrix",
                                                            summary = "Two pages in two sizes",
                                                            value = """
                                                                    {"template": {"type": "capture", "source": {}},
                                                                     "matrix": {
                                                                       "source.url": ["https://example.com/a",
                                                                                      "https://example.com/b"],
                                                                       "page.viewport": [{"width": 390, "height": 844},
                                                                                         {"width": 1280, "height": 720}]}}
                                                                    """))),
            parameters =
                    @Parameter(
                            name = "Idempotency-Key",
                            in = ParameterIn.HEADER,
                            description = "The same key and request again give the same batch, for 24 hours.",
                            schema = @Schema(type = "string", maxLength = 255, pattern = "^[!-~]{1,255}$")))
    @ApiResponse(
            responseCode = "202",
            description = "Accepted.",
            headers = @Header(name = "Location", description = "The batch.", schema = @Schema(type = "string")),
            content = @Content(mediaType = JSON, schema = @Schema(ref = BATCH)))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Submit {}

    @Operation(operationId = "getBatch", summary = "Read a batch: how many of its jobs are in which state")
    @ApiResponse(
            responseCode = "200",
            description = "The batch.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = BATCH)))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Get {}
}
