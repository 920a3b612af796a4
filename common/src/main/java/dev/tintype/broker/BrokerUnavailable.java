package dev.tintype.broker;

/** The broker did not confirm that it took a message; it may or may not have it. */
public final class BrokerUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BrokerUnavailable(String message) {
        super(message);
    }

    public BrokerUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
