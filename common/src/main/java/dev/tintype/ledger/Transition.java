package dev.tintype.ledger;

import java.util.Locale;

/** The ledger's scripts, each documented in the file of its name. */
enum Transition {
    ACCEPT,
    DISPATCH,
    DISPATCHED,
    CLAIM,
    BEAT,
    FINISH,
    FAIL,
    RELEASE,
    SPLIT,
    CANCELLED,
    CANCEL,
    TICK,
    DUE,
    EXPIRED,
    DELETE,
    UNCACHE,
    RECOVER,
    LIST,
    PAUSE,
    RESUME,
    POOL_STATUS,
    POOL_TENANTS,
    HEARTBEAT,
    GOODBYE,
    WORKERS,
    BATCH,
    BATCH_STATUS,
    SCHEDULE_SAVE,
    SCHEDULE_ADVANCE,
    SCHEDULE_DELETE,
    PRESET_SAVE,
    CALLBACK_CLAIM,
    CALLBACK_RECORD,
    CALLBACK_REDELIVER,
    CALLBACK_TEST,
    ENDPOINT_SAVE,
    ENDPOINT_DELETE;

    private final String text = name().toLowerCase(Locale.ROOT);

    String fileName() {
        return text + ".lua";
    }

    /** Its name in the metrics. */
    String metric() {
        return text;
    }
}
