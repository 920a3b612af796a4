package dev.tintype.crypt;

import dev.tintype.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * What stands before the content of an encrypted file: {@code TINTYPE} and the byte 1, the length of a JSON text as four bytes, most
 * significant first, and that text. All of it is associated data of the content, so that any change of it is noticed.
 *
 * @param mode for whom it is encrypted
 * @param job the job that made it
 * @param name of the artifact in the clear
 * @param mediaType of the artifact in the clear
 * @param key the data key, wrapped with the tenant's key or the password's; null: it is in {@code jwe}
 * @param argon2id how the password becomes a key; null: it is of no password
 * @param jwe the data key for the owner of a key; null: it is in {@code key}
 */
public record FileHeader(
        ArtifactEncryption.Mode mode,
        String job,
        String name,
        String mediaType,
        @Nullable String key,
        @Nullable Passwords argon2id,
        @Nullable String jwe) {
    private static final byte[] MAGIC = "TINTYPE\u0001".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST = 16 << 10;

    /** How many bytes tell how long the text is, and that it is such a file. */
    static final int BEFORE = MAGIC.length + Integer.BYTES;

    /** As it stands in the file. */
    byte[] bytes() {
        byte[] text = Json.write(this).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(BEFORE + text.length)
                .put(MAGIC)
                .putInt(text.length)
                .put(text)
                .array();
    }

    /**
     * Reads the bytes of a header, and nothing after it.
     *
     * @throws NotOpened when it is none
     */
    static byte[] take(InputStream in) throws IOException {
        byte[] before = in.readNBytes(BEFORE);
        if (before.length < BEFORE || !Arrays.equals(before, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new NotOpened("The file is not one that Tintype has encrypted.");
        }
        int length = ByteBuffer.wrap(before).getInt(MAGIC.length);
        if (length < 2 || length > LONGEST) {
            throw new NotOpened("The file's header was changed.");
        }
        byte[] text = in.readNBytes(length);
        if (text.length < length) {
            throw new NotOpened("The file ends within its header.");
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream(BEFORE + length);
        all.write(before);
        all.write(text);
        return all.toByteArray();
    }

    /** @throws NotOpened when they are no header */
    static FileHeader of(byte[] bytes) throws NotOpened {
        try {
            FileHeader header = Json.read(
                    new String(bytes, BEFORE, bytes.length - BEFORE, StandardCharsets.UTF_8), FileHeader.class);
            boolean whole = header != null
                    && header.mode != null
                    && header.job != null
                    && header.name != null
                    && header.mediaType != null
                    && switch (header.mode) {
                        case TENANT -> header.key != null;
                        case PASSWORD ->
                            header.key != null && header.argon2id != null && header.argon2id.salt() != null;
                        case PUBLIC_KEY -> header.jwe != null;
                    };
            if (!whole) {
                throw new NotOpened("The file's header was changed.");
            }
            return header;
        } catch (JacksonException e) {
            throw new NotOpened("The file's header was changed.", e);
        }
    }

    String place() {
        return job + "/" + name;
    }
}
