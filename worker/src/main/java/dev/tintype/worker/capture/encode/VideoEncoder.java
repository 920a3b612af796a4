package dev.tintype.worker.capture.encode;

import dev.tintype.capture.VideoOutput.Format;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Makes a video with a constant frame rate of pictures that come whenever they come: each is shown until the next one.
 * Encodes on a thread of its own; few pictures wait, so whoever makes them is told when that is too fast.
 */
public final class VideoEncoder implements AutoCloseable {
    /** Pictures that wait to be encoded. */
    private static final int WAITING = 4;

    private static final long END = -1;

    private final int fps;
    private final int frames;
    private final BufferedImage shown;
    private final FrameEncoder encoder;
    private final BlockingQueue<Picture> waiting = new ArrayBlockingQueue<>(WAITING);
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("video").factory());
    private final Future<byte[]> video;

    /**
     * Starts encoding.
     *
     * @param width even
     * @param height even
     * @param frames how many there will be
     */
    public VideoEncoder(Format format, int width, int height, int fps, int frames) {
        this.fps = fps;
        this.frames = frames;
        this.shown = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Recipe recipe = switch (format) {
            case MP4 -> Recipe.mp4(width * height, fps);
            case WEBM -> Recipe.webm(width * height, fps);
            case GIF -> Recipe.gif();
            case WEBP -> Recipe.animatedWebp();
        };
        this.encoder = new FrameEncoder(recipe, shown, fps);
        this.video = thread.submit(this::encode);
    }

    /**
     * A picture, and when it is first seen.
     *
     * @param atMs since the beginning
     */
    private record Picture(long atMs, ByteArrayInputStream jpeg) {}

    /** Takes a picture to show from {@code atMs} on; false when too many wait already. */
    public boolean offer(long atMs, byte[] jpeg) {
        return waiting.offer(new Picture(Math.max(0, atMs), new ByteArrayInputStream(jpeg)));
    }

    /** Waits for everything that was taken, shows the last picture to the end, and gives the file. */
    public byte[] finish() {
        try {
            while (!video.isDone() && !offer(END, new byte[0], 50)) {
                // encodes what waits, or has failed: then there is nothing to wait for
            }
            return video.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Stops encoding, wherever it is. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            // Native memory is freed only when nobody uses it any more; between two frames the thread sees that it
            // should end.
            while (!thread.awaitTermination(1, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean offer(long atMs, byte[] jpeg, long waitMs) throws InterruptedException {
        return waiting.offer(new Picture(atMs, new ByteArrayInputStream(jpeg)), waitMs, TimeUnit.MILLISECONDS);
    }

    private byte[] encode() throws InterruptedException, IOException {
        try (encoder) {
            int written = 0;
            for (Picture next = waiting.take(); next.atMs() != END; next = waiting.take()) {
                // What is shown until now fills the frames up to the next one's.
                int until = (int) Math.min(frames, next.atMs() * fps / 1000);
                written = repeat(written, until);
                show(ImageIO.read(new MemoryCacheImageInputStream(next.jpeg())));
            }
            repeat(written, frames);
            return encoder.finish();
        }
    }

    private int repeat(int written, int until) throws InterruptedException {
        int count = written;
        while (count < until) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            encoder.write(shown);
            count++;
        }
        return count;
    }

    private void show(BufferedImage picture) {
        Graphics2D graphics = shown.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(picture, 0, 0, shown.getWidth(), shown.getHeight(), null);
        graphics.dispose();
    }
}
