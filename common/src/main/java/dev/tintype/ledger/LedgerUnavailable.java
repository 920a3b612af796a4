package dev.tintype.ledger;

/** The ledger did not answer. Whether it did what was asked is unknown. */
public final class LedgerUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LedgerUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
