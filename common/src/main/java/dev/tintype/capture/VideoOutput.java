package dev.tintype.capture;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The page in motion: what its window shows, at a constant frame rate, from when the page is ready.
 *
 * @param durationMs length; counts against {@code page.timeout_ms}
 * @param fps frames a second
 * @param scroll smoothly to the page's end meanwhile
 * @param width of the video; null: the window's
 * @param actions steps done to the page while it is filmed, one after the other, before it scrolls
 */
@JsonTypeName(VideoOutput.KIND)
@Schema(
        name = "PageVideoOutput",
        description = "The page in motion: what its window shows, from when the page is ready.")
public record VideoOutput(
        @Schema(
                description = "mp4 (H.264), webm (VP9), gif, or webp (animated).",
                defaultValue = "mp4",
                example = "mp4")
        Format format,

        @Schema(
                description = "Length in milliseconds; counts against page.timeout_ms.",
                defaultValue = "5000",
                example = "3000")
        @Min(500)
        @Max(60_000)
        Integer durationMs,

        @Schema(description = "Frames a second, all of them there.", defaultValue = "25", example = "15")
        @Min(1)
        @Max(30)
        Integer fps,

        @Schema(description = "Scroll smoothly to the page's end meanwhile.", defaultValue = "false", example = "true")
        Boolean scroll,

        @Schema(description = "Width of the video in pixels; the window's when left out.", example = "640")
        @Min(16)
        @Max(1920)
        @Nullable
        Integer width,

        @Schema(
                description =
                        "Steps done to the page while it is filmed, one after the other; then it scrolls, if it is to. They must be"
                                + " done when the film ends.",
                example = "[{\"action\": \"click\", \"selector\": \"#menu\"}]")
        @Size(min = 1, max = 64)
        @Nullable
        List<@NotNull @Valid PageAction> actions)
        implements CaptureOutput {
    static final String KIND = "video";

    public VideoOutput {
        format = format == null ? Format.MP4 : format;
        durationMs = durationMs == null ? 5_000 : durationMs;
        fps = fps == null ? 25 : fps;
        scroll = scroll != null && scroll;
        actions = actions == null ? null : Collections.unmodifiableList(new ArrayList<>(actions));
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "no screenshots can be taken while a video is: leave those steps to page.actions")
    public boolean isFilmedOnly() {
        return actions == null
                || actions.stream().noneMatch(step -> step != null && step.action() == PageAction.Kind.SCREENSHOT);
    }

    /** Whether its steps need the page's scripts to run. */
    public boolean scripted() {
        return actions != null && actions.stream().anyMatch(step -> step != null && step.scripted());
    }

    @Override
    public String kindName() {
        return KIND;
    }

    /** Containers, each with its one codec. */
    public enum Format {
        MP4,
        WEBM,
        GIF,
        WEBP;

        public String mediaType() {
            return (this == MP4 || this == WEBM ? "video/" : "image/") + extension();
        }

        /** File extension without the dot. */
        public String extension() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
