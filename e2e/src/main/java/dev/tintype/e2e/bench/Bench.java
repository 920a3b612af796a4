package dev.tintype.e2e.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code bench} command. */
@Command(
        name = "tintype bench",
        mixinStandardHelpOptions = true,
        description = "Measures this build on this machine.",
        subcommands = {OverheadBench.class, CaptureBench.class, MediaBench.class})
public final class Bench implements Callable<Integer> {
    /** Runs the benchmark named on the command line. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench()).execute(args));
    }

    @Override
    public Integer call() {
        CommandLine.usage(this, System.out);
        return CommandLine.ExitCode.USAGE;
    }
}
