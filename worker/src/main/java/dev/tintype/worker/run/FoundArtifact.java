package dev.tintype.worker.run;

/** What another job made. The bytes are the reader's own. */
public final class FoundArtifact {
    private final String mediaType;
    private final byte[] bytes;

    public FoundArtifact(String mediaType, byte[] bytes) {
        this.mediaType = mediaType;
        this.bytes = bytes;
    }

    public String mediaType() {
        return mediaType;
    }

    public byte[] bytes() {
        return bytes;
    }
}
