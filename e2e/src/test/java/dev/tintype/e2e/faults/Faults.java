package dev.tintype.e2e.faults;

import dev.tintype.broker.rabbit.RabbitRelease;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code faults} command. */
@Command(
        name = "tintype faults",
        mixinStandardHelpOptions = true,
        description = "Breaks things under a fleet of real processes and looks whether every promise was kept.")
public final class Faults implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "Which experiments; all when left out.")
    private List<String> names = List.of();

    @Option(names = "--list", description = "Says which experiments there are.")
    private boolean list;

    @Option(names = "--seed", description = "Where chance begins; a failure prints its own.", defaultValue = "1")
    private long seed;

    @Option(names = "--quick", description = "Fewer rounds, as with every build.")
    private boolean quick;

    @Option(names = "--rabbitmq-4", description = "Over RabbitMQ 4.0 from Debian 13, not the machine's own.")
    private boolean rabbit4;

    @Spec
    private CommandSpec spec;

    /** Runs the experiments named on the command line, one after the other. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Faults()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        PrintStream out = System.out;
        if (list) {
            Experiments.ALL.forEach(experiment -> out.printf("%-20s %s%n", experiment.name(), experiment.about()));
            return CommandLine.ExitCode.OK;
        }
        List<String> failed = new ArrayList<>();
        try (Lab lab = new Lab(rabbit4 ? RabbitRelease.DEBIAN_13 : RabbitRelease.INSTALLED, quick, out)) {
            for (Experiment experiment : chosen()) {
                if (!passes(experiment, lab, out)) {
                    failed.add(experiment.name());
                }
            }
        }
        out.println(failed.isEmpty() ? "every promise was kept" : "promises were broken by " + failed);
        return failed.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private List<Experiment> chosen() {
        if (names.isEmpty()) {
            return Experiments.ALL;
        }
        return names.stream()
                .map(name -> Experiments.named(name)
                        .orElseThrow(() -> new ParameterException(
                                spec.commandLine(), "no experiment is called " + name + "; see --list")))
                .toList();
    }

    private boolean passes(Experiment experiment, Lab lab, PrintStream out) throws Exception {
        out.printf("%s (seed %d): %s%n", experiment.name(), seed, experiment.about());
        long began = System.nanoTime();
        Optional<Throwable> failure = Optional.empty();
        try {
            lab.begin(seed);
            experiment.run(lab);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | AssertionError e) {
            failure = Optional.of(e);
        }
        out.printf("  %s in %.0f s%n", failure.isEmpty() ? "held" : "BROKEN", (System.nanoTime() - began) / 1e9);
        failure.ifPresent(e -> e.printStackTrace(out));
        return failure.isEmpty();
    }
}
