package dev.tintype.worker.capture.output;

import com.google.gson.JsonObject;
import com.microsoft.playwright.PlaywrightException;
import dev.tintype.worker.capture.browser.Tab;
import dev.tintype.worker.capture.encode.VideoEncoder;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The browser's pictures of a window that changes, handed on to an encoder. The browser sends the next one only after the
 * last one was acknowledged, which is done when the encoder has taken it: the encoder sets the pace. For the slot's thread.
 */
final class Screencast implements AutoCloseable {
    private static final int QUALITY = 90;

    /** Between two looks at what the browser has sent. */
    private static final double LOOK_MS = 10;

    private final Tab tab;
    private final VideoEncoder encoder;
    private final long startMs;
    private @Nullable Picture held;
    private boolean open = true;

    /** Starts with what the window shows now: the browser may send nothing while nothing changes. */
    Screencast(Tab tab, VideoEncoder encoder) {
        this.tab = tab;
        this.encoder = encoder;
        JsonObject shot = new JsonObject();
        shot.addProperty("format", "jpeg");
        shot.addProperty("quality", QUALITY);
        byte[] first = decode(tab.send("Page.captureScreenshot", shot));
        this.startMs = System.currentTimeMillis();
        encoder.offer(0, first);
        tab.on("Page.screencastFrame", this::received);
        shot.addProperty("everyNthFrame", 1);
        tab.send("Page.startScreencast", shot);
    }

    /** A picture that the encoder had no room for. */
    private record Picture(JsonObject event, long atMs) {}

    /** Milliseconds since the beginning. */
    int elapsedMs() {
        return (int) (System.currentTimeMillis() - startMs);
    }

    /** Lets it go on until so long after the beginning. */
    void run(int durationMs) {
        while (System.currentTimeMillis() - startMs < durationMs) {
            tab.page().waitForTimeout(LOOK_MS);
            Picture waits = held;
            if (waits != null && encoder.offer(waits.atMs(), decode(waits.event()))) {
                held = null;
                acknowledge(waits.event());
            }
        }
    }

    @Override
    public void close() {
        open = false;
        tab.send("Page.stopScreencast");
    }

    private void received(JsonObject event) {
        if (!open) {
            return;
        }
        Picture picture = new Picture(event, seenMs(event));
        if (held == null && encoder.offer(picture.atMs(), decode(event))) {
            acknowledge(event);
        } else {
            Picture older = held;
            held = picture;
            if (older != null) {
                acknowledge(older.event());
            }
        }
    }

    private long seenMs(JsonObject event) {
        JsonObject metadata = event.getAsJsonObject("metadata");
        long now = System.currentTimeMillis();
        long seen =
                metadata.has("timestamp") ? Math.round(metadata.get("timestamp").getAsDouble() * 1000) : now;
        return Math.min(seen, now) - startMs;
    }

    private void acknowledge(JsonObject event) {
        JsonObject parameters = new JsonObject();
        parameters.add("sessionId", event.get("sessionId"));
        try {
            tab.send("Page.screencastFrameAck", parameters);
        } catch (PlaywrightException e) {
            if (open) {
                throw e;
            }
        }
    }

    private static byte[] decode(JsonObject event) {
        return Base64.getDecoder().decode(event.get("data").getAsString());
    }
}
