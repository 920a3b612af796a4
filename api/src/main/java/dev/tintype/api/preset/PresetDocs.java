package dev.tintype.api.preset;

import io.swagger.v3.oas.annotations.Operation;
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

/** What the OpenAPI document says about the routes of presets. */
@interface PresetDocs {
    String JSON = "application/json";
    String PRESET = "#/components/schemas/Preset";

    @Operation(operationId = "listPresets", summary = "List presets, the built-in ones first")
    @ApiResponse(
            responseCode = "200",
            description = "All of them.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/Presets")))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface List {}

    @Operation(operationId = "getPreset", summary = "Read a preset")
    @ApiResponse(
            responseCode = "200",
            description = "The preset.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = PRESET)))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Get {}

    @Operation(
            operationId = "putPreset",
            summary = "Save a preset",
            description = "Jobs that were handed in before keep what they were made with.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = JSON,
                                            schema = @Schema(ref = "#/components/schemas/PresetRequest"),
                                            examples =
                                                    @ExampleObject(
                                                            name = "wide",
                                                            summary = "Wide and sharp",
                                                            value = """
                                                                    {"description": "Wide and sharp",
                                                                     "request": {"page": {"viewport": {"width": 2560, "height": 1440},
                                                                                          "scale": 2}}}
                                                                    """))))
    @ApiResponse(
            responseCode = "201",
            description = "Made.",
            headers = @Header(name = "Location", description = "The preset.", schema = @Schema(type = "string")),
            content = @Content(mediaType = JSON, schema = @Schema(ref = PRESET)))
    @ApiResponse(
            responseCode = "200",
            description = "Replaced.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = PRESET)))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Put {}

    @Operation(operationId = "deletePreset", summary = "Remove a preset")
    @ApiResponse(responseCode = "204", description = "It is gone; jobs made with it go on.", content = @Content)
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Delete {}
}
