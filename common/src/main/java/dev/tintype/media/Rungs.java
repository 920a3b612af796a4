package dev.tintype.media;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The qualities of a stream: in JSON {@code "auto"}, {@code "content"}, or a list.
 *
 * @param by {@code auto}: the source's size tells; {@code content}: and what is seen in it; null: the list does
 * @param rungs the list; null: there is none
 */
@Schema(
        name = "Rungs",
        description = "auto: by the source's size; content: of those the ones that show more than the next smaller one;"
                + " or a list.")
public record Rungs(
        @Nullable String by,
        @Size(min = 1, max = 10) @Nullable List<@NotNull @Valid Rung> rungs) {
    /** What has no name of its own in JSON: the list stands for the whole. */
    public static final String LIST = "rungs";

    private static final String AUTO = "auto";
    private static final String CONTENT = "content";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Rungs of(String by) {
        return new Rungs(by, null);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Rungs of(List<Rung> rungs) {
        // keeps a null, so that validation can name its place
        return new Rungs(null, Collections.unmodifiableList(new ArrayList<>(rungs)));
    }

    /** Whether the source's size tells. */
    @JsonIgnore
    boolean auto() {
        return AUTO.equals(by);
    }

    /** Whether what is seen in the source tells too. */
    @JsonIgnore
    public boolean byContent() {
        return CONTENT.equals(by);
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "ladder is auto, content, or a list")
    public boolean isKnown() {
        return by == null || Set.of(AUTO, CONTENT).contains(by);
    }

    /** As it stands in JSON. */
    @JsonValue
    public Object json() {
        return by == null ? Objects.requireNonNull(rungs) : by;
    }
}
