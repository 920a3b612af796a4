package dev.tintype.worker.media.stream;

import dev.tintype.worker.media.stream.Boxes.Box;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A CMAF track in one file: a description, an index, and segments.
 *
 * @param codec as RFC 6381 has it
 * @param initBytes the description, from the file's begin
 * @param indexOffset where the index ({@code sidx}) begins
 * @param startS the time of the first segment
 */
record CmafTrack(
        String name,
        String codec,
        long initBytes,
        long indexOffset,
        long indexBytes,
        double startS,
        List<Segment> segments) {
    CmafTrack {
        segments = List.copyOf(segments);
    }

    /**
     * One segment.
     *
     * @param keyFrameBytes from its begin to the end of its first frame
     */
    record Segment(long offset, long bytes, double seconds, long keyFrameBytes) {
        long bitrate() {
            return Math.round(bytes * 8 / seconds);
        }
    }

    double seconds() {
        return segments.stream().mapToDouble(Segment::seconds).sum();
    }

    /** Bits a second of the heaviest segment. A short last one says little. */
    long peakBitrate() {
        double usual = segments.getFirst().seconds();
        return segments.stream()
                .filter(segment -> segments.size() == 1 || segment.seconds() >= usual / 2)
                .mapToLong(Segment::bitrate)
                .max()
                .orElse(0);
    }

    long averageBitrate() {
        return Math.round(segments.stream().mapToLong(Segment::bytes).sum() * 8 / seconds());
    }

    /**
     * Reads what FFmpeg made, and sees that the index is true.
     *
     * @throws IOException when it is not such a file
     */
    static CmafTrack read(String name, Path file) throws IOException {
        List<Box> boxes = Boxes.outer(file);
        Box moov = box(boxes, "moov");
        Box sidx = box(boxes, "sidx");
        ByteBuffer description = Boxes.read(file, moov);
        String codec = CodecString.of(description.slice(8, description.limit() - 8))
                .orElseThrow(() -> new IOException("a track of unknown codec"));
        Index index = Index.of(Boxes.read(file, sidx));
        List<Segment> segments = new ArrayList<>();
        long at = sidx.offset() + sidx.size();
        for (int n = 0; n < index.sizes().size(); n++) {
            long offset = at;
            Box moof = boxes.stream()
                    .filter(box -> box.offset() == offset && box.type().equals("moof"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no segment begins at " + offset));
            long size = index.sizes().get(n);
            segments.add(new Segment(
                    at, size, index.durations().get(n), moof.size() + 8 + firstSample(Boxes.read(file, moof))));
            at += size;
        }
        if (segments.isEmpty()) {
            throw new IOException("a track without segments");
        }
        return new CmafTrack(
                name, codec, moov.offset() + moov.size(), sidx.offset(), sidx.size(), index.start(), segments);
    }

    private static Box box(List<Box> boxes, String type) throws IOException {
        Optional<Box> found =
                boxes.stream().filter(box -> box.type().equals(type)).findFirst();
        return found.orElseThrow(() -> new IOException("no " + type));
    }

    /** Bytes of the first frame: ISO/IEC 14496-12 §8.8.8, or the default of §8.8.7. */
    private static long firstSample(ByteBuffer moof) throws IOException {
        ByteBuffer traf =
                Boxes.find(moof.slice(8, moof.limit() - 8), "traf").orElseThrow(() -> new IOException("no traf"));
        ByteBuffer trun = Boxes.child(traf, "trun").orElseThrow(() -> new IOException("no trun"));
        int flags = trun.getInt(0) & 0xFFFFFF;
        int at = 8 + ((flags & 0x1) == 0 ? 0 : 4) + ((flags & 0x4) == 0 ? 0 : 4);
        if ((flags & 0x200) != 0) {
            return Integer.toUnsignedLong(trun.getInt(at + ((flags & 0x100) == 0 ? 0 : 4)));
        }
        ByteBuffer tfhd = Boxes.child(traf, "tfhd").orElseThrow(() -> new IOException("no tfhd"));
        int has = tfhd.getInt(0) & 0xFFFFFF;
        int place = 8 + ((has & 0x1) == 0 ? 0 : 8) + ((has & 0x2) == 0 ? 0 : 4) + ((has & 0x8) == 0 ? 0 : 4);
        return Integer.toUnsignedLong(tfhd.getInt(place));
    }

    /** What the box {@code sidx} says: ISO/IEC 14496-12 §8.16.3. */
    private record Index(double start, List<Long> sizes, List<Double> durations) {
        static Index of(ByteBuffer sidx) {
            ByteBuffer in = sidx.duplicate().position(8);
            int version = in.get() & 0xFF;
            in.position(in.position() + 3 + 4);
            double timescale = Integer.toUnsignedLong(in.getInt());
            long start = version == 0 ? Integer.toUnsignedLong(in.getInt()) : in.getLong();
            in.position(in.position() + (version == 0 ? 4 : 8) + 2);
            int count = Short.toUnsignedInt(in.getShort());
            List<Long> sizes = new ArrayList<>();
            List<Double> durations = new ArrayList<>();
            for (int n = 0; n < count; n++) {
                sizes.add(in.getInt() & 0x7FFFFFFFL);
                durations.add(Integer.toUnsignedLong(in.getInt()) / timescale);
                in.getInt();
            }
            return new Index(start / timescale, sizes, durations);
        }
    }
}
