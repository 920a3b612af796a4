package dev.tintype.api.problem;

import java.util.Locale;

/**
 * Every kind of error the API answers with. The codes are API: add, never rename. The {@code type} URI is {@link #URI} and
 * the code; it names the kind and need not be fetched. The OpenAPI document lists them all.
 */
public enum ProblemType {
    BAD_REQUEST(400, "The request is malformed"),
    MALFORMED_JSON(400, "The body is not JSON"),
    UNKNOWN_FIELD(400, "A field is unknown"),
    INVALID_FIELD(400, "A field has the wrong form"),
    UNKNOWN_PARAMETER(400, "A query parameter is unknown"),
    INVALID_PARAMETER(400, "A query parameter is not valid"),
    INVALID_CURSOR(400, "The cursor is not valid"),
    INVALID_IDEMPOTENCY_KEY(400, "The Idempotency-Key is not valid"),
    UNAUTHORIZED(401, "A valid API key is required"),
    INSUFFICIENT_SCOPE(403, "The API key may not do this"),
    ADDRESS_DENIED(403, "The API key does not work from this address"),
    INVALID_LINK(403, "The link is not valid"),
    NOT_FOUND(404, "There is nothing here"),
    JOB_NOT_FOUND(404, "There is no such job"),
    BATCH_NOT_FOUND(404, "There is no such batch"),
    SCHEDULE_NOT_FOUND(404, "There is no such schedule"),
    PRESET_NOT_FOUND(404, "There is no such preset"),
    POOL_NOT_FOUND(404, "There is no such pool"),
    ARTIFACT_NOT_FOUND(404, "There is no such artifact"),
    WEBHOOK_NOT_FOUND(404, "There is no such webhook endpoint"),
    KEY_NOT_FOUND(404, "There is no such key"),
    DELIVERY_NOT_FOUND(404, "There is no such delivery"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    NOT_ACCEPTABLE(406, "No acceptable form of the answer"),
    JOB_NOT_FINISHED(409, "The job has not ended"),
    JOB_ENDED(409, "The job has already ended"),
    SECRETS_DROPPED(409, "The job's secrets are gone"),
    SCHEDULE_CHANGED(409, "The schedule was changed at the same time"),
    PRESET_READ_ONLY(409, "The preset is built in"),
    UNIQUE_KEY_HELD(409, "Another job holds the unique_key"),
    JOB_GONE(409, "The job of this Idempotency-Key is gone"),
    WEBHOOK_DISABLED(409, "The webhook endpoint is disabled"),
    KEY_IN_USE(409, "The key is the one that asks"),
    KEY_ENDED(409, "The key does not work any more"),
    KEY_LIMIT(409, "There are too many keys"),
    WEBHOOK_LIMIT(409, "There are too many webhook endpoints"),
    RESULT_EXPIRED(410, "The result is gone"),
    PAYLOAD_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body has an unsupported type"),
    RANGE_NOT_SATISFIABLE(416, "The range lies outside the content"),
    INVALID_REQUEST(422, "The request is not valid"),
    CALLBACK_DENIED(422, "The callback URL may not be called"),
    TOO_MANY_SCHEDULES(422, "Too many schedules"),
    TOO_MANY_PRESETS(422, "Too many presets"),
    IDEMPOTENCY_MISMATCH(422, "The Idempotency-Key was used for another request"),
    STORAGE_FULL(429, "The tenant stores as much as it may"),
    TOO_MANY_QUEUED(429, "Too many jobs wait"),
    TOO_MANY_WAITS(429, "Too many requests wait at once"),
    RATE_LIMITED(429, "Too many requests"),
    TOO_MANY_FAILURES(429, "Too many wrong keys came from this address"),
    HEADERS_TOO_LARGE(431, "The request header is too large"),
    CAPTURE_FAILED(422, "The page could not be captured"),
    INTERNAL(500, "Something of ours went wrong"),
    STORE_UNAVAILABLE(503, "The artifact store cannot answer now"),
    UNAVAILABLE(503, "The service cannot answer now");

    /** What every {@code type} begins with. */
    public static final String URI = "urn:tintype:problem:";

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** One plain sentence without a full stop, the same for every problem of the kind. */
    public String title() {
        return title;
    }

    /** The name used in JSON and documentation. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The problem's {@code type}. */
    public String uri() {
        return URI + code();
    }
}
