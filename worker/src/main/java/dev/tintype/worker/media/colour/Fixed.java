package dev.tintype.worker.media.colour;

import java.nio.ByteBuffer;

/** The numbers of profiles: {@code s15Fixed16Number} (ICC.1:2022, §4.6). */
final class Fixed {
    private Fixed() {}

    static double at(ByteBuffer bytes, int place) {
        return bytes.getInt(place) / 65536.0;
    }
}
