package dev.tintype.worker.capture.visit;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.ConsoleMessage;
import dev.tintype.capture.FailOn;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.json.Json;
import dev.tintype.worker.capture.browser.Tab;
import dev.tintype.worker.capture.browser.TabEvents.FailedRequest;
import dev.tintype.worker.egress.EgressReport;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Judges a page that opened by {@code page.fail_on}. Looks only at what a policy asks about. */
public final class Policies {
    private static final String CHECK = Script.load(Policies.class, "policy-check.js");

    /** How much colours may differ on a plain page, of 255. */
    private static final int PLAIN = 8;

    private final FailOn failOn;
    private final Tab tab;

    public Policies(FailOn failOn, Tab tab) {
        this.failOn = failOn;
        this.tab = tab;
    }

    /** @throws JobFailure with the code of the first policy the page breaks */
    public void check(EgressReport egress) {
        resources(egress);
        errors();
        texts();
        if (failOn.blank() && plain()) {
            throw new JobFailure(ErrorCode.BLANK_PAGE, "The window shows one plain colour (page.fail_on.blank)");
        }
    }

    /** @throws JobFailure {@code too_small} */
    public void checkSize(String name, long bytes) {
        Integer least = failOn.minBytes();
        if (least != null && bytes < least) {
            throw new JobFailure(
                    ErrorCode.TOO_SMALL,
                    name + " has " + bytes + " bytes, fewer than " + least + " (page.fail_on.min_bytes)");
        }
    }

    private void resources(EgressReport egress) {
        List<FailedRequest> failures = tab.events().failures();
        if (failOn.resourceStatus() != null) {
            failures.stream()
                    .filter(failed -> FailOn.within(failed.status(), failOn.resourceStatus()))
                    .findFirst()
                    .ifPresent(failed -> {
                        throw new JobFailure(
                                ErrorCode.RESOURCE_STATUS,
                                Texts.clip(failed.url(), 512) + " was answered with HTTP " + failed.status()
                                        + " (page.fail_on.resource_status)");
                    });
        }
        if (failOn.resourceError()) {
            failures.stream()
                    .filter(failed -> failed.status() == 0 && !failed.error().contains("ERR_ABORTED"))
                    .filter(failed -> !NavigationErrors.reason(failed.url(), failed.error(), egress)
                            .startsWith(NavigationErrors.BLOCKED))
                    .findFirst()
                    .ifPresent(failed -> {
                        throw new JobFailure(
                                ErrorCode.RESOURCE_ERROR,
                                Texts.clip(failed.url(), 512) + " could not be fetched: "
                                        + NavigationErrors.reason(failed.url(), failed.error(), egress)
                                        + " (page.fail_on.resource_error)");
                    });
        }
    }

    private void errors() {
        if (failOn.consoleError()) {
            tab.page().consoleMessages().stream()
                    .filter(message -> message.type().equals("error"))
                    .map(ConsoleMessage::text)
                    .findFirst()
                    .ifPresent(text -> {
                        throw new JobFailure(ErrorCode.CONSOLE_ERROR, "The console says: " + Texts.clip(text, 512));
                    });
        }
        if (failOn.pageError()) {
            tab.page().pageErrors().stream().findFirst().ifPresent(error -> {
                throw new JobFailure(ErrorCode.PAGE_ERROR, "A script threw: " + Texts.clip(error, 512));
            });
        }
    }

    private void texts() {
        if (failOn.textPresent() == null && failOn.textMissing() == null && !failOn.captcha()) {
            return;
        }
        JsonObject parameter = new JsonObject();
        parameter.add("present", strings(failOn.textPresent()));
        parameter.add("missing", strings(failOn.textMissing()));
        parameter.addProperty("captcha", failOn.captcha());
        JsonObject found = tab.call(CHECK, parameter).getAsJsonObject();
        fail(found, "present", ErrorCode.TEXT_PRESENT, "The page shows: ");
        fail(found, "missing", ErrorCode.TEXT_MISSING, "The page does not show: ");
        fail(found, "captcha", ErrorCode.CAPTCHA, "The page has a challenge: ");
    }

    private static void fail(JsonObject found, String what, ErrorCode code, String sentence) {
        JsonElement text = found.get(what);
        if (text != null && !text.isJsonNull()) {
            throw new JobFailure(code, sentence + Texts.clip(text.getAsString(), 512));
        }
    }

    private boolean plain() {
        JsonObject shot = new JsonObject();
        shot.addProperty("format", "png");
        shot.addProperty("optimizeForSpeed", true);
        byte[] png = Base64.getDecoder()
                .decode(tab.send("Page.captureScreenshot", shot).get("data").getAsString());
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
            return image == null || isPlain(image);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isPlain(BufferedImage image) {
        int first = image.getRGB(0, 0);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int colour = image.getRGB(x, y);
                if (colour != first && (far(colour, first, 16) || far(colour, first, 8) || far(colour, first, 0))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean far(int one, int other, int shift) {
        return Math.abs((one >> shift & 0xFF) - (other >> shift & 0xFF)) > PLAIN;
    }

    private static JsonElement strings(@Nullable List<String> list) {
        return JsonParser.parseString(Json.write(list == null ? List.of() : list));
    }
}
