package dev.tintype.callback;

import com.github.f4b6a3.uuid.UuidCreator;
import com.github.f4b6a3.uuid.codec.base.BaseNCodec;

/** Ids that sort by time: UUIDv7 (RFC 9562 §5.7) in lower-case Crockford base32. */
final class Ids {
    private static final BaseNCodec CROCKFORD = BaseNCodec.newInstance("0123456789abcdefghjkmnpqrstvwxyz");

    private Ids() {}

    static String create(String prefix) {
        return prefix + CROCKFORD.encode(UuidCreator.getTimeOrderedEpochPlus1());
    }
}
