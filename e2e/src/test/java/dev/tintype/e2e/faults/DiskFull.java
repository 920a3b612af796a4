package dev.tintype.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tintype.e2e.fleet.Load;
import dev.tintype.e2e.fleet.RedisServer.Fsync;
import dev.tintype.e2e.fleet.ServiceProcess;
import dev.tintype.e2e.fleet.Work;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/** No room is a reason to wait or to fail in words; when there is room again, all goes on. */
final class DiskFull implements Experiment {
    private static final String SIZE = "256m";

    @Override
    public String name() {
        return "disk-full";
    }

    @Override
    public String about() {
        return "no room for artifacts, work folders and Redis' log (as root, on a small tmpfs; else a limit on workers' files)";
    }

    @Override
    public void run(Lab lab) throws Exception {
        Path folder = Files.createTempDirectory("tintype-small");
        boolean tmpfs = mount(folder);
        lab.say(tmpfs ? "on a tmpfs of " + SIZE : "not root: workers' files are limited to 4 kB instead");
        try (Rig rig = new Rig(
                Files.createDirectory(folder.resolve("fleet")),
                lab.rabbit().uri(),
                Fsync.EVERYSEC,
                Map.of(),
                lab.random())) {
            rig.api();
            ServiceProcess worker = rig.worker();
            try (Load.Stream _ = rig.load().keepSubmitting(3, 30, () -> work(rig))) {
                for (int i = 0; i < lab.rounds(1, 3); i++) {
                    lab.pause(1_500);
                    Path ballast = folder.resolve("ballast");
                    if (tmpfs) {
                        fill(ballast);
                    } else {
                        limit(worker, "4096:");
                    }
                    lab.pause(4_000);
                    if (tmpfs) {
                        Files.delete(ballast);
                    } else {
                        limit(worker, "unlimited:");
                    }
                }
                lab.pause(1_000);
            }
            rig.check();
            int all = rig.load().accepted().size();
            lab.say(
                    "%d jobs, %d of them tried more than once, %d failed for good",
                    all, all - rig.count("attempt", "1"), rig.count("state", "failed"));
            assertThat(rig.load().accepted())
                    .allMatch(id -> rig.field(id, "state").equals("succeeded")
                            || rig.field(id, "error").contains("storage_failed"));
        } finally {
            if (tmpfs) {
                run("umount", "--lazy", folder.toString());
            }
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private static Work work(Rig rig) {
        return rig.any().storing(40_000).with("max_attempts", 10);
    }

    private static boolean mount(Path folder) throws IOException, InterruptedException {
        return run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", folder.toString()) == 0;
    }

    private static void limit(ServiceProcess worker, String bytes) throws IOException, InterruptedException {
        assertThat(run("prlimit", "--pid", Long.toString(worker.pid()), "--fsize=" + bytes))
                .isZero();
    }

    /** Until nothing fits any more. */
    private static void fill(Path ballast) throws IOException {
        byte[] block = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            if (Files.getFileStore(ballast).getUsableSpace() > block.length) {
                throw e;
            }
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
