package dev.tintype.vault;

import dev.tintype.artifact.ArtifactStore;
import dev.tintype.artifact.StoreKey;
import dev.tintype.artifact.StoreUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.jspecify.annotations.Nullable;

/** What is stored, to be read from anywhere; asks the store again only when the place changes. Not thread-safe. */
final class StoredChannel implements SeekableByteChannel {
    private final ArtifactStore store;
    private final StoreKey key;
    private final long from;
    private final long size;
    private @Nullable InputStream in;
    private long at;
    private long position;
    private boolean closed;

    /** @param from what stands before is not seen */
    StoredChannel(ArtifactStore store, StoreKey key, long from, long size) {
        this.store = store;
        this.key = key;
        this.from = from;
        this.size = size;
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (position >= size) {
            return -1;
        }
        byte[] buffer = new byte[(int) Math.min(to.remaining(), size - position)];
        int read = here().readNBytes(buffer, 0, buffer.length);
        if (read < buffer.length) {
            throw new StoreUnavailable("the artifact store gives back less than was stored as " + key.path());
        }
        to.put(buffer);
        position += read;
        at = position;
        return read;
    }

    private InputStream here() throws IOException {
        InputStream known = in;
        if (known != null && at == position) {
            return known;
        }
        if (known != null) {
            known.close();
        }
        InputStream opened = store.open(key, from + position, size - position)
                .orElseThrow(
                        () -> new StoreUnavailable("the artifact " + key.path() + " was removed while it was read"));
        in = opened;
        at = position;
        return opened;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long place) {
        position = place;
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        if (in != null) {
            in.close();
        }
    }

    @Override
    public int write(ByteBuffer from) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long length) {
        throw new NonWritableChannelException();
    }
}
