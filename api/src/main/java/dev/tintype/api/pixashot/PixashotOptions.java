package dev.tintype.api.pixashot;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tintype.capture.UserAgent;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Every option of Pixashot's documentation, by its name there. What is null was not given. */
@Schema(name = "PixashotOptions", description = "The options of Pixashot, by their names.")
public record PixashotOptions(
        @Nullable String url,
        @Nullable String htmlContent,
        @Nullable String template,
        @Min(1) @Max(7680) @Nullable Integer windowWidth,
        @Min(1) @Max(7680) @Nullable Integer windowHeight,
        @Nullable Boolean fullPage,
        @Size(min = 1, max = 1024) @Nullable String selector,
        @Nullable Boolean useRandomUserAgent,
        UserAgent.@Nullable Form userAgentDevice,
        UserAgent.@Nullable Platform userAgentPlatform,
        UserAgent.@Nullable Browser userAgentBrowser,
        @Nullable Format format,
        @Nullable ResponseType responseType,
        @Size(max = 64) @Nullable List<@NotNull @Valid Interaction> interactions,
        @Nullable Boolean waitForAnimation,
        @Min(0) @Max(100) @Nullable Integer imageQuality,
        @Nullable Double pixelDensity,
        @Nullable Boolean omitBackground,
        @Pattern(regexp = "#[0-9A-Fa-f]{6}") @Nullable String backgroundColor,
        @Nullable Boolean darkMode,
        @Min(1) @Max(300_000) @Nullable Integer waitForTimeout,
        @Size(min = 1, max = 1024) @Nullable String waitForSelector,
        @Min(0) @Max(60_000) @Nullable Integer delayCapture,
        @Nullable Network waitForNetwork,
        @Size(min = 1, max = 262_144) @Nullable String customJs,
        @Nullable Boolean usePopupBlocker,
        @Nullable Boolean useCookieBlocker,
        @Nullable Boolean ignoreHttpsErrors,
        @Nullable Boolean blockMedia,
        @Nullable Map<String, String> customHeaders,
        @Nullable String proxyServer,
        @Nullable Integer proxyPort,
        @Nullable String proxyUsername,
        @Nullable String proxyPassword,
        @Valid @Nullable Place geolocation,
        @Nullable Boolean pdfPrintBackground,
        @Nullable Double pdfScale,
        @Nullable String pdfPageRanges,
        @Pattern(regexp = "A4|Letter|Legal") @Nullable String pdfFormat,
        @Nullable String pdfWidth,
        @Nullable String pdfHeight) {

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "give either url or html_content")
    public boolean isOneSource() {
        return (url == null) != (htmlContent == null);
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "selector and background_color go with png, jpeg and webp only")
    public boolean isPictureOptionOfPicture() {
        return formatOrUsual().picture() || (selector == null && backgroundColor == null);
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(
            message =
                    "pdf_print_background, pdf_scale, pdf_page_ranges, pdf_format, pdf_width and pdf_height go with format pdf only")
    public boolean isPdfOptionOfPdf() {
        return formatOrUsual() == Format.PDF
                || Stream.of(pdfPrintBackground, pdfScale, pdfPageRanges, pdfFormat, pdfWidth, pdfHeight)
                        .allMatch(Objects::isNull);
    }

    Format formatOrUsual() {
        return format == null ? Format.PNG : format;
    }

    ResponseType responseOrUsual() {
        return responseType == null ? ResponseType.BY_FORMAT : responseType;
    }

    /** What is made. */
    public enum Format {
        PNG,
        JPEG,
        WEBP,
        PDF,
        HTML;

        boolean picture() {
            return this != PDF && this != HTML;
        }

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How it is answered. */
    public enum ResponseType {
        BY_FORMAT,
        EMPTY,
        JSON
    }

    /** How quiet the network must be. */
    public enum Network {
        IDLE,
        MOSTLY_IDLE
    }

    /** Where the page is told that it is. */
    @Schema(name = "PixashotGeolocation")
    public record Place(
            @NotNull Double latitude,
            @NotNull Double longitude,
            @NotNull Double accuracy) {}

    /** One step before the capture. */
    @Schema(name = "PixashotInteraction")
    public record Interaction(
            @NotNull Action action,
            @Nullable String selector,
            @Nullable String text,
            @Nullable Integer x,
            @Nullable Integer y,
            @Valid @Nullable Wait waitFor) {
        @JsonIgnore
        @Schema(hidden = true)
        @AssertTrue(
                message =
                        "click and hover take a selector or x and y, type a selector and a text, scroll x or y, wait_for wait_for")
        public boolean isComplete() {
            boolean place = x != null && y != null;
            return action == null
                    || switch (action) {
                        case CLICK, HOVER -> (selector != null) != place && text == null && waitFor == null;
                        case TYPE -> selector != null && text != null && x == null && y == null && waitFor == null;
                        case SCROLL -> (x != null || y != null) && selector == null && text == null && waitFor == null;
                        case WAIT_FOR -> waitFor != null && selector == null && text == null && x == null && y == null;
                    };
        }
    }

    /** What a step does. */
    public enum Action {
        CLICK,
        TYPE,
        HOVER,
        SCROLL,
        WAIT_FOR
    }

    /**
     * What a step waits for.
     *
     * @param value a selector, else milliseconds
     */
    @Schema(name = "PixashotWait")
    public record Wait(
            @NotNull WaitType type,

            @Schema(type = "string", description = "A selector, else milliseconds.") @NotNull
            Object value) {
        @JsonIgnore
        @Schema(hidden = true)
        @AssertTrue(message = "value is a selector for selector, and 1 to 60000 milliseconds for the others")
        public boolean isOfItsType() {
            return type == null
                    || value == null
                    || (type == WaitType.SELECTOR
                            ? value instanceof String text && !text.isEmpty()
                            : value instanceof Integer ms && ms >= 1 && ms <= 60_000);
        }
    }

    /** Kinds of waiting. */
    public enum WaitType {
        NETWORK_IDLE,
        NETWORK_MOSTLY_IDLE,
        SELECTOR,
        TIMEOUT
    }

    /** Whether an option is given at all. */
    static boolean given(JsonNode options, String name) {
        return options.has(name) && !options.get(name).isNull();
    }
}
