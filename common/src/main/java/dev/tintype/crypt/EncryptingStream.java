package dev.tintype.crypt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;

/** Encrypts a content as far as it is asked for. Not thread-safe. */
final class EncryptingStream extends InputStream {
    private static final int STEP = 256 << 10;

    private final InputStream content;
    private final Made made = new Made();
    private final OutputStream cipher;
    private final byte[] step = new byte[STEP];
    private boolean ended;
    private int at;

    /** What encrypts to a stream. */
    @FunctionalInterface
    interface Encryption {
        OutputStream to(OutputStream out) throws GeneralSecurityException, IOException;
    }

    EncryptingStream(InputStream content, Encryption encryption) throws IOException {
        this.content = content;
        try {
            this.cipher = encryption.to(made);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (at == made.size() && !ended) {
            made.reset();
            at = 0;
            int read = content.readNBytes(step, 0, step.length);
            if (read > 0) {
                cipher.write(step, 0, read);
            }
            if (read < step.length) {
                cipher.close();
                ended = true;
            }
        }
        int count = Math.min(length, made.size() - at);
        if (count == 0) {
            return -1;
        }
        made.copy(at, to, offset, count);
        at += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    /** Lets what was written be read without another copy of it. */
    private static final class Made extends ByteArrayOutputStream {
        void copy(int from, byte[] to, int offset, int length) {
            System.arraycopy(buf, from, to, offset, length);
        }
    }
}
