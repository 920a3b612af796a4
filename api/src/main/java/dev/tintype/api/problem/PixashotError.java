package dev.tintype.api.problem;

import dev.tintype.json.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.node.ObjectNode;

/**
 * An error in the shape that Pixashot's clients know.
 *
 * @param message what is wrong
 * @param type {@code ValidationError}, {@code AuthenticationError}, {@code RateLimitError}, or the code of the job's error
 * @param details more, or null
 * @param retryAfter seconds, or null
 */
public record PixashotError(
        int status,
        String message,
        String type,
        @Nullable String details,
        @Nullable String retryAfter) {
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int UNPROCESSABLE = 422;
    private static final int TOO_MANY = 429;

    /** @param refused something was given, but it was no good */
    public static PixashotError unauthorized(boolean refused) {
        return refused
                ? new PixashotError(
                        FORBIDDEN, "Invalid or expired token or signature", "AuthenticationError", null, null)
                : new PixashotError(
                        UNAUTHORIZED,
                        "Send Authorization: Bearer <token>, or a signed link",
                        "AuthenticationError",
                        null,
                        null);
    }

    /** The same in that shape. */
    public static PixashotError of(Problem problem) {
        int status = problem.type().status();
        String retryAfter = problem.headers().get(HttpHeaders.RETRY_AFTER);
        return switch (status) {
            case UNAUTHORIZED, FORBIDDEN ->
                new PixashotError(status, problem.detail(), "AuthenticationError", null, null);
            case TOO_MANY ->
                new PixashotError(status, "Rate limit exceeded", "RateLimitError", problem.detail(), retryAfter);
            case UNPROCESSABLE, BAD_REQUEST ->
                new PixashotError(BAD_REQUEST, problem.detail(), "ValidationError", null, null);
            default ->
                new PixashotError(
                        status, problem.detail(), status < 500 ? "ValidationError" : "ServerError", null, retryAfter);
        };
    }

    public void write(HttpServletResponse response) throws IOException {
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("status", "error").put("message", message).put("error_type", type);
        if (details != null) {
            body.put("error_details", details);
        }
        if (retryAfter != null) {
            body.put("retry_after", Integer.parseInt(retryAfter));
            response.setHeader(HttpHeaders.RETRY_AFTER, retryAfter);
        }
        body.put("timestamp", Instant.now().toString());
        byte[] bytes = Json.mapper().writeValueAsBytes(body);
        response.resetBuffer();
        response.setStatus(status);
        if (status == UNAUTHORIZED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"tintype\"");
        }
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
        response.flushBuffer();
    }
}
