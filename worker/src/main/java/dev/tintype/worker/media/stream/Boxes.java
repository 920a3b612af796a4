package dev.tintype.worker.media.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The boxes of an MP4 file (ISO/IEC 14496-12), as far as our own are looked at. */
final class Boxes {
    private static final int HEADER = 8;
    private static final int MOST = 64 << 20;

    private Boxes() {}

    /**
     * One box.
     *
     * @param offset of its header in the file
     * @param size with its header
     */
    record Box(String type, long offset, long size) {}

    /** The outermost boxes. */
    static List<Box> outer(Path file) throws IOException {
        List<Box> boxes = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file)) {
            long length = channel.size();
            for (long at = 0; at + HEADER <= length; ) {
                ByteBuffer header = ByteBuffer.allocate(16);
                channel.read(header, at);
                header.flip();
                long size = Integer.toUnsignedLong(header.getInt());
                String type = type(header);
                if (size == 1) {
                    size = header.getLong();
                }
                if (size < HEADER || at + size > length) {
                    throw new IOException("a box of " + size + " bytes at " + at + " does not fit");
                }
                boxes.add(new Box(type, at, size));
                at += size;
            }
        }
        return boxes;
    }

    /** The bytes of a box, with its header. */
    static ByteBuffer read(Path file, Box box) throws IOException {
        if (box.size() > MOST) {
            throw new IOException("a box of " + box.size() + " bytes");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) box.size());
        try (FileChannel channel = FileChannel.open(file)) {
            while (bytes.hasRemaining() && channel.read(bytes, box.offset() + bytes.position()) > 0) {
                // on
            }
        }
        return bytes.flip();
    }

    /**
     * The content of the first box along the way, from a container's content; the skipped numbers are those of full boxes and sample
     * entries, whose boxes begin behind fields of theirs.
     */
    static Optional<ByteBuffer> find(ByteBuffer content, String... way) {
        ByteBuffer inside = content.slice();
        for (String step : way) {
            Optional<ByteBuffer> next = child(inside, step);
            if (next.isEmpty()) {
                return next;
            }
            inside = next.get();
        }
        return Optional.of(inside);
    }

    /** The content of the first child of that type. */
    static Optional<ByteBuffer> child(ByteBuffer content, String type) {
        ByteBuffer from = content.duplicate();
        while (from.remaining() >= HEADER) {
            int start = from.position();
            int size = from.getInt();
            String found = type(from);
            if (size < HEADER || start + size > from.limit()) {
                return Optional.empty();
            }
            if (found.equals(type)) {
                return Optional.of(from.slice(start + HEADER, size - HEADER));
            }
            from.position(start + size);
        }
        return Optional.empty();
    }

    /** Four letters at the buffer's position, which moves on. */
    static String type(ByteBuffer from) {
        byte[] letters = new byte[4];
        from.get(letters);
        return new String(letters, StandardCharsets.ISO_8859_1);
    }
}
