package dev.tintype.worker.media.stream;

import dev.tintype.worker.media.stream.CmafTrack.Segment;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts a track as RFC 8216 §4.3.2.4 has it for AES-128: every segment by itself, with CBC and PKCS7, from its number on. The
 * description stays in the clear: it stands before the first key in play lists, and shows no picture. The index goes: it would be wrong.
 */
final class SegmentCipher {
    private static final String CIPHER = "AES/CBC/PKCS5Padding";
    private static final int BLOCK = 16;
    private static final int PIECE = 64 << 10;

    private SegmentCipher() {}

    /** The track of that name as it is when it is encrypted: a segment has a whole number of blocks, of which at least a byte is filled up. */
    static CmafTrack layout(CmafTrack clear, String name) {
        List<Segment> segments = new ArrayList<>();
        long at = clear.initBytes();
        for (Segment segment : clear.segments()) {
            long bytes = (segment.bytes() / BLOCK + 1) * BLOCK;
            segments.add(new Segment(at, bytes, segment.seconds(), bytes));
            at += bytes;
        }
        return new CmafTrack(name, clear.codec(), clear.initBytes(), at, 0, clear.startS(), segments);
    }

    /**
     * Writes it, a piece at a time.
     *
     * @param keyOf the key of the segment of that number
     */
    static void write(CmafTrack clear, Path from, Path to, IntFunction<byte[]> keyOf) throws IOException {
        try (FileChannel in = FileChannel.open(from);
                OutputStream out = Files.newOutputStream(to)) {
            pieces(in, 0, clear.initBytes(), out::write);
            for (int n = 0; n < clear.segments().size(); n++) {
                Segment segment = clear.segments().get(n);
                Cipher cipher = cipher(keyOf.apply(n), n);
                pieces(in, segment.offset(), segment.bytes(), (bytes, first, count) -> {
                    byte[] done = cipher.update(bytes, first, count);
                    // less than a block gives none yet
                    if (done != null) {
                        out.write(done);
                    }
                });
                out.write(cipher.doFinal());
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without an IV in the play list it is the segment's number: RFC 8216 §5.2. */
    private static Cipher cipher(byte[] key, int number) throws GeneralSecurityException {
        byte[] iv =
                ByteBuffer.allocate(BLOCK).putInt(BLOCK - Integer.BYTES, number).array();
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
        return cipher;
    }

    /** Takes a piece of the file. */
    private interface Piece {
        void take(byte[] bytes, int from, int count) throws IOException;
    }

    private static void pieces(FileChannel in, long offset, long count, Piece piece) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(PIECE);
        for (long at = offset; at < offset + count; at += buffer.limit()) {
            buffer.clear().limit((int) Math.min(PIECE, offset + count - at));
            while (buffer.hasRemaining()) {
                if (in.read(buffer, at + buffer.position()) < 0) {
                    throw new IOException("a track ends at " + (at + buffer.position()));
                }
            }
            piece.take(buffer.array(), 0, buffer.limit());
        }
    }
}
