package dev.tintype.api.schedule;

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

/** What the OpenAPI document says about the routes of schedules. */
@interface ScheduleDocs {
    String JSON = "application/json";
    String SCHEDULE = "#/components/schemas/Schedule";
    String REQUEST = "#/components/schemas/ScheduleRequest";

    @Operation(
            operationId = "createSchedule",
            summary = "Make a job again and again",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = JSON,
                                            schema = @Schema(ref = REQUEST),
                                            examples =
                                                    @ExampleObject(
                                                            name = "workdays",
                                                            summary = "Every workday at half past six",
                                                            value = """
                                                                    {"cron": "30 6 * * MON-FRI",
                                                                     "time_zone": "Europe/Berlin",
                                                                     "job": {"type": "capture",
                                                                             "source": {"url": "https://example.com/"}}}
                                                                    """))))
    @ApiResponse(
            responseCode = "201",
            description = "The schedule, with its next runs.",
            headers = @Header(name = "Location", description = "The schedule.", schema = @Schema(type = "string")),
            content = @Content(mediaType = JSON, schema = @Schema(ref = SCHEDULE)))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Create {}

    @Operation(operationId = "listSchedules", summary = "List schedules, newest first")
    @ApiResponse(
            responseCode = "200",
            description = "All of them.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = "#/components/schemas/Schedules")))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface List {}

    @Operation(operationId = "getSchedule", summary = "Read a schedule")
    @ApiResponse(
            responseCode = "200",
            description = "The schedule.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = SCHEDULE)))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Get {}

    @Operation(
            operationId = "changeSchedule",
            summary = "Change fields of a schedule",
            description = "Each field that is given takes the place of the old one as a whole.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = JSON,
                                            schema = @Schema(type = "object"),
                                            examples = @ExampleObject(name = "pause", value = "{\"paused\": true}"))))
    @ApiResponse(
            responseCode = "200",
            description = "The schedule as it is now.",
            content = @Content(mediaType = JSON, schema = @Schema(ref = SCHEDULE)))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Change {}

    @Operation(operationId = "deleteSchedule", summary = "Remove a schedule")
    @ApiResponse(responseCode = "204", description = "It is gone; jobs that it made go on.", content = @Content)
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Delete {}
}
