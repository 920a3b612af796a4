package dev.tintype.config;

/** A setting that the service cannot start with. Never quotes the value: it may be a secret. */
public final class BadSetting extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String wayOut;

    /**
     * @param setting as operators set it: {@code TINTYPE_AUTH_TOKEN}
     * @param wrong what is wrong with it
     * @param wayOut what to do about it, one sentence
     */
    public BadSetting(String setting, String wrong, String wayOut) {
        super(setting + " " + wrong);
        this.wayOut = wayOut;
    }

    /** What to do about it, one sentence. */
    public String wayOut() {
        return wayOut;
    }
}
