package dev.tintype.media;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * Small pictures of the whole video on sheets, with a WebVTT file that says which is where: what players show above the
 * time line.
 *
 * @param everyS seconds from one to the next; null: by the duration, as players like it
 */
@JsonTypeName(SpriteOutput.KIND)
@Schema(
        name = "SpriteOutput",
        description = "Small pictures of the whole video on sheets, with a WebVTT file that says which is where.")
public record SpriteOutput(
        @Schema(
                description = "Seconds from one to the next. When left out: 2 up to 2 minutes, 5 up to 10, 10 up to"
                        + " 30, 20 up to 60, then 30.",
                example = "5")
        @DecimalMin("0.1")
        @DecimalMax("600")
        @Nullable
        Double everyS,

        @Schema(description = "Pixels across one tile.", defaultValue = "160", example = "160") @Min(16) @Max(640)
        Integer tileWidth,

        @Schema(description = "Pixels down one tile; by the picture's shape when left out.", example = "90")
        @Min(16)
        @Max(640)
        @Nullable
        Integer tileHeight,

        @Schema(description = "Tiles across a sheet.", defaultValue = "10", example = "10") @Min(1) @Max(20)
        Integer columns,

        @Schema(description = "Tiles down a sheet.", defaultValue = "10", example = "10") @Min(1) @Max(20)
        Integer rows,

        @Schema(description = "Picture format: jpeg or webp.", defaultValue = "jpeg", example = "jpeg")
        StillFormat format,

        @Schema(description = "1 to 100.", defaultValue = "75", example = "75") @Min(1) @Max(100)
        Integer quality)
        implements MediaOutput {
    static final String KIND = "sprite";

    public SpriteOutput {
        tileWidth = tileWidth == null ? 160 : tileWidth;
        columns = columns == null ? 10 : columns;
        rows = rows == null ? 10 : rows;
        format = format == null ? StillFormat.JPEG : format;
        quality = quality == null ? 75 : quality;
    }

    @Override
    public String kindName() {
        return KIND;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "a sprite is jpeg or webp")
    public boolean isLossyFormat() {
        return format != StillFormat.PNG;
    }
}
