package dev.tintype.callback;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Why an attempt to deliver failed. The names are API: add, never rename. */
public enum DeliveryError {
    /** Its status is not 2xx; the attempt's {@code status} says which. */
    @JsonProperty("http_status")
    HTTP_STATUS,
    /** It answered with a redirect, and none is followed. */
    REDIRECT,
    /** It answered 410: it does not want to hear more. */
    GONE,
    /** No answer in time. */
    TIMEOUT,
    @JsonProperty("dns_failure")
    DNS_FAILURE,
    @JsonProperty("connection_failed")
    CONNECTION_FAILED,
    @JsonProperty("tls_failure")
    TLS_FAILURE,
    /** The host is not one that may be called. */
    @JsonProperty("egress_denied")
    EGRESS_DENIED,
    /** The endpoint was deleted before. */
    @JsonProperty("endpoint_deleted")
    ENDPOINT_DELETED,
    /** More waited for the endpoint than is kept. */
    @JsonProperty("backlog_full")
    BACKLOG_FULL,
    /** A defect of ours. */
    INTERNAL;

    /** The name used in JSON, Redis and documentation. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when no error has that wire name */
    public static DeliveryError ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
