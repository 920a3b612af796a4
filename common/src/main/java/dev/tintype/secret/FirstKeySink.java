package dev.tintype.secret;

/** Takes the first key of a new server, the only time that it can be seen. */
@FunctionalInterface
public interface FirstKeySink {
    /** Called at most once per start, before the server answers. Whatever it throws stops the start. */
    void accept(KeyToken token);
}
