package dev.tintype.capture;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tintype.json.Json;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How to visit a page. Everything is set before navigation, so the page sees it from its first script on. Made from JSON, as
 * callers do; null leaves each component to its default.
 *
 * @param device a named device; sets what is not said of window, scale, touch and browser
 * @param viewport CSS pixels
 * @param scale device pixels per CSS pixel
 * @param mobile a phone's layout: the page's meta viewport counts, scroll bars lie over it
 * @param landscape the longer side of the window lies
 * @param colorScheme what {@code prefers-color-scheme} answers; null: the browser's
 * @param userAgent who the browser says it is; null: who it is
 * @param headers added to requests to the page's own origin
 * @param allOrigins whether headers and credentials go to every origin
 * @param waitUntil when the page counts as ready
 * @param timeoutMs budget from navigation to the last output
 */
public record PageOptions(
        @Schema(
                description = "A named device: sets the window, scale, touch and user agent that are not given.",
                example = "iPhone 15")
        @Known(Known.List.DEVICES)
        @Nullable
        String device,

        @Schema(description = "Size of the window in CSS pixels.") @Valid
        Viewport viewport,

        @Schema(description = "Device pixels per CSS pixel.", defaultValue = "1", example = "2")
        @DecimalMin("0.5")
        @DecimalMax("4")
        Double scale,

        @Schema(
                description = "Lay out as a phone does: obey the page's meta viewport.",
                defaultValue = "false",
                example = "true")
        Boolean mobile,

        @Schema(description = "Have a touch screen.", defaultValue = "false", example = "true")
        Boolean touch,

        @Schema(description = "Turn the window so that its longer side lies.", defaultValue = "false", example = "true")
        Boolean landscape,

        @Schema(description = "What prefers-color-scheme answers.", example = "dark") @Nullable
        ColorScheme colorScheme,

        @Schema(description = "Show the page as on screen or on paper.", example = "print")
        MediaFeatures.@Nullable Media media,

        @Schema(description = "What prefers-reduced-motion answers.", example = "reduce")
        MediaFeatures.@Nullable ReducedMotion reducedMotion,

        @Schema(description = "What forced-colors answers.", example = "active")
        MediaFeatures.@Nullable ForcedColors forcedColors,

        @Schema(description = "What prefers-contrast answers.", example = "more")
        MediaFeatures.@Nullable Contrast contrast,

        @Schema(
                description = "Language and region, BCP 47: navigator.language, Accept-Language, formats.",
                example = "de-DE")
        @Pattern(regexp = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
        @Nullable
        String locale,

        @Schema(description = "Time zone, IANA name.", example = "Europe/Berlin")
        @Known(Known.List.TIME_ZONES)
        @Nullable
        String timezone,

        @Schema(description = "Where the page is told that it is; it may ask without a prompt.") @Valid @Nullable
        Geolocation geolocation,

        @Schema(
                description =
                        "Who the browser says it is, in headers, client hints and scripts alike: a string, or parts.",
                example = "{\"device\": \"mobile\", \"platform\": \"ios\", \"browser\": \"safari\"}")
        @Valid
        @Nullable
        UserAgent userAgent,

        @Schema(description = "Run the page's scripts.", defaultValue = "true", example = "false")
        Boolean javascript,

        @Schema(description = "Take certificates nobody vouches for.", defaultValue = "false", example = "true")
        Boolean ignoreHttpsErrors,

        @Schema(
                description =
                        "Headers added to requests to the page's own origin. Values are kept encrypted and never shown.",
                example = "{\"X-Preview\": \"yes\"}")
        @Size(max = 64)
        @Nullable
        Map<
                        @NotNull @Pattern(regexp = HEADER_NAME, message = "is not the name of a header that can be set")
                        String,
                        @NotNull @Size(max = 8192) @Pattern(regexp = ONE_LINE, message = "must be one line") String>
                headers,

        @Schema(description = "Cookies the page's host seems to have set.") @Size(max = 128) @Nullable
        List<@NotNull @Valid Cookie> cookies,

        @Schema(
                description =
                        "What the page's own origin finds in localStorage. Values are kept encrypted and never shown.",
                example = "{\"theme\": \"dark\"}")
        @Size(max = 128)
        @Nullable
        Map<@NotNull @Size(min = 1, max = 1024) String, @NotNull @Size(max = 65_536) String> localStorage,

        @Schema(description = "Name and password when the page's own origin asks for them.") @Valid @Nullable
        HttpCredentials httpCredentials,

        @Schema(
                description = "Send headers and credentials to every origin the page uses, not only its own.",
                defaultValue = "false",
                example = "false")
        Boolean allOrigins,

        @Schema(description = "When the page counts as ready.", defaultValue = "auto", example = "auto")
        WaitUntil waitUntil,

        @Schema(
                description = "What to wait for when the page is ready, one after the other.",
                example = "[{\"selector\": \"#chart svg\"}]")
        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        @Size(max = 16)
        @Nullable
        List<@NotNull @Valid WaitFor> waitFor,

        @Schema(
                description = "Steps done to the page, in order, after it is ready.",
                example = "[{\"action\": \"click\", \"selector\": \"#more\", \"optional\": true}]")
        @Size(max = 64)
        @Nullable
        List<@NotNull @Valid PageAction> actions,

        @Schema(description = "A style sheet for the page.", example = "body { background: white }")
        @Size(max = 262_144)
        @Nullable
        String css,

        @Schema(
                description = "Body of a JavaScript function run last; what it returns becomes script-result.json.",
                example = "return document.links.length")
        @Size(max = 262_144)
        @Nullable
        String js,

        @Schema(description = "CSS selectors of what is made invisible and keeps its place.", example = "[\".ad\"]")
        @Size(max = 64)
        @Nullable
        List<@NotNull @Size(min = 1, max = 1024) String> hide,

        @Schema(description = "CSS selectors of what is taken out of the page.", example = "[\"#newsletter\"]")
        @Size(max = 64)
        @Nullable
        List<@NotNull @Size(min = 1, max = 1024) String> remove,

        @Schema(
                description = "Finish and stop animations and hide the caret in pictures, or leave them as they are.",
                defaultValue = "disabled",
                example = "disabled")
        Animations animations,

        @Schema(
                description =
                        "Scroll through the page so that what loads lazily loads. Only for outputs of the whole page"
                                + " when left out.",
                example = "true")
        @Nullable
        Boolean lazyLoad,

        @Schema(
                description =
                        "Fixed clock, seeded random numbers, no motion, en-US and UTC unless said: same page, same bytes.",
                defaultValue = "false",
                example = "true")
        Boolean deterministic,

        @Schema(
                description = "Milliseconds from navigation to the last output.",
                defaultValue = "30000",
                example = "30000")
        @Min(100)
        @Max(600_000)
        Integer timeoutMs,

        @Schema(
                description = "When time is up while the page loads or is waited for: fail, or capture what is there.",
                defaultValue = "fail",
                example = "capture")
        OnTimeout onTimeout,

        @Schema(description = "What makes a page that opened a failure all the same.") @Valid
        FailOn failOn,

        @Schema(description = "What the page does without.") @Valid @Nullable
        Blocking block,

        @Schema(
                description = "Share a browser with other jobs, each in a context of its own, or have one alone.",
                defaultValue = "shared",
                example = "strict")
        Isolation isolation,

        @Schema(
                description = "Visit through this proxy of the operator's; GET /v1/capabilities has the names.",
                example = "berlin")
        @Pattern(regexp = PROXY_NAME)
        @Nullable
        String proxy) {

    public static final int DEFAULT_TIMEOUT_MS = 30_000;

    /** What a proxy may be called. */
    public static final String PROXY_NAME = "[a-z0-9][a-z0-9_-]{0,63}";

    /** RFC 9110 §5.6.2, less what belongs to the connection, to the browser, or has an option of its own. */
    static final String HEADER_NAME =
            "(?i)(?!(host|connection|content-length|transfer-encoding|te|trailer|upgrade|keep-alive|expect|date|via|origin"
                    + "|cookie2?|set-cookie2?|user-agent|accept-encoding|(proxy|sec)-.*)$)[!#$%&'*+.^_`|~0-9a-z-]{1,128}";

    /** RFC 9110 §5.5: no CR, LF or NUL, and nothing else that is invisible. */
    static final String ONE_LINE = "[\\t\\x20-\\x7e\\u0080-\\uffff]*";

    @JsonCreator
    public PageOptions {
        Optional<Device> like = Device.named(device);
        landscape = landscape != null && landscape;
        viewport = viewport != null
                ? viewport
                : like.map(it -> new Viewport(it.width(), it.height())).orElse(Viewport.DEFAULT);
        viewport = landscape ? viewport.lying() : viewport;
        scale = scale != null ? scale : like.map(Device::scale).orElse(1.0);
        mobile = mobile != null ? mobile : like.map(Device::mobile).orElse(false);
        touch = touch != null ? touch : like.map(Device::touch).orElse(false);
        javascript = javascript == null || javascript;
        ignoreHttpsErrors = ignoreHttpsErrors != null && ignoreHttpsErrors;
        headers = headers == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        cookies = copy(cookies);
        localStorage = localStorage == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(localStorage));
        allOrigins = allOrigins != null && allOrigins;
        waitUntil = waitUntil == null ? WaitUntil.AUTO : waitUntil;
        waitFor = copy(waitFor);
        actions = copy(actions);
        hide = copy(hide);
        remove = copy(remove);
        animations = animations == null ? Animations.DISABLED : animations;
        deterministic = deterministic != null && deterministic;
        if (deterministic) {
            locale = locale == null ? "en-US" : locale;
            timezone = timezone == null ? "UTC" : timezone;
            reducedMotion = reducedMotion == null ? MediaFeatures.ReducedMotion.REDUCE : reducedMotion;
        }
        timeoutMs = timeoutMs == null ? DEFAULT_TIMEOUT_MS : timeoutMs;
        onTimeout = onTimeout == null ? OnTimeout.FAIL : onTimeout;
        failOn = failOn == null ? FailOn.usual() : failOn;
        isolation = isolation == null ? Isolation.SHARED : isolation;
    }

    /** Everything else left to its default. */
    @SuppressWarnings("NullAway") // the other constructor fills defaults in
    public PageOptions(
            Viewport viewport,
            Double scale,
            @Nullable ColorScheme colorScheme,
            WaitUntil waitUntil,
            Integer timeoutMs) {
        this(
                null,
                viewport,
                scale,
                null,
                null,
                null,
                colorScheme,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                waitUntil,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                timeoutMs,
                null,
                null,
                null,
                null,
                null);
    }

    public static PageOptions defaults() {
        return new PageOptions(Viewport.DEFAULT, 1.0, null, WaitUntil.AUTO, DEFAULT_TIMEOUT_MS);
    }

    /** Who the browser says it is, by name of device or in so many words; empty: who it is. */
    public Optional<UserAgent> asks() {
        return userAgent != null
                ? Optional.of(userAgent)
                : Device.named(device).map(Device::userAgent).map(UserAgent::of);
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(
            message =
                    "js, expression, event, evaluate and cookie_banners need the page's scripts: javascript must not be false")
    public boolean isScriptedOnlyWithScripts() {
        return javascript
                || (js == null
                        && (block == null || !block.cookieBanners())
                        && (waitFor == null || waitFor.stream().noneMatch(it -> it != null && it.scripted()))
                        && (actions == null || actions.stream().noneMatch(it -> it != null && it.scripted())));
    }

    /** Keeps a null, so that validation can name its place. */
    private static <T> @Nullable List<T> copy(@Nullable List<T> list) {
        return list == null ? null : Collections.unmodifiableList(new ArrayList<>(list));
    }

    /** Whether there is anything in it that nobody else may know. */
    public boolean confidential() {
        return headers != null || cookies != null || localStorage != null || httpCredentials != null;
    }

    /**
     * How another page is visited along with this one: what is done to this one alone is left out, and what belongs to this
     * one's origin if it is another.
     */
    public PageOptions forAnother(boolean sameOrigin) {
        ObjectNode copy = Json.mapper().valueToTree(this);
        List.of("wait_for", "actions", "js").forEach(copy::remove);
        if (!sameOrigin) {
            List.of("headers", "cookies", "local_storage", "http_credentials", "all_origins")
                    .forEach(copy::remove);
        }
        return Json.mapper().treeToValue(copy, PageOptions.class);
    }

    /** Whether every cookie is for {@code host}, or for hosts at all. */
    public boolean cookiesBelongTo(String host) {
        return allOrigins
                || cookies == null
                || cookies.stream().allMatch(cookie -> cookie == null || cookie.belongsTo(host));
    }

    /** As JSON, without what is confidential. */
    @Override
    public String toString() {
        ObjectNode request = Json.mapper().createObjectNode();
        request.set("page", Json.mapper().<JsonNode>valueToTree(this));
        PageSecrets.mask(request);
        return String.valueOf(request.get("page"));
    }

    /** What {@code prefers-color-scheme} answers. */
    public enum ColorScheme {
        LIGHT,
        DARK
    }

    /** When a page counts as ready. */
    public enum WaitUntil {
        /** Loaded, fonts ready, images in view decoded, the document quiet for 150 ms, and something painted. */
        AUTO,
        /** The load event. */
        LOAD,
        /** The document is parsed. */
        DOMCONTENTLOADED,
        /** No request for 500 ms. */
        NETWORKIDLE,
        /** At most two requests under way for 500 ms. */
        NETWORKMOSTLYIDLE
    }

    /** What becomes of a page that is not ready in time. */
    public enum OnTimeout {
        FAIL,
        CAPTURE
    }

    /** Whose browser it is. */
    public enum Isolation {
        /** A browser that other jobs use too, each in a context of its own. */
        SHARED,
        /** A browser that is started for the job and ends with it. */
        STRICT
    }

    /** What becomes of movement in pictures. */
    public enum Animations {
        DISABLED,
        ALLOWED
    }
}
