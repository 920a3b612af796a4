package dev.tintype.worker.media.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.tintype.config.TintypeProperties.Sandbox;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import dev.tintype.worker.media.Clips;
import dev.tintype.worker.media.process.Child;
import dev.tintype.worker.media.process.ChildLimits;
import dev.tintype.worker.media.process.Ffmpeg;
import dev.tintype.worker.media.process.FfmpegFinder;
import dev.tintype.worker.media.process.Supervisor;
import dev.tintype.worker.media.process.Walls;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that make FFmpeg read other files, or ask other machines, by themselves. Without walls, so that it is the arguments that hold:
 * what they name is a pipe of which the kernel says when somebody opens it, and a port that hears every connection.
 */
class HostileFilesTest {
    private static final Ffmpeg FFMPEG = new FfmpegFinder().find(null, Clips.CACHE);
    private static final ChildLimits LIMITS =
            new ChildLimits(Duration.ofSeconds(60), Duration.ofSeconds(60), 100 << 20, 8L << 30);
    private static final String LIST = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n%s\n#EXT-X-ENDLIST\n";
    private static final List<Demuxer> FORCED = List.of(
            Demuxer.MOV, Demuxer.MATROSKA, Demuxer.MPEGTS, Demuxer.AVI, Demuxer.MP3, Demuxer.WEBVTT, Demuxer.PNG);

    @TempDir
    private Path work = Path.of("");

    @TempDir
    private Path outside = Path.of("");

    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final ServerSocket ear;
    private final Supervisor supervisor = new Supervisor(Walls.tried(FFMPEG, Sandbox.OFF));
    private volatile boolean over;

    HostileFilesTest() throws IOException {
        ear = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @BeforeEach
    void listen() throws Exception {
        Files.createDirectory(work.resolve(Child.IN));
        Files.createDirectory(work.resolve(Child.OUT));
        int made = new ProcessBuilder("mkfifo", secret().toString()).start().waitFor();
        assertThat(made).isZero();
        Thread.ofPlatform().daemon().start(this::watchSecret);
        Thread.ofPlatform().daemon().start(this::watchPort);
    }

    @AfterEach
    void close() throws IOException {
        supervisor.close();
        over = true;
        ear.close();
        new RandomAccessFile(secret().toFile(), "rw").close(); // lets the watcher go; does not wait itself
    }

    private Path secret() {
        return outside.resolve("secret.ts");
    }

    /** To open a pipe for writing waits until somebody opens it for reading. */
    private void watchSecret() {
        while (!over) {
            try (OutputStream pipe = Files.newOutputStream(secret())) {
                if (!over) {
                    opened.incrementAndGet();
                    pipe.write("secret".getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException e) {
                if (!over) {
                    opened.incrementAndGet(); // they closed it at once
                }
            }
        }
    }

    private void watchPort() {
        try {
            while (true) {
                ear.accept().close();
                connections.incrementAndGet();
            }
        } catch (SocketException _) {
            return; // closed
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> corpus() {
        String file = "file://" + secret();
        String web = "http://127.0.0.1:" + ear.getLocalPort() + "/a.ts";
        Map<String, String> corpus = new TreeMap<>();
        corpus.put("list", LIST.formatted(file));
        corpus.put("list-web", LIST.formatted(web));
        corpus.put(
                "list-key",
                LIST.formatted(file).replace("#EXTINF", "#EXT-X-KEY:METHOD=AES-128,URI=\"" + file + "\"\n#EXTINF"));
        corpus.put("join", "ffconcat version 1.0\nfile '" + secret() + "'\n");
        corpus.put("join-web", "ffconcat version 1.0\nfile '" + web + "'\n");
        corpus.put("concat", "concat:" + secret() + "|" + secret());
        corpus.put("subfile", "subfile,,start,0,end,0,,:" + secret());
        corpus.put(
                "dash",
                "<?xml version='1.0'?><MPD><Period><AdaptationSet><Representation><BaseURL>" + web
                        + "</BaseURL></Representation></AdaptationSet></Period></MPD>");
        corpus.put(
                "sdp",
                "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video " + ear.getLocalPort()
                        + " TCP/RTP/AVP 33\n");
        corpus.put("svg", "<svg xmlns='http://www.w3.org/2000/svg'><image href='" + file + "'/></svg>");
        // these begin like what is read
        corpus.put("gif-list", "GIF89a" + LIST.formatted(file));
        corpus.put("mp3-list", "ID3\u0004\0\0\0\0\0\0" + LIST.formatted(file));
        corpus.put("avi-list", "RIFF\0\u0001\0\0AVI LIST" + LIST.formatted(file));
        corpus.put("mp4-list", "\0\0\0\u0010ftypisom\0\0\0\0" + LIST.formatted(file));
        corpus.put("vtt-list", "WEBVTT\n\n" + LIST.formatted(file));
        return corpus;
    }

    private String written(String name, String content) throws IOException {
        Path file = work.resolve(Child.IN).resolve(name);
        Files.writeString(file, content, StandardCharsets.ISO_8859_1);
        return work.relativize(file).toString();
    }

    @Test
    void no_file_makes_ffmpeg_open_another_or_a_socket() throws Exception {
        Prober prober = new Prober(supervisor, LIMITS);
        for (Map.Entry<String, String> each : corpus().entrySet()) {
            String file = written(each.getKey() + ".mp4", each.getValue());

            JobFailure failure =
                    catchThrowableOfType(JobFailure.class, () -> prober.probe(work, file, new Supervisor.Stop()));

            if (failure != null) {
                assertThat(failure.code()).as(each.getKey()).isIn(ErrorCode.UNSUPPORTED_MEDIA, ErrorCode.DECODE_FAILED);
                assertThat(failure.detail())
                        .as(each.getKey())
                        .doesNotContain(outside.toString(), "secret", "127.0.0.1");
            }
        }
        assertThat(opened).as("files opened").hasValue(0);
        assertThat(connections).as("connections made").hasValue(0);
    }

    /** As if the look at the first bytes had been fooled. */
    @Test
    void not_even_when_it_is_taken_for_something_that_is_read() throws Exception {
        for (Map.Entry<String, String> each : corpus().entrySet()) {
            String file = written(each.getKey() + ".m3u8", each.getValue());
            for (Demuxer demuxer : FORCED) {
                supervisor.run(
                        new Child(Ffmpeg.Program.FFPROBE, InputArguments.toProbe(demuxer, file), work, LIMITS, null),
                        new Supervisor.Stop());
            }
        }
        assertThat(opened).as("files opened").hasValue(0);
        assertThat(connections).as("connections made").hasValue(0);
    }

    /** What the two above would see if it happened: FFmpeg left to itself opens the file, and asks the other machine. */
    @Test
    void without_our_arguments_the_pipe_is_opened_and_the_port_hears() throws Exception {
        for (String name : List.of("list", "list-web")) {
            String file = written(name + ".m3u8", corpus().getOrDefault(name, ""));
            List<String> arguments = List.of("-protocol_whitelist", "file,crypto,http,tcp", "-i", "file:" + file);
            supervisor.run(new Child(Ffmpeg.Program.FFPROBE, arguments, work, LIMITS, null), new Supervisor.Stop());
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> opened.get() > 0 && connections.get() > 0);
    }
}
