package dev.tintype.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.e2e.fleet.FaultProxy;
import dev.tintype.e2e.fleet.FaultProxy.Fate;
import dev.tintype.e2e.fleet.Load;
import dev.tintype.e2e.fleet.ServiceProcess;
import dev.tintype.ledger.ScriptName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Each phase is found on the wire between the worker and Redis, or by the half-written file, so that the kill comes exactly
 * then.
 */
final class KillWorker implements Experiment {
    /** When a worker dies. */
    private enum Phase {
        /** It has a message, and nobody knows. */
        BEFORE_CLAIM,
        /** The job is its own, and it does not know. */
        AFTER_CLAIM,
        WORKING,
        /** A part of an artifact is written. */
        STORING,
        /** All is stored, and nobody knows. */
        BEFORE_FINISH,
        /** The job has ended, and the message is not acknowledged. */
        AFTER_FINISH
    }

    @Override
    public String name() {
        return "kill-worker";
    }

    @Override
    public String about() {
        return "kill -9 of workers at each phase of an attempt: claim, work, store, finish, acknowledge";
    }

    @Override
    public void run(Lab lab) throws Exception {
        List<Phase> phases = lab.rounds(0, 1) == 0
                ? List.of(Phase.AFTER_CLAIM, Phase.STORING, Phase.AFTER_FINISH)
                : List.of(Phase.values());
        try (Rig rig = lab.rig()) {
            rig.api();
            rig.worker();
            try (Load.Stream _ = rig.load().keepSubmitting(2, 60, rig::any)) {
                for (Phase phase : phases) {
                    kill(rig, phase);
                }
            }
            rig.load().submit(20, rig::any);
            lab.say("%d jobs, workers killed at %s", rig.load().accepted().size(), phases);
            rig.check();
            assertThat(rig.count("state", "succeeded"))
                    .isEqualTo(rig.load().accepted().size());
        }
    }

    private static void kill(Rig rig, Phase phase) throws IOException, InterruptedException {
        FaultProxy redis = rig.fleet().redisProxy();
        ServiceProcess doomed = rig.fleet()
                .worker(Map.of("TINTYPE_REDIS_URL", redis.uri().toString(), "TINTYPE_POOLS", "noop"))
                .ready();
        switch (phase) {
            case BEFORE_CLAIM -> redis.rule(new KillAt("claim", true, doomed));
            case AFTER_CLAIM -> redis.rule(new KillAt("claim", false, doomed));
            case BEFORE_FINISH -> redis.rule(new KillAt("finish", true, doomed));
            case AFTER_FINISH -> redis.rule(new KillAt("finish", false, doomed));
            case WORKING -> {
                rig.load().submit(20, () -> rig.any().sleeping(300));
                until(phase, () -> running(rig, doomed));
                doomed.kill();
            }
            case STORING -> {
                rig.load().submit(20, () -> rig.any().storing(8 << 20));
                until(phase, () -> running(rig, doomed) && storing(rig.fleet().data()));
                doomed.kill();
            }
        }
        until(phase, () -> !doomed.alive());
    }

    private static void until(Phase phase, Callable<Boolean> condition) {
        Awaitility.await("a worker " + phase)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(2))
                .until(condition);
    }

    /** A worker's name begins with its process id. */
    private static boolean running(Rig rig, ServiceProcess worker) {
        return rig.load().accepted().stream()
                .anyMatch(id -> rig.field(id, "state").equals("running")
                        && rig.field(id, "worker").startsWith(worker.pid() + "-"));
    }

    private static boolean storing(Path data) {
        try (Stream<Path> files = Files.walk(data)) {
            return files.anyMatch(file -> String.valueOf(file.getFileName()).startsWith(".part-"));
        } catch (IOException | UncheckedIOException e) {
            return false; // a file went away meanwhile
        }
    }

    /** Kills when a script is asked for, or has been run. */
    private record KillAt(String sha1, boolean before, ServiceProcess doomed) implements FaultProxy.Rule {
        KillAt {
            sha1 = ScriptName.sha1(sha1);
        }

        @Override
        public Fate asked(String question) throws InterruptedException {
            return before ? killIf(question) : Fate.PASS;
        }

        @Override
        public Fate answered(String question, String answer) throws InterruptedException {
            return before ? Fate.PASS : killIf(question);
        }

        private Fate killIf(String question) throws InterruptedException {
            if (!question.contains(sha1)) {
                return Fate.PASS;
            }
            doomed.kill();
            return Fate.BREAK;
        }
    }
}
