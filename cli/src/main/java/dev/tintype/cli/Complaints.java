package dev.tintype.cli;

import dev.tintype.cli.client.ApiProblem;
import dev.tintype.cli.client.ServerUnreachable;
import dev.tintype.cli.outcome.CommandFailure;
import dev.tintype.cli.outcome.Exit;
import dev.tintype.cli.terminal.Terminal;
import dev.tintype.cli.terminal.Terminal.Ink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever ends a command early into one sentence, a way out and an exit code. No stack is ever shown unasked. */
final class Complaints implements IExecutionExceptionHandler, IParameterExceptionHandler {
    /** Fields of the request by the options that set them. */
    private static final Map<String, String> OPTIONS = Map.ofEntries(
            Map.entry("/source/url", "PAGE"),
            Map.entry("/source/html", "PAGE"),
            Map.entry("/source/base_url", "--base-url"),
            Map.entry("/page/viewport/width", "--width"),
            Map.entry("/page/viewport/height", "--height"),
            Map.entry("/page/scale", "--scale"),
            Map.entry("/page/device", "--device"),
            Map.entry("/page/wait_until", "--wait-until"),
            Map.entry("/page/wait_for/0/selector", "--wait-for"),
            Map.entry("/page/timeout_ms", "--timeout"),
            Map.entry("/timeout_s", "--timeout"),
            Map.entry("/outputs/0/quality", "--quality"),
            Map.entry("/outputs/0/effort", "--effort"),
            Map.entry("/outputs/0/selector", "--selector"),
            Map.entry("/outputs/0/format", "--paper"));

    private static final Map<String, String> MEDIA_OPTIONS = Map.of(
            "/source/url", "SOURCE",
            "/media/trim/start_ms", "--start",
            "/media/trim/end_ms", "--end",
            "/timeout_s", "--timeout");

    private final Terminal terminal;

    Complaints(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        say(String.valueOf(e.getMessage()), List.of());
        if (!UnmatchedArgumentException.printSuggestions(e, command.getErr())) {
            terminal.err()
                    .println("  '" + command.getCommandSpec().qualifiedName() + " --help' tells what can be said.");
        }
        command.getErr().flush();
        return Exit.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, @Nullable ParseResult result) {
        return switch (e) {
            case ParameterException wrong -> handleParseException(wrong, new String[0]);
            case CommandFailure failure ->
                end(failure.exitCode(), String.valueOf(failure.getMessage()), failure.wayOut());
            case ApiProblem problem ->
                problem(problem, command.getCommandName().equals("media") ? MEDIA_OPTIONS : OPTIONS);
            case ServerUnreachable gone ->
                end(
                        Exit.UNREACHABLE,
                        "the server at " + gone.server() + " cannot be reached: " + gone.getMessage(),
                        List.of("'tintype doctor' looks into it"));
            case UncheckedIOException io -> file(io);
            case CancellationException cancelled -> end(Exit.INTERRUPTED, "interrupted", List.of());
            default -> defect(e);
        };
    }

    private int problem(ApiProblem problem, Map<String, String> options) {
        if (problem.isBadRequest()) {
            List<String> fields = problem.errors().stream()
                    .map(error -> options.getOrDefault(error.pointer(), error.pointer()) + ": " + error.detail())
                    .toList();
            return fields.size() == 1
                    ? end(Exit.USAGE, fields.getFirst(), List.of())
                    : end(Exit.USAGE, problem.detail(), fields);
        }
        return switch (problem.status()) {
            case 401, 403 ->
                end(
                        Exit.UNREACHABLE,
                        "the server does not accept the key: " + problem.detail(),
                        List.of("give another with --key or TINTYPE_KEY"));
            case 429, 503 -> end(Exit.UNREACHABLE, problem.detail(), List.of("try again in a moment"));
            default -> end(Exit.FAILED, problem.detail(), List.of());
        };
    }

    private int file(UncheckedIOException unchecked) {
        IOException e = unchecked.getCause() == null ? new IOException() : unchecked.getCause();
        String what = e instanceof FileSystemException file ? file.getFile() : null;
        String why = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        String sentence = what == null ? "reading or writing failed" : what + " cannot be read or written";
        return end(Exit.FAILED, why == null ? sentence : sentence + ": " + why, List.of());
    }

    private int defect(Exception e) {
        if (System.getenv("TINTYPE_DEBUG") != null) {
            e.printStackTrace(terminal.err());
        }
        return end(
                Exit.FAILED,
                "something of ours went wrong",
                List.of("TINTYPE_DEBUG=1 in front of the command shows what; please report it"));
    }

    private int end(int exitCode, String sentence, List<String> wayOut) {
        say(sentence, wayOut);
        return exitCode;
    }

    private void say(String sentence, List<String> wayOut) {
        terminal.err().println(terminal.paint(Ink.BAD, "tintype: ") + sentence);
        wayOut.forEach(line -> terminal.err().println("  " + line));
    }
}
