package dev.tintype.mediakey;

import dev.tintype.job.JobId;
import dev.tintype.seal.SealKeys;
import dev.tintype.seal.SecretBox;
import java.util.Optional;

/** Seals the secrets of streams for keeping. What was sealed for one stream opens for no other. Thread-safe. */
public final class MediaKeys {
    private final SecretBox box;

    public MediaKeys(SealKeys keys) {
        this.box = new SecretBox(keys, "media-keys");
    }

    /** @param count how many keys the stream has */
    public String seal(String tenant, JobId job, String stream, StreamKey key, int count) {
        return box.seal(count + ":" + key.text(), place(tenant, job, stream));
    }

    /**
     * What the key of that id is derived of; empty when the stream has no key of that number.
     *
     * @param sealed what is kept of its stream
     * @throws IllegalStateException when it was sealed for another, or with a key that is not there any more
     */
    public Optional<StreamKey> open(String tenant, MediaKeyId id, String sealed) {
        String text = box.open(sealed, place(tenant, id.job(), id.stream()));
        int colon = text.indexOf(':');
        return id.number() < Integer.parseInt(text.substring(0, colon))
                ? Optional.of(StreamKey.ofText(text.substring(colon + 1)))
                : Optional.empty();
    }

    private static String place(String tenant, JobId job, String stream) {
        return "stream " + stream + " of " + job + " of " + tenant;
    }
}
