package dev.tintype.api.pixashot;

import dev.tintype.api.problem.PixashotError;

/** Ends a request with an error in Pixashot's shape. */
final class PixashotRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient PixashotError error;

    PixashotRefusal(PixashotError error) {
        super(error.message());
        this.error = error;
    }

    PixashotError error() {
        return error;
    }
}
