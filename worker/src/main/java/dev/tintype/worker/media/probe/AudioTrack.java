package dev.tintype.worker.media.probe;

import org.jspecify.annotations.Nullable;

/**
 * Sound in a file.
 *
 * @param index among all streams
 * @param language as the file says; null: it does not
 */
public record AudioTrack(
        int index,
        String codec,
        @Nullable String profile,
        int channels,
        @Nullable String layout,
        int sampleRate,
        long bitrate,
        @Nullable String language,
        @Nullable String title) {
    /** The same, mixed to so many channels. */
    public AudioTrack mixed(int count) {
        return new AudioTrack(index, codec, profile, count, null, sampleRate, bitrate, language, title);
    }
}
