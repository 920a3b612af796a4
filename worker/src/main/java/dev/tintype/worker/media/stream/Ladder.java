package dev.tintype.worker.media.stream;

import dev.tintype.media.Rung;
import dev.tintype.media.VideoCodec;
import dev.tintype.worker.media.plan.Size;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which qualities a stream has ({@code reference/media.md} §8): never above the source, its shape kept, a box that stands for a picture
 * that stands, the source's own size when it lies between two, near ones dropped, more bits for more than 30 frames a second.
 */
public final class Ladder {
    private record Step(int height, int maxBitrate, int crf) {}

    private static final List<Step> H264 = List.of(
            new Step(2160, 16_000_000, 20),
            new Step(1440, 9_000_000, 21),
            new Step(1080, 5_000_000, 21),
            new Step(720, 2_800_000, 22),
            new Step(540, 1_600_000, 23),
            new Step(360, 800_000, 24),
            new Step(234, 350_000, 25));

    /** Only where it is asked for: with the bits of 540 lines in proportion it is less like the source than what others make of it. */
    private static final Step SD = new Step(480, 1_900_000, 21);

    private static final double NEAR = 0.9;

    /** What encoding loses at these qualities is some 40 dB; beside that nobody sees what is as like as this. */
    private static final double SAME_DB = 45;

    private static final double SMOOTH_RATE = 30.5;
    private static final double SMOOTH_FACTOR = 1.4;

    private Ladder() {}

    /**
     * One quality.
     *
     * @param maxBitrate bits a second, over two seconds
     */
    public record Quality(Size size, int crf, int maxBitrate) {
        /** {@code 720p}, by the shorter side. */
        public String label() {
            return Math.min(size.width(), size.height()) + "p";
        }
    }

    /**
     * The qualities, from the best down; no two of one size.
     *
     * @param wished null: by the source
     */
    public static List<Quality> of(Size source, double fps, VideoCodec codec, @Nullable List<Rung> wished) {
        List<Quality> found = new ArrayList<>();
        if (wished == null) {
            steps(source, fps, codec, found);
        } else {
            wished.stream()
                    .map(Objects::requireNonNull)
                    .map(rung -> wished(source, fps, codec, rung))
                    .forEach(found::add);
        }
        found.sort(Comparator.<Quality>comparingInt(
                        quality -> quality.size().width() * quality.size().height())
                .reversed());
        List<Quality> kept = new ArrayList<>();
        for (Quality quality : found) {
            boolean near = !kept.isEmpty() && isNear(kept.getLast(), quality, wished != null);
            if (!near) {
                kept.add(quality);
            }
        }
        return List.copyOf(kept);
    }

    /** Of the qualities that a source of this size has by itself, the sizes, from the largest down. */
    public static List<Size> sizes(Size source) {
        return of(source, SMOOTH_RATE, VideoCodec.H264, null).stream()
                .map(Quality::size)
                .toList();
    }

    /**
     * Without the large ones that show nothing more than the next smaller one.
     *
     * @param likeness of smaller sizes, enlarged, to the largest, in decibels
     */
    static List<Quality> worthwhile(List<Quality> qualities, Map<Size, Double> likeness) {
        int first = 0;
        while (first + 1 < qualities.size()
                && likeness.getOrDefault(qualities.get(first + 1).size(), 0.0) >= SAME_DB) {
            first++;
        }
        return qualities.subList(first, qualities.size());
    }

    private static boolean isNear(Quality above, Quality below, boolean onlySame) {
        return onlySame
                ? above.size().equals(below.size())
                : below.size().height() > NEAR * above.size().height();
    }

    private static void steps(Size source, double fps, VideoCodec codec, List<Quality> to) {
        for (int n = 0; n < H264.size(); n++) {
            Step step = H264.get(n);
            boolean last = n == H264.size() - 1;
            Size box = box(source, step.height());
            // one that the source does not reach is made at the source's size, unless the next is near that
            if (reaches(source, step.height()) || last || between(source, H264.get(n + 1))) {
                Size size = source.within(box.width(), box.height());
                to.add(quality(size, step.crf(), cap(step, size), fps, codec));
            }
        }
    }

    /** Whether the source is well above a step, which it is known not to reach the one above of. */
    private static boolean between(Size source, Step below) {
        Size box = box(source, below.height());
        return reaches(source, below.height())
                && source.within(box.width(), box.height()).height() <= NEAR * source.height();
    }

    private static boolean reaches(Size source, int height) {
        Size box = box(source, height);
        return source.width() >= box.width() || source.height() >= box.height();
    }

    private static Size box(Size source, int height) {
        return new Size((int) Math.round(height * 16 / 9.0), height).turnedLike(source);
    }

    /** Fewer pixels need fewer bits, but not in proportion. */
    private static int cap(Step step, Size size) {
        double pixels = (double) size.width() * size.height();
        double full = step.height() * step.height() * 16 / 9.0;
        return (int) Math.round(step.maxBitrate() * Math.min(1, Math.pow(pixels / full, 0.75)));
    }

    private static Quality wished(Size source, double fps, VideoCodec codec, Rung rung) {
        Size size = source.width() >= source.height()
                ? source.within(null, rung.height())
                : source.within(rung.height(), null);
        int shorter = Math.min(size.width(), size.height());
        Step step = Stream.concat(H264.stream(), Stream.of(SD))
                .filter(known -> known.height() >= shorter)
                .min(Comparator.comparingInt(Step::height))
                .orElse(H264.getFirst());
        Quality usual = quality(size, step.crf(), cap(step, size), fps, codec);
        return new Quality(
                size,
                rung.crf() == null ? usual.crf() : rung.crf(),
                rung.maxBitrate() == null ? usual.maxBitrate() : rung.maxBitrate());
    }

    /** The same quality takes other numbers and fewer bits with newer codecs. */
    private static Quality quality(Size size, int crf, int cap, double fps, VideoCodec codec) {
        double bits = fps > SMOOTH_RATE ? cap * SMOOTH_FACTOR : cap;
        return switch (codec) {
            case HEVC -> new Quality(size, crf + 3, (int) Math.round(bits * 0.65));
            case AV1, VP9 -> new Quality(size, crf + 11, (int) Math.round(bits * 0.55));
            case H264 -> new Quality(size, crf, (int) Math.round(bits));
        };
    }
}
