package dev.tintype.worker.media.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what a child writes, so that it never waits for a reader, and keeps a bounded part of it. */
final class ChildOutput {
    private static final Logger log = LoggerFactory.getLogger(ChildOutput.class);
    private static final int MOST_OUTPUT = 16 << 20;
    private static final int MOST_MESSAGES = 60;
    private static final int MOST_LINE = 2_000;

    private final Thread out;
    private final Thread err;
    private final StringBuilder kept = new StringBuilder();
    private final Deque<String> messages = new ArrayDeque<>();
    private volatile long movedNanos = System.nanoTime();

    ChildOutput(Process process, @Nullable Consumer<EncodeProgress> progress) {
        out = Thread.ofVirtual().name("ffmpeg-out").start(() -> {
            if (progress == null) {
                keep(process.getInputStream());
            } else {
                follow(process.getInputStream(), progress);
            }
        });
        err = Thread.ofVirtual().name("ffmpeg-err").start(() -> lines(process.getErrorStream(), this::complaint));
    }

    /** How long nothing has moved. */
    long stoodStillNanos() {
        return System.nanoTime() - movedNanos;
    }

    ChildEnd end(int exit) throws InterruptedException {
        out.join();
        err.join();
        synchronized (messages) {
            return new ChildEnd(exit, kept.toString(), List.copyOf(messages));
        }
    }

    private void keep(InputStream in) {
        char[] buffer = new char[8192];
        try (InputStreamReader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
                movedNanos = System.nanoTime();
                if (kept.length() < MOST_OUTPUT) {
                    kept.append(buffer, 0, read);
                }
            }
        } catch (IOException e) {
            log.debug("a child's output ended early", e);
        }
    }

    private void follow(InputStream in, Consumer<EncodeProgress> progress) {
        EncodeProgress.Reader reader = new EncodeProgress.Reader();
        EncodeProgress[] last = new EncodeProgress[1];
        lines(
                in,
                line -> reader.line(line).ifPresent(state -> {
                    if (last[0] == null || state.outMs() != last[0].outMs()) {
                        movedNanos = System.nanoTime();
                    }
                    last[0] = state;
                    progress.accept(state);
                }));
    }

    private void complaint(String line) {
        synchronized (messages) {
            if (messages.size() == MOST_MESSAGES) {
                messages.removeFirst();
            }
            messages.addLast(line.length() > MOST_LINE ? line.substring(0, MOST_LINE) : line);
        }
    }

    private static void lines(InputStream in, Consumer<String> to) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                to.accept(line);
            }
        } catch (IOException e) {
            log.debug("a child's messages ended early", e);
        }
    }
}
