package dev.tintype.capture;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One step done to the page before it is captured.
 *
 * @param selector a CSS selector: the first visible match
 * @param x with {@code y}: a place in the window instead of an element
 * @param text for type and fill
 * @param key for press, as in {@code Enter} or {@code Control+A}
 * @param values for select: values or labels
 * @param checked for check
 * @param deltaX for scroll
 * @param deltaY for scroll
 * @param toSelector for drag
 * @param waitFor for wait_for
 * @param name for screenshot: of the artifact
 * @param script for evaluate
 * @param timeoutMs for this step
 * @param optional whether the job goes on when the step fails
 */
public record PageAction(
        @Schema(description = "What to do.", example = "click") @NotNull
        Kind action,

        @Schema(description = "The first element that matches this CSS selector.", example = "#accept")
        @Size(min = 1, max = 1024)
        @Nullable
        String selector,

        @Schema(description = "A place in the window instead of an element.", example = "100")
        @Min(0)
        @Max(7680)
        @Nullable
        Integer x,

        @Schema(description = "A place in the window instead of an element.", example = "200")
        @Min(0)
        @Max(7680)
        @Nullable
        Integer y,

        @Schema(description = "For type and fill.", example = "hello") @Size(max = 10_000) @Nullable
        String text,

        @Schema(description = "For press: a key, with modifiers.", example = "Control+A")
        @Pattern(regexp = "[\\x21-\\x7e\\u0080-\\uffff]{1,64}")
        @Nullable
        String key,

        @Schema(description = "For select: values or labels.", example = "[\"red\"]") @Size(min = 1, max = 64) @Nullable
        List<@NotNull @Size(max = 1024) String> values,

        @Schema(description = "For check; true when left out.", example = "false") @Nullable
        Boolean checked,

        @Schema(description = "For scroll: pixels to the right.", example = "0")
        @Min(-1_000_000)
        @Max(1_000_000)
        @Nullable
        Integer deltaX,

        @Schema(description = "For scroll: pixels down.", example = "600") @Min(-1_000_000) @Max(1_000_000) @Nullable
        Integer deltaY,

        @Schema(description = "For drag: where to.", example = "#bin") @Size(min = 1, max = 1024) @Nullable
        String toSelector,

        @Schema(description = "For wait_for.") @Valid @Nullable
        WaitFor waitFor,

        @Schema(description = "For screenshot: name of the artifact, without its extension.", example = "after-login")
        @Pattern(regexp = "[a-z0-9][a-z0-9_-]{0,63}")
        @Nullable
        String name,

        @Schema(
                description = "For evaluate: body of a JavaScript function, may await.",
                example = "document.title = 'x'")
        @Size(min = 1, max = 262_144)
        @Nullable
        String script,

        @Schema(description = "Milliseconds for this step.", defaultValue = "5000", example = "5000")
        @Min(1)
        @Max(600_000)
        Integer timeoutMs,

        @Schema(description = "Go on when the step fails.", defaultValue = "false", example = "true")
        Boolean optional) {
    private static final int USUAL_MS = 5_000;

    public PageAction {
        values = values == null ? null : Collections.unmodifiableList(new ArrayList<>(values));
        timeoutMs = timeoutMs == null ? USUAL_MS : timeoutMs;
        optional = optional != null && optional;
    }

    /** For people: {@code click #accept}. */
    public String what() {
        String verb = action.name().toLowerCase(Locale.ROOT);
        if (selector != null) {
            return verb + " " + selector;
        }
        return x == null ? verb : verb + " at " + x + "," + y;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(
            message =
                    "each action takes its own fields: click, double_click and hover a selector or x and y; type a text;"
                            + " fill a selector and a text; press a key; select a selector and values; check a selector;"
                            + " scroll delta_x or delta_y; scroll_to a selector or x and y; drag a selector or x and y and to_selector;"
                            + " wait_for wait_for; screenshot a name; evaluate a script")
    public boolean isComplete() {
        if (action == null) {
            return true; // that is told by itself
        }
        Set<Part> given = given();
        Shape shape = shape(action);
        return given.containsAll(shape.needs())
                && shape.takes().containsAll(given)
                && (!shape.target() || given.contains(Part.SELECTOR) != given.contains(Part.PLACE))
                && (x == null) == (y == null);
    }

    /** Whether it needs the page's scripts to run. */
    boolean scripted() {
        return action == Kind.EVALUATE || (waitFor != null && waitFor.scripted());
    }

    private Set<Part> given() {
        Set<Part> given = EnumSet.noneOf(Part.class);
        add(given, Part.SELECTOR, selector);
        add(given, Part.PLACE, x);
        add(given, Part.PLACE, y);
        add(given, Part.TEXT, text);
        add(given, Part.KEY, key);
        add(given, Part.VALUES, values);
        add(given, Part.CHECKED, checked);
        add(given, Part.DELTA, deltaX);
        add(given, Part.DELTA, deltaY);
        add(given, Part.TO, toSelector);
        add(given, Part.WAIT, waitFor);
        add(given, Part.NAME, name);
        add(given, Part.SCRIPT, script);
        return given;
    }

    private static void add(Set<Part> given, Part part, @Nullable Object value) {
        if (value != null) {
            given.add(part);
        }
    }

    /** What a step is made of. */
    private enum Part {
        SELECTOR,
        PLACE,
        TEXT,
        KEY,
        VALUES,
        CHECKED,
        DELTA,
        TO,
        WAIT,
        NAME,
        SCRIPT
    }

    /**
     * What a kind of step is made of.
     *
     * @param target a selector or a place
     */
    private record Shape(boolean target, Set<Part> needs, Set<Part> may) {
        Set<Part> takes() {
            Set<Part> takes = EnumSet.noneOf(Part.class);
            takes.addAll(needs);
            takes.addAll(may);
            if (target) {
                takes.add(Part.SELECTOR);
                takes.add(Part.PLACE);
            }
            return takes;
        }
    }

    private static Shape shape(Kind kind) {
        return switch (kind) {
            case CLICK, DOUBLE_CLICK, HOVER, SCROLL_TO -> new Shape(true, Set.of(), Set.of());
            case TYPE -> new Shape(false, Set.of(Part.TEXT), Set.of(Part.SELECTOR));
            case FILL -> new Shape(false, Set.of(Part.SELECTOR, Part.TEXT), Set.of());
            case PRESS -> new Shape(false, Set.of(Part.KEY), Set.of(Part.SELECTOR));
            case SELECT -> new Shape(false, Set.of(Part.SELECTOR, Part.VALUES), Set.of());
            case CHECK -> new Shape(false, Set.of(Part.SELECTOR), Set.of(Part.CHECKED));
            case SCROLL -> new Shape(false, Set.of(Part.DELTA), Set.of());
            case DRAG -> new Shape(true, Set.of(Part.TO), Set.of());
            case WAIT_FOR -> new Shape(false, Set.of(Part.WAIT), Set.of());
            case SCREENSHOT -> new Shape(false, Set.of(Part.NAME), Set.of());
            case EVALUATE -> new Shape(false, Set.of(Part.SCRIPT), Set.of());
        };
    }

    /** What can be done. */
    public enum Kind {
        CLICK,
        @JsonProperty("double_click")
        DOUBLE_CLICK,
        HOVER,
        TYPE,
        FILL,
        PRESS,
        SELECT,
        CHECK,
        SCROLL,
        @JsonProperty("scroll_to")
        SCROLL_TO,
        DRAG,
        @JsonProperty("wait_for")
        WAIT_FOR,
        SCREENSHOT,
        EVALUATE
    }
}
