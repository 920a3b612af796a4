package dev.tintype.media;

/** Formats of pictures taken from a video. */
public enum StillFormat {
    JPEG("image/jpeg", "jpg"),
    PNG("image/png", "png"),
    WEBP("image/webp", "webp");

    private final String mediaType;
    private final String extension;

    StillFormat(String mediaType, String extension) {
        this.mediaType = mediaType;
        this.extension = extension;
    }

    public String mediaType() {
        return mediaType;
    }

    /** File extension without the dot. */
    public String extension() {
        return extension;
    }
}
