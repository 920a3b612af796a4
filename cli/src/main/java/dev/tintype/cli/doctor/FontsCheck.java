package dev.tintype.cli.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks fontconfig for a font for each script that pages commonly use. */
record FontsCheck() implements Check {
    private static final String SUBJECT = "fonts";
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Override
    public List<Finding> look() {
        Map<String, String> scripts = new LinkedHashMap<>();
        scripts.put("Latin", "en");
        scripts.put("Chinese", "zh-cn");
        scripts.put("Japanese", "ja");
        scripts.put("Korean", "ko");
        scripts.put("Arabic", "ar");
        scripts.put("Devanagari", "hi");
        scripts.put("emoji", "und-zsye");
        List<String> missing = new ArrayList<>();
        for (Map.Entry<String, String> script : scripts.entrySet()) {
            Programs.Outcome outcome = Programs.run(List.of("fc-list", ":lang=" + script.getValue(), "family"), LIMIT);
            if (!outcome.ended()) {
                return List.of(Finding.warn(
                        SUBJECT, "cannot tell: fc-list is not installed", "install the package fontconfig"));
            }
            if (outcome.firstLine().isEmpty()) {
                missing.add(script.getKey());
            }
        }
        return List.of(
                missing.isEmpty()
                        ? Finding.ok(SUBJECT, String.join(", ", scripts.keySet()))
                        : Finding.warn(
                                SUBJECT,
                                "none for " + String.join(", ", missing) + ": their letters come out as boxes",
                                "Debian: apt-get install fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji"));
    }
}
