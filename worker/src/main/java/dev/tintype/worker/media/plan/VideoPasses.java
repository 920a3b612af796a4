package dev.tintype.worker.media.plan;

import java.util.ArrayList;
import java.util.List;

/** Two passes: the first looks through the whole and writes down how hard each part is, the second shares out the bits. */
public final class VideoPasses {
    private VideoPasses() {}

    /** The first pass: the same decode, filters and encoder, and nothing kept but the statistics. */
    public static Command first(Draft draft, Scaling scaling, VideoEncoding encoding, String name) {
        List<String> arguments = new ArrayList<>(encoding.arguments());
        arguments.addAll(log(name, 1));
        arguments.addAll(List.of("-an", "-f", "null", "-"));
        Command whole = new MainCommand(draft, List.of(Branch.steady(scaling.filters(), null, arguments)))
                .build(Runtime.getRuntime().availableProcessors());
        return new Command("first pass", whole.arguments(), true);
    }

    /** What makes an encode the second pass. */
    public static List<String> second(String name) {
        return log(name, 2);
    }

    private static List<String> log(String name, int pass) {
        return List.of("-pass", Integer.toString(pass), "-passlogfile", "passes-" + name);
    }
}
