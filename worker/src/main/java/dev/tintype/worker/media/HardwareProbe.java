package dev.tintype.worker.media;

import dev.tintype.media.Hardware;
import dev.tintype.media.Speed;
import dev.tintype.media.VideoCodec;
import dev.tintype.media.VideoOutput.PixelFormat;
import dev.tintype.worker.media.plan.HardwareEncoders;
import dev.tintype.worker.media.plan.HardwareEncoding;
import dev.tintype.worker.media.plan.RateControl;
import dev.tintype.worker.media.plan.VideoEncoding;
import dev.tintype.worker.media.probe.Rational;
import dev.tintype.worker.media.process.Child;
import dev.tintype.worker.media.process.ChildEnd;
import dev.tintype.worker.media.process.ChildLimits;
import dev.tintype.worker.media.process.ChildStopped;
import dev.tintype.worker.media.process.Ffmpeg;
import dev.tintype.worker.media.process.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * Finds out what the machine's graphics cards encode, by having them encode a few frames inside the walls that jobs have: what FFmpeg
 * was built with does not tell whether a driver is there, nor a driver what its card can do.
 */
final class HardwareProbe {
    private static final Logger log = LoggerFactory.getLogger(HardwareProbe.class);
    private static final ChildLimits LIMITS =
            new ChildLimits(Duration.ofSeconds(20), Duration.ofSeconds(20), 16 << 20, 4L << 30, true);

    private final Supervisor supervisor;
    private final Path devices;

    /** @param devices {@code /dev} */
    HardwareProbe(Supervisor supervisor, Path devices) {
        this.supervisor = supervisor;
        this.devices = devices;
    }

    /** Looks for them. Takes no time where there is no card. */
    HardwareEncoders find() {
        boolean nvidia = Files.exists(devices.resolve("nvidiactl"));
        List<Path> nodes = nodes();
        if (!nvidia && nodes.isEmpty()) {
            return HardwareEncoders.none("it has no graphics card");
        }
        Set<String> found = new TreeSet<>();
        if (nvidia) {
            found.addAll(tried(Hardware.NVENC, null));
        }
        Path vaapi = null;
        if (!nodes.isEmpty()) {
            found.addAll(tried(Hardware.QSV, null));
            for (Path node : nodes) {
                Set<String> here = vaapi == null ? tried(Hardware.VAAPI, node) : Set.of();
                vaapi = here.isEmpty() ? vaapi : node;
                found.addAll(here);
            }
        }
        HardwareEncoders encoders = new HardwareEncoders(found, vaapi, "its graphics cards do not encode it");
        log.info("encoders in hardware: {}", found.isEmpty() ? "none that works" : encoders.told());
        return encoders;
    }

    private List<Path> nodes() {
        Path folder = devices.resolve("dri");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("renderD"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            log.warn("the graphics cards cannot be listed", e);
            return List.of();
        }
    }

    private Set<String> tried(Hardware card, @Nullable Path device) {
        Set<String> found = new TreeSet<>();
        for (VideoCodec codec : VideoCodec.values()) {
            if (card.encodes(codec) && encodes(card, codec, device)) {
                found.add(card.encoder(codec));
            }
        }
        return found;
    }

    private boolean encodes(Hardware card, VideoCodec codec, @Nullable Path device) {
        HardwareEncoding encoding = new HardwareEncoding(
                new VideoEncoding(
                        codec,
                        new RateControl(null, null, null),
                        Speed.STANDARD,
                        null,
                        null,
                        PixelFormat.YUV420P,
                        new Rational(25, 1),
                        2),
                card);
        List<String> arguments = new ArrayList<>(List.of("-nostdin", "-hide_banner", "-loglevel", "level+error"));
        if (device != null) {
            arguments.addAll(List.of("-vaapi_device", device.toString()));
        }
        arguments.addAll(List.of("-f", "lavfi", "-i", "testsrc2=s=640x360:r=25:d=0.4", "-vf"));
        arguments.add("null" + encoding.upload());
        arguments.addAll(encoding.arguments());
        arguments.addAll(List.of("-f", "null", "-"));
        Path folder = null;
        try {
            folder = Files.createTempDirectory("tintype-card-");
            Files.createDirectories(folder.resolve(Child.IN));
            Files.createDirectories(folder.resolve(Child.OUT));
            ChildEnd end = supervisor.run(
                    new Child(Ffmpeg.Program.FFMPEG, arguments, folder, LIMITS, null), new Supervisor.Stop());
            if (end.exit() != 0) {
                log.debug("{} does not encode: {}", card.encoder(codec), end.messages());
            }
            return end.exit() == 0;
        } catch (ChildStopped | IOException e) {
            log.warn("{} cannot be tried", card.encoder(codec), e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            remove(folder);
        }
    }

    private static void remove(@Nullable Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            log.debug("a folder stays", e);
        }
    }
}
