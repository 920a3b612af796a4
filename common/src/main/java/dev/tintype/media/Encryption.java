package dev.tintype.media;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * How the tracks of a stream are encrypted.
 *
 * @param keyRotationSegments segments of a track that have the same key; null: one key for all
 * @param keyUrl where players get keys, with {@value #ID} or {@value #SIGNED} in it or neither; null: from Tintype, at play list's host
 */
@Schema(name = "Encryption", description = "How the tracks of a stream are encrypted. Subtitles stay in the clear.")
public record Encryption(
        @Schema(
                description = "aes-128, for hls: every segment as a whole. cenc, for dash: the samples (AES-CTR).",
                example = "aes-128")
        @NotNull
        Method method,

        @Schema(
                description = "A new key every so many segments, with aes-128; one key for all when left out.",
                example = "10")
        @Min(1)
        @Max(10_000)
        @Nullable
        Integer keyRotationSegments,

        @Schema(
                description =
                        "Where players get keys. {id} in it becomes the key's id, by which GET /v1/keys/media/{id} tells"
                                + " it to your API key; {signed} becomes the path of a link to this server that needs no"
                                + " key and works as long as the job is kept. That path alone when left out.",
                example = "https://keys.example/hls/{id}")
        @Size(max = 1000)
        @Pattern(
                regexp = "https?://([^\\s\"<>\\\\^`{|}]|\\{id\\}|\\{signed\\})+",
                message = "is to be an http or https address; only {id} and {signed} may stand in braces")
        @Nullable
        String keyUrl) {
    public static final String ID = "{id}";
    public static final String SIGNED = "{signed}";

    /** What is encrypted how. */
    public enum Method {
        @JsonProperty("aes-128")
        AES_128,
        @JsonProperty("cenc")
        CENC
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "key_rotation_segments is for aes-128: with cenc all of a stream has one key; leave it out")
    public boolean isRotationPossible() {
        return keyRotationSegments == null || method != Method.CENC;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(
            message = "with key_rotation_segments key_url needs {id} or {signed}, or all keys would have one address")
    public boolean isEveryKeyAddressed() {
        return keyRotationSegments == null || keyUrl == null || keyUrl.contains(ID) || keyUrl.contains(SIGNED);
    }
}
