package dev.tintype.broker.rabbit;

/** What is declared on the broker is not what is needed, and only an operator can change that. */
final class WrongTopology extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message one sentence: what differs, and what to do */
    WrongTopology(String message) {
        super(message);
    }
}
