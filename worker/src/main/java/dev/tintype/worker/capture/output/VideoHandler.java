package dev.tintype.worker.capture.output;

import com.google.gson.JsonObject;
import dev.tintype.capture.PageAction;
import dev.tintype.capture.VideoOutput;
import dev.tintype.capture.Viewport;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.worker.capture.browser.Tab;
import dev.tintype.worker.capture.encode.VideoEncoder;
import dev.tintype.worker.capture.visit.Actions;
import dev.tintype.worker.capture.visit.Budget;
import dev.tintype.worker.capture.visit.Script;
import dev.tintype.worker.capture.visit.Waits;
import java.util.List;
import java.util.Map;

/** Films the window: the browser's screencast, made into a video while it goes on. */
final class VideoHandler implements CaptureOutputHandler<VideoOutput> {
    private static final String SCROLL = Script.load(VideoHandler.class, "smooth-scroll.js");
    private static final String TO_TOP = "() => { scrollTo({top: 0, behavior: 'instant'}); return true; }";
    private static final String DOING = "being filmed";

    /** Between two steps. */
    private static final int STEP_MS = 300;

    /** Of the length: the rest shows the end of the page. */
    private static final double SCROLLING = 0.9;

    @Override
    public List<Rendered> render(VideoOutput output, VisitedPage page) {
        long left = page.budget().leftMs(DOING);
        if (left < output.durationMs()) {
            throw new JobFailure(
                    ErrorCode.LIMIT_EXCEEDED,
                    "The video takes " + output.durationMs() + " ms and " + left
                            + " are left; raise page.timeout_ms or lower duration_ms");
        }
        if (output.scroll()) {
            new PageGeometry(page).reveal();
        }
        Viewport window = page.options().viewport();
        // Colours come in blocks of two by two pixels.
        int width = Math.max(2, (output.width() == null ? window.width() : output.width()) / 2 * 2);
        int height = Math.max(2, 2 * Math.round((float) width * window.height() / window.width() / 2));
        int frames = Math.max(1, Math.round(output.durationMs() * output.fps() / 1000f));
        byte[] bytes;
        try (VideoEncoder encoder = new VideoEncoder(output.format(), width, height, output.fps(), frames)) {
            film(output, page, encoder);
            bytes = encoder.finish();
        }
        if (output.scroll()) {
            page.tab().call(TO_TOP, new JsonObject());
        }
        return List.of(Rendered.of(
                output.kindName(),
                output.kindName(),
                output.format().extension(),
                output.format().mediaType(),
                bytes,
                Map.of(
                        "width", width,
                        "height", height,
                        "duration_ms", Math.round(frames * 1000.0 / output.fps()),
                        "frames", frames,
                        "fps", output.fps())));
    }

    @Override
    public Making start(VideoOutput output, Tab tab) {
        if (output.actions() != null) {
            Waits.prepare(tab, output.actions());
        }
        return page -> render(output, page);
    }

    private static void film(VideoOutput output, VisitedPage page, VideoEncoder encoder) {
        try (Screencast cast = new Screencast(page.tab(), encoder)) {
            if (output.actions() != null) {
                play(output, output.actions(), page, cast);
            }
            if (output.scroll()) {
                JsonObject parameter = new JsonObject();
                parameter.addProperty("durationMs", (output.durationMs() - cast.elapsedMs()) * SCROLLING);
                page.tab().call(SCROLL, parameter);
            }
            cast.run(output.durationMs());
        }
    }

    /** Does the steps, and lets what each did be seen for a moment. */
    private static void play(VideoOutput output, List<PageAction> steps, VisitedPage page, Screencast cast) {
        Actions actions = new Actions(
                page.tab(),
                Budget.start(output.durationMs()),
                page.options(),
                "the video's actions",
                () -> cast.run(Math.min(cast.elapsedMs() + STEP_MS, output.durationMs())));
        try {
            actions.perform(steps);
        } catch (JobFailure e) {
            if (e.code() != ErrorCode.NAVIGATION_TIMEOUT) {
                throw e;
            }
            throw new JobFailure(
                    ErrorCode.ACTION_FAILED, "The video was over before its actions were done; raise duration_ms", e);
        } finally {
            page.notes().put("video_actions", actions.told());
        }
    }
}
