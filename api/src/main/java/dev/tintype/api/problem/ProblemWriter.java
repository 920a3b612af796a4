package dev.tintype.api.problem;

import dev.tintype.api.web.RequestId;
import dev.tintype.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes problems straight to the answer, so that they look the same wherever they arise. They are sent whatever the
 * request accepts: an error in a form that was not asked for says more than none.
 */
public final class ProblemWriter {
    private ProblemWriter() {}

    /** Sends {@code problem} unless the answer has already begun. */
    public static void write(HttpServletRequest request, HttpServletResponse response, Problem problem)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        String id = RequestId.of(request);
        byte[] body = Json.mapper().writeValueAsBytes(body(problem, id));
        response.resetBuffer();
        response.setStatus(problem.type().status());
        response.setHeader(RequestId.HEADER, id);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        problem.headers().forEach(response::setHeader);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    private static ObjectNode body(Problem problem, String requestId) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("type", problem.type().uri());
        body.put("title", problem.type().title());
        body.put("status", problem.type().status());
        body.put("detail", problem.detail());
        body.put("instance", "urn:request:" + UriUtils.encodePathSegment(requestId, StandardCharsets.US_ASCII));
        body.put("code", problem.type().code());
        if (!problem.errors().isEmpty()) {
            body.set("errors", Json.mapper().valueToTree(problem.errors()));
        }
        return body;
    }
}
