package dev.tintype.cli;

import dev.tintype.cli.audit.AuditCommand;
import dev.tintype.cli.capture.CaptureCommand;
import dev.tintype.cli.config.ConfigCommand;
import dev.tintype.cli.decrypt.DecryptCommand;
import dev.tintype.cli.demo.DemoCommand;
import dev.tintype.cli.doctor.DoctorCommand;
import dev.tintype.cli.job.JobCommand;
import dev.tintype.cli.job.JobsCommand;
import dev.tintype.cli.job.WatchCommand;
import dev.tintype.cli.key.KeysCommand;
import dev.tintype.cli.media.MediaCommand;
import dev.tintype.cli.preset.PresetCommand;
import dev.tintype.cli.terminal.Terminal;
import dev.tintype.cli.up.UpCommand;
import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code tintype} command. */
@Command(
        name = "tintype",
        description = "Hand in a page or a film, get pictures, documents and streams back.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "VERB",
        scope = CommandLine.ScopeType.INHERIT,
        footer = {
            "",
            "The launcher adds: test (run every test), bench (measure), faults (break things and look),",
            "fuzz (look for input that breaks things), containers (tests that need Docker), fmt (format the sources).",
            "'tintype VERB --help' tells more about a verb."
        })
public final class Tintype implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Tintype() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(commandLine(Terminal.system()).execute(arguments));
    }

    /** The whole command tree, writing to {@code terminal}. */
    public static CommandLine commandLine(Terminal terminal) {
        Complaints complaints = new Complaints(terminal);
        CommandLine tintype = new CommandLine(new Tintype());
        tintype.addSubcommand(new DemoCommand(terminal));
        tintype.addSubcommand(new UpCommand(terminal));
        tintype.addSubcommand(new CaptureCommand(terminal));
        tintype.addSubcommand(new MediaCommand(terminal));
        tintype.addSubcommand(new JobsCommand(terminal));
        tintype.addSubcommand(new JobCommand(terminal));
        tintype.addSubcommand(new PresetCommand(terminal));
        tintype.addSubcommand(new WatchCommand(terminal));
        tintype.addSubcommand(new KeysCommand(terminal));
        tintype.addSubcommand(new AuditCommand(terminal));
        tintype.addSubcommand(new DecryptCommand(terminal));
        tintype.addSubcommand(new DoctorCommand(terminal));
        tintype.addSubcommand(new ConfigCommand(terminal));
        tintype.addSubcommand(new AotTrainCommand(terminal));
        return tintype.setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(100)
                .setOut(writer(terminal.out()))
                .setErr(writer(terminal.err()))
                .setParameterExceptionHandler(complaints)
                .setExecutionExceptionHandler(complaints);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }

    /** No verb: say which there are. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which verb?");
    }
}
