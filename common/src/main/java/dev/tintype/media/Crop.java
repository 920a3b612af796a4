package dev.tintype.media;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of the picture that is kept: in JSON {@code "auto"}, or a box in pixels of the picture as it is shown, upright.
 *
 * @param text {@code auto}: what is inside the black bars; null: the box
 */
@Schema(name = "Crop", description = "auto (what is inside black bars), or a box in pixels of the upright picture.")
public record Crop(
        @Schema(hidden = true) @Nullable String text,

        @Schema(description = "Pixels left of it.", defaultValue = "0", example = "0") @Min(0) @Max(16_384) @Nullable
        Integer x,

        @Schema(description = "Pixels above it.", defaultValue = "0", example = "140") @Min(0) @Max(16_384) @Nullable
        Integer y,

        @Schema(description = "Pixels across.", example = "1920") @Min(16) @Max(16_384) @Nullable
        Integer width,

        @Schema(description = "Pixels down.", example = "800") @Min(16) @Max(16_384) @Nullable
        Integer height) {

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public Crop {
        if (text == null) {
            x = x == null ? Integer.valueOf(0) : x;
            y = y == null ? Integer.valueOf(0) : y;
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Crop of(String text) {
        return new Crop(text, null, null, null, null);
    }

    /** Whether the source tells where. */
    @JsonIgnore
    public boolean auto() {
        return text != null;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "crop is auto, or a box of x, y, width and height")
    public boolean isAutoOrBox() {
        return text == null || text.equals("auto");
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "a box needs width and height")
    public boolean isWholeBox() {
        return text != null || (width != null && height != null);
    }

    /** As it stands in JSON. */
    @JsonValue
    public Object json() {
        if (text != null) {
            return text;
        }
        Map<String, @Nullable Object> box = new LinkedHashMap<>();
        box.put("x", x);
        box.put("y", y);
        box.put("width", width);
        box.put("height", height);
        return box;
    }
}
