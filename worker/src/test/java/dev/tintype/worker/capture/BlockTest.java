package dev.tintype.worker.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.capture.Blocking;
import dev.tintype.capture.ScreenshotOutput;
import dev.tintype.worker.capture.visit.HostLists;
import java.awt.Color;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a page is made to do without. */
class BlockTest {
    private static final int GREEN = 0xFF00FF00;
    private static Harness harness;

    @BeforeAll
    static void start() {
        harness = new Harness();
        harness.site.image("/red.png", Color.RED, 200, 200);
        harness.site.image("/ads/red.png", Color.RED, 200, 200);
    }

    @AfterAll
    static void stop() {
        harness.close();
    }

    private static MemoryAttempt capture(String path, String body, String page) {
        harness.site.html(path, "<!doctype html><body style='margin:0;background:#0f0'>" + body);
        return harness.capture(harness.at(path), Harness.page(page), ScreenshotOutput.defaults());
    }

    @Test
    void pictures_are_not_asked_for() {
        int before = harness.site.hits("/red.png");

        MemoryAttempt attempt =
                capture("/media", "<img src=/red.png style='position:absolute;top:0'>", "{'block':{'media':true}}");

        assertThat(harness.site.hits("/red.png")).isEqualTo(before);
        assertThat(attempt.image("screenshot.png").getRGB(100, 100)).isNotEqualTo(Color.RED.getRGB());
        assertThat(String.valueOf(attempt.report("requests", "failures"))).contains("reason=blocked");
    }

    @Test
    void types_and_addresses_are_not_asked_for() {
        MemoryAttempt attempt = capture(
                "/types",
                "<img src=/ads/red.png><script>document.body.style.background='#f00'</script>"
                        + "<script src=/own.js></script><script>document.title='inline'</script>",
                "{'block':{'resource_types':['script'],'urls':['*/ads/*']},'headers':{'X-A':'b'},"
                        + "'fail_on':{'resource_error':true}}");

        assertThat(harness.site.hits("/ads/red.png")).isZero();
        assertThat(harness.site.hits("/own.js")).isZero();
        assertThat(attempt.report()).containsEntry("title", "inline");
    }

    @Test
    void hosts_of_advertisers_are_refused_at_the_proxy_and_said_to_be_blocked() {
        MemoryAttempt attempt = capture(
                "/hosts",
                "<img src='http://ad.doubleclick.net/x'><img src='http://www.google-analytics.com/x'>",
                "{'block':{'ads':true,'trackers':true},'fail_on':{'resource_error':true}}");

        assertThat(String.valueOf(attempt.report("requests", "failures")))
                .contains("blocked: ad.doubleclick.net")
                .contains("blocked: www.google-analytics.com");
    }

    @Test
    void the_lists_know_their_groups_and_spare_the_page_itself() {
        Predicate<String> ads = HostLists.of(new Blocking(true, false, false, false, false, null, null), "own.example");
        Predicate<String> chats =
                HostLists.of(new Blocking(false, false, false, true, false, null, null), "own.example");

        assertThat(ads)
                .accepts("ad.doubleclick.net", "x.y.doubleclick.net")
                .rejects("example.com", "net", "widget.intercom.io");
        assertThat(chats).accepts("widget.intercom.io").rejects("ad.doubleclick.net");
        assertThat(HostLists.of(new Blocking(true, true, false, false, false, null, null), "ad.doubleclick.net"))
                .rejects("ad.doubleclick.net");
    }

    /** Pages that imitate frameworks, and one that imitates none. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            onetrust  | <div id=onetrust-consent-sdk><div id=onetrust-banner-sdk class=BANNER>We use cookies <button id=onetrust-reject-all-handler onclick=bye()>Reject All</button><button id=onetrust-accept-btn-handler>Accept</button></div></div>
            cookieyes | <div class="cky-consent-container BANNER">We value your privacy <button data-cky-tag=reject-button onclick=bye()>Reject</button></div>
            quantcast | <div id=qc-cmp2-container class=BANNER><div id=qc-cmp2-ui>We value your privacy <button id=disagree-btn onclick=bye()>Disagree</button></div></div>
            complianz | <div id=cmplz-cookiebanner-container><div class="cmplz-cookiebanner BANNER">Manage consent <button class=cmplz-deny onclick=bye()>Deny</button></div></div>
            termly    | <div id=termly-code-snippet-support><div class=BANNER>We use cookies <button data-tid=banner-decline onclick=bye()>Decline</button></div></div>
            nobodys   | <div class=BANNER role=dialog>We use cookies and similar technologies to personalise content and ads. <button onclick=bye()>Reject all</button> <button>Accept all</button></div>
            """)
    void banners_are_answered_with_no(String name, String banner) {
        String body =
                "<style>.BANNER{position:fixed;z-index:9999;left:0;right:0;bottom:0;height:200px;background:#f00}</style>"
                        + "<script>function bye(){document.querySelector('.BANNER').remove();document.title='refused'}</script>"
                        + banner;

        MemoryAttempt attempt = capture("/banner-" + name, body, "{'block':{'cookie_banners':true}}");

        assertThat(attempt.report()).containsEntry("title", "refused");
        assertThat(attempt.image("screenshot.png").getRGB(1000, 690)).isEqualTo(GREEN);
        Map<?, ?> told = (Map<?, ?>) Objects.requireNonNull(attempt.report().get("banner"));
        assertThat(told.get("answered")).isEqualTo(true);
        assertThat(attempt.report()).containsEntry("console_errors", 0L).containsEntry("page_errors", 0);
    }
}
