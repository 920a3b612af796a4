package dev.tintype.media;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * What is done to the sound of all outputs.
 *
 * @param track which of the source's, from 0; null: the first, and every one in streams
 * @param channels null: as the source, and two in streams
 * @param normalize how loud it is made; null: as it is
 */
@Schema(name = "SoundOptions", description = "What is done to the sound of all outputs.")
public record SoundOptions(
        @Schema(
                description = "Which sound track of the source, from 0; when left out the first, and all in streams.",
                example = "0")
        @Min(0)
        @Max(31)
        @Nullable
        Integer track,

        @Schema(description = "Mix down or up to so many channels.", example = "2") @Min(1) @Max(8) @Nullable
        Integer channels,

        @Schema(description = "Make it as loud as that everywhere (EBU R 128, measured first).") @Valid @Nullable
        Normalize normalize) {

    /**
     * How loud.
     *
     * @param target loudness in LUFS
     */
    @Schema(name = "Normalize", description = "How loud the sound becomes.")
    public record Normalize(
            @Schema(
                    description = "Loudness in LUFS: -16 is usual on the web, -23 in broadcasting.",
                    defaultValue = "-16",
                    example = "-16")
            @DecimalMin("-31")
            @DecimalMax("-9")
            Double target) {
        public Normalize {
            target = target == null ? -16.0 : target;
        }
    }
}
