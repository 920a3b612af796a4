package dev.tintype.worker.capture.browser;

import dev.tintype.capture.Geolocation;
import dev.tintype.capture.HttpCredentials;
import dev.tintype.capture.MediaFeatures;
import dev.tintype.capture.PageOptions;
import dev.tintype.capture.UserAgent;
import dev.tintype.capture.Viewport;
import org.jspecify.annotations.Nullable;

/**
 * What a tab must be born with: options a page can see from its first script on. Tabs of equal shape are
 * interchangeable, so one of the commonest shape can be kept warm.
 */
public record PageShape(
        Viewport viewport,
        double scale,
        boolean mobile,
        boolean touch,
        PageOptions.@Nullable ColorScheme colorScheme,
        MediaFeatures.@Nullable Media media,
        MediaFeatures.@Nullable ReducedMotion reducedMotion,
        MediaFeatures.@Nullable ForcedColors forcedColors,
        MediaFeatures.@Nullable Contrast contrast,
        @Nullable String locale,
        @Nullable String timezone,
        @Nullable Geolocation geolocation,
        @Nullable UserAgent userAgent,
        boolean javascript,
        boolean ignoreHttpsErrors,
        @Nullable Login login,
        boolean alone) {
    /** The shape of a capture that asks for nothing special. */
    public static final PageShape COMMONEST = of(PageOptions.defaults(), "");

    /**
     * A name and a password.
     *
     * @param origin that may have them; null: whoever asks
     */
    record Login(@Nullable String origin, HttpCredentials credentials) {}

    /** @param origin the page's own */
    public static PageShape of(PageOptions page, String origin) {
        HttpCredentials credentials = page.httpCredentials();
        return new PageShape(
                page.viewport(),
                page.scale(),
                page.mobile(),
                page.touch(),
                page.colorScheme(),
                page.media(),
                page.reducedMotion(),
                page.forcedColors(),
                page.contrast(),
                page.locale(),
                page.timezone(),
                page.geolocation(),
                page.asks().orElse(null),
                page.javascript(),
                page.ignoreHttpsErrors(),
                credentials == null ? null : new Login(page.allOrigins() ? null : origin, credentials),
                page.isolation() == PageOptions.Isolation.STRICT);
    }
}
