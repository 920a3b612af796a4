package dev.tintype.worker.media.output;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Counts the pictures of animations that we made. FFmpeg writes animated WebP, but does not read it. */
final class AnimationFrames {
    private static final int GIF_HEAD = 13;
    private static final int IMAGE = 0x2C;
    private static final int EXTENSION = 0x21;

    private AnimationFrames() {}

    /** How many; 0 when it is neither GIF nor WebP. */
    static int count(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            byte[] head = in.readNBytes(GIF_HEAD - 1);
            if (head.length < GIF_HEAD - 1) {
                return 0;
            }
            return head[0] == 'G' ? gif(in, head) : webp(in);
        }
    }

    /** Chunks of RIFF, each of even length. */
    private static int webp(DataInputStream in) throws IOException {
        int frames = 0;
        while (true) {
            byte[] name = in.readNBytes(4);
            if (name.length < 4) {
                return frames;
            }
            long length = Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
            if (name[0] == 'A' && name[1] == 'N' && name[2] == 'M' && name[3] == 'F') {
                frames++;
            }
            in.skipNBytes(length + length % 2);
        }
    }

    /** GIF89a, appendix A. */
    private static int gif(DataInputStream in, byte[] head) throws IOException {
        in.readByte();
        skipTable(in, head[10]);
        int frames = 0;
        try {
            for (int block = in.readUnsignedByte();
                    block == IMAGE || block == EXTENSION;
                    block = in.readUnsignedByte()) {
                if (block == IMAGE) {
                    frames++;
                    byte[] place = in.readNBytes(9);
                    skipTable(in, place[8]);
                }
                // the code size, or the label
                in.readByte();
                for (int length = in.readUnsignedByte(); length > 0; length = in.readUnsignedByte()) {
                    in.skipNBytes(length);
                }
            }
        } catch (EOFException e) {
            return 0; // it ends in the middle
        }
        return frames;
    }

    private static void skipTable(DataInputStream in, int flags) throws IOException {
        if ((flags & 0x80) != 0) {
            in.skipNBytes(3L << ((flags & 7) + 1));
        }
    }
}
