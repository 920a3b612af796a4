package dev.tintype.worker.media;

import dev.tintype.job.Progress;
import dev.tintype.worker.media.process.EncodeProgress;
import dev.tintype.worker.run.Attempt;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Passes on how far an encode is.
 *
 * @param from percent at its begin
 * @param to percent at its end
 * @param durationMs of what is made; 0: not known
 */
record EncodeTeller(Attempt attempt, String stage, int from, int to, long durationMs)
        implements Consumer<EncodeProgress> {
    @Override
    public void accept(EncodeProgress state) {
        int percent = (int) (from + (to - from) * part(state));
        attempt.progress(new Progress(percent, stage, sentence(state)));
    }

    private double part(EncodeProgress state) {
        if (state.ended()) {
            return 1;
        }
        return durationMs == 0 ? 0 : Math.clamp((double) state.outMs() / durationMs, 0, 1);
    }

    private String sentence(EncodeProgress state) {
        StringBuilder text = new StringBuilder();
        if (state.fps() > 0) {
            text.append(String.format(Locale.ROOT, "%.0f fps", state.fps()));
        }
        if (state.speed() > 0) {
            text.append(String.format(Locale.ROOT, "%sspeed %.1fx", text.isEmpty() ? "" : ", ", state.speed()));
            long left = durationMs - state.outMs();
            if (left > 0) {
                text.append(String.format(Locale.ROOT, ", %d s left", Math.round(left / 1000.0 / state.speed())));
            }
        }
        return text.isEmpty() ? stage : text.toString();
    }
}
