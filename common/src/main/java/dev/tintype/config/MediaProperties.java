package dev.tintype.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings {@code tintype.media.*}: what a media job may use.
 *
 * @param ffmpeg path of an {@code ffmpeg} with its {@code ffprobe} beside it; null: the environment's {@code FFMPEG_PATH}, else
 *     the one that Tintype brings
 * @param bytes of a source
 * @param duration of a source
 * @param width most pixels of a video, along its longer side
 * @param height most pixels of a video, along its shorter side
 * @param imagePixels of a still picture, over all its frames
 * @param fps most frames a second
 * @param streams in one source
 * @param outputBytes everything that one job makes
 * @param memory address space of one FFmpeg; about four times of what it really uses
 * @param stall how long FFmpeg may stand still
 */
@Validated
@ConfigurationProperties("tintype.media")
public record MediaProperties(
        @Nullable Path ffmpeg,
        @DefaultValue("10GB") @NotNull DataSize bytes,
        @DefaultValue("6h") @NotNull Duration duration,
        @DefaultValue("8192") @Min(16) @Max(16384) int width,
        @DefaultValue("4320") @Min(16) @Max(16384) int height,
        @DefaultValue("50000000") @Min(1) long imagePixels,
        @DefaultValue("120") @Min(1) int fps,
        @DefaultValue("16") @Min(1) int streams,
        @DefaultValue("20GB") @NotNull DataSize outputBytes,
        @DefaultValue("16GB") @NotNull DataSize memory,
        @DefaultValue("60s") @NotNull Duration stall) {

    /** The limits that callers are told, by the names they are told by. */
    public Map<String, Long> limits() {
        Map<String, Long> limits = new TreeMap<>();
        limits.put("media_bytes", bytes.toBytes());
        limits.put("media_duration_ms", duration.toMillis());
        limits.put("media_width", (long) width);
        limits.put("media_height", (long) height);
        limits.put("media_image_pixels", imagePixels);
        limits.put("media_fps", (long) fps);
        limits.put("media_streams", (long) streams);
        limits.put("media_output_bytes", outputBytes.toBytes());
        return limits;
    }
}
