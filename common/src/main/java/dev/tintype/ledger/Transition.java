package dev.tintype.ledger;

import java.util.Locale;

/** The ledger's scripts, each documented in the file of its name. */
enum Transition {
    ACCEPT,
    DISPATCHED,
    CLAIM,
    BEAT,
    FINISH,
    FAIL,
    RELEASE,
    CANCELLED,
    CANCEL,
    TICK,
    DUE,
    EXPIRED,
    DELETE,
    RECOVER,
    LIST,
    CALLBACK_CLAIM,
    CALLBACK_RECORD,
    CALLBACK_REDELIVER,
    CALLBACK_TEST,
    ENDPOINT_SAVE,
    ENDPOINT_DELETE;

    String fileName() {
        return name().toLowerCase(Locale.ROOT) + ".lua";
    }
}
