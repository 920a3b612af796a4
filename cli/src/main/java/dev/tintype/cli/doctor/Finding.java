package dev.tintype.cli.doctor;

/**
 * What a check found.
 *
 * @param subject one or two words
 * @param detail the fact, short
 * @param mend how to mend it; empty when there is nothing to mend
 */
record Finding(Level level, String subject, String detail, String mend) {
    /** How bad it is. */
    enum Level {
        OK,
        /** Works, but not as well as it should. */
        WARN,
        /** Captures will not work. */
        FAIL
    }

    static Finding ok(String subject, String detail) {
        return new Finding(Level.OK, subject, detail, "");
    }

    static Finding warn(String subject, String detail, String mend) {
        return new Finding(Level.WARN, subject, detail, mend);
    }

    static Finding fail(String subject, String detail, String mend) {
        return new Finding(Level.FAIL, subject, detail, mend);
    }
}
