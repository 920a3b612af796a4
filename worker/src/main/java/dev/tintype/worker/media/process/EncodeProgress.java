package dev.tintype.worker.media.process;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far an FFmpeg is, from the blocks of {@code -progress}.
 *
 * @param outMs how much has been written, in the time of the media
 * @param fps frames a second; 0: not known
 * @param speed media seconds a second; 0: not known
 * @param ended whether this is its last word
 */
public record EncodeProgress(long outMs, double fps, double speed, boolean ended) {
    /** Reads lines; not thread-safe. */
    static final class Reader {
        private final Map<String, String> block = new HashMap<>();

        /** Takes one line; the state of things when the line ends a block. */
        Optional<EncodeProgress> line(String line) {
            int equals = line.indexOf('=');
            if (equals < 1 || block.size() > 64) {
                return Optional.empty();
            }
            String key = line.substring(0, equals);
            block.put(key, line.substring(equals + 1).strip());
            if (!key.equals("progress")) {
                return Optional.empty();
            }
            EncodeProgress state = new EncodeProgress(
                    Math.max(0, (long) number("out_time_us") / 1000),
                    number("fps"),
                    number("speed"),
                    "end".equals(block.get("progress")));
            block.clear();
            return Optional.of(state);
        }

        /** FFmpeg says {@code N/A} as long as it does not know. */
        private double number(String key) {
            String text = block.getOrDefault(key, "").replace("x", "").strip();
            return text.matches("-?\\d+(\\.\\d+)?(e[+-]?\\d+)?") ? Double.parseDouble(text) : 0;
        }
    }
}
