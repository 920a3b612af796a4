package dev.tintype.worker.capture.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Contrast;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.Geolocation;
import com.microsoft.playwright.options.HttpCredentials;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import java.util.List;
import java.util.Optional;

/** A shape in Playwright's words. What is not asked for is not said: every emulation costs a call at the tab's birth. */
final class ContextOptions {
    private ContextOptions() {}

    static Browser.NewContextOptions of(PageShape shape, Optional<BrowserIdentity> identity) {
        Browser.NewContextOptions options = new Browser.NewContextOptions()
                .setViewportSize(shape.viewport().width(), shape.viewport().height())
                .setDeviceScaleFactor(shape.scale())
                // A service worker fetches without the page: what it does is not part of this visit.
                .setServiceWorkers(ServiceWorkerPolicy.BLOCK)
                .setAcceptDownloads(false);
        if (shape.mobile()) {
            options.setIsMobile(true);
        }
        if (shape.touch()) {
            options.setHasTouch(true);
        }
        if (!shape.javascript()) {
            options.setJavaScriptEnabled(false);
        }
        if (shape.ignoreHttpsErrors()) {
            options.setIgnoreHTTPSErrors(true);
        }
        identity.ifPresent(it -> options.setUserAgent(it.userAgent()));
        if (shape.login() != null) {
            HttpCredentials credentials = new HttpCredentials(
                    shape.login().credentials().username(),
                    shape.login().credentials().password());
            options.setHttpCredentials(
                    shape.login().origin() == null
                            ? credentials
                            : credentials.setOrigin(shape.login().origin()));
        }
        place(shape, options);
        media(shape, options);
        return options;
    }

    private static void place(PageShape shape, Browser.NewContextOptions options) {
        if (shape.locale() != null) {
            options.setLocale(shape.locale());
        }
        if (shape.timezone() != null) {
            options.setTimezoneId(shape.timezone());
        }
        if (shape.geolocation() != null) {
            options.setGeolocation(new Geolocation(
                                    shape.geolocation().latitude(),
                                    shape.geolocation().longitude())
                            .setAccuracy(shape.geolocation().accuracy()))
                    .setPermissions(List.of("geolocation"));
        }
    }

    private static void media(PageShape shape, Browser.NewContextOptions options) {
        if (shape.colorScheme() != null) {
            options.setColorScheme(ColorScheme.valueOf(shape.colorScheme().name()));
        }
        if (shape.reducedMotion() != null) {
            options.setReducedMotion(ReducedMotion.valueOf(shape.reducedMotion().name()));
        }
        if (shape.forcedColors() != null) {
            options.setForcedColors(ForcedColors.valueOf(shape.forcedColors().name()));
        }
        if (shape.contrast() != null) {
            options.setContrast(Contrast.valueOf(shape.contrast().name()));
        }
    }
}
