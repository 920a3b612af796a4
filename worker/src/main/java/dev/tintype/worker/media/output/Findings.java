package dev.tintype.worker.media.output;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What FFmpeg's filters wrote down, frame by frame: read line by line, for there may be a great many. */
final class Findings {
    /** What a comparison is told to have that finds no difference. */
    static final double PERFECT_DB = 100;

    private static final int MOST = 10_000;

    private final Map<String, List<Double>> events = new HashMap<>();
    private final Map<String, Double> last = new HashMap<>();
    private final Map<String, Double> sums = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();

    private int frames;

    private Findings() {}

    /** Reads the file; nothing is found in one that is not there. */
    static Findings read(Path file) throws IOException {
        Findings findings = new Findings();
        if (Files.exists(file)) {
            try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    findings.line(line);
                }
            }
        }
        return findings;
    }

    private void line(String line) {
        if (line.startsWith("frame:")) {
            frames++;
        }
        int equals = line.indexOf('=');
        if (equals < 0 || !line.startsWith("lavfi.")) {
            return;
        }
        OptionalDouble value = number(line.substring(equals + 1));
        if (value.isPresent()) {
            String key = line.substring(0, equals);
            last.put(key, value.getAsDouble());
            sums.merge(key, value.getAsDouble(), Double::sum);
            counts.merge(key, 1, Integer::sum);
            if (isEvent(key)) {
                List<Double> times = events.computeIfAbsent(key, _ -> new ArrayList<>());
                if (times.size() < MOST) {
                    times.add(value.getAsDouble());
                }
            }
        }
    }

    /** What comes once each time; all else comes with every frame. */
    private static boolean isEvent(String key) {
        return key.endsWith("_start") || key.endsWith("_end") || key.equals("lavfi.scd.time");
    }

    private static OptionalDouble number(String text) {
        if (text.equals("inf")) {
            return OptionalDouble.of(PERFECT_DB);
        }
        try {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            // a word
            return OptionalDouble.empty();
        }
    }

    /** The newest value. */
    double last(String key, double otherwise) {
        return last.getOrDefault(key, otherwise);
    }

    /** The mean over all frames that tell it. */
    double mean(String key, double otherwise) {
        int count = counts.getOrDefault(key, 0);
        return count == 0 ? otherwise : sums.getOrDefault(key, 0.0) / count;
    }

    /** How many frames were written down. */
    int frames() {
        return frames;
    }

    /** Every time it happened, in milliseconds. */
    List<Long> moments(String key) {
        return events.getOrDefault(key, List.of()).stream()
                .map(Findings::milliseconds)
                .toList();
    }

    /**
     * From each begin to its end.
     *
     * @param until when what has begun ends at the latest
     */
    List<Map<String, Object>> spans(String begin, String end, long until) {
        List<Long> begins = moments(begin);
        List<Long> ends = moments(end);
        List<Map<String, Object>> spans = new ArrayList<>();
        for (int n = 0; n < begins.size(); n++) {
            Map<String, Object> span = new LinkedHashMap<>();
            span.put("start_ms", begins.get(n));
            span.put("end_ms", n < ends.size() ? ends.get(n) : Math.max(begins.get(n), until));
            spans.add(span);
        }
        return spans;
    }

    private static long milliseconds(double seconds) {
        return Math.max(0, Math.round(seconds * 1000));
    }
}
