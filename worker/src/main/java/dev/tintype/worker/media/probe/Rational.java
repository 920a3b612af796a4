package dev.tintype.worker.media.probe;

/** A fraction, as FFmpeg writes rates and shapes. The denominator is at least 1. */
public record Rational(long num, long den) {
    public static final Rational ZERO = new Rational(0, 1);
    public static final Rational ONE = new Rational(1, 1);

    public Rational {
        if (den < 1) {
            throw new IllegalArgumentException("denominator " + den);
        }
    }

    /** {@code 30000/1001} or {@code 16:9}; zero when it says nothing. */
    public static Rational parse(String text) {
        String[] parts = text.split("[/:]", 2);
        try {
            long num = Long.parseLong(parts[0].strip());
            long den = parts.length == 2 ? Long.parseLong(parts[1].strip()) : 1;
            return num < 0 || den < 1 ? ZERO : new Rational(num, den);
        } catch (NumberFormatException e) {
            return ZERO; // N/A
        }
    }

    /** As people say it: 29.97 is 30000/1001. */
    public static Rational ofRate(double rate) {
        long whole = Math.round(rate);
        long broken = Math.round(rate * 1001 / 1000);
        if (Math.abs(rate - whole) < 0.0005) {
            return new Rational(whole, 1);
        }
        return Math.abs(rate - broken * 1000 / 1001.0) < 0.005
                ? new Rational(broken * 1000, 1001)
                : new Rational(Math.round(rate * 1000), 1000);
    }

    public double value() {
        return (double) num / den;
    }

    public boolean isZero() {
        return num == 0;
    }

    /** As FFmpeg reads it. */
    @Override
    public String toString() {
        return den == 1 ? Long.toString(num) : num + "/" + den;
    }
}
