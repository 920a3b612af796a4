package dev.tintype.api.web;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name of one request: in its answer, in every problem, in every log line about it. */
public final class RequestId {
    public static final String HEADER = "X-Request-Id";
    /** The key in the logging context. */
    public static final String LOG_KEY = "request_id";

    private static final Pattern SANE = Pattern.compile("[\\x21-\\x7e]{1,128}");
    private static final String ATTRIBUTE = RequestId.class.getName();

    private RequestId() {}

    /** The id of {@code request}: the caller's if it is sane, else one of ours; the same however often it is asked for. */
    public static String of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String id) {
            return id;
        }
        String id = choose(request.getHeader(HEADER));
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }

    private static String choose(@Nullable String sent) {
        return sent != null && SANE.matcher(sent).matches()
                ? sent
                : UuidCreator.getTimeOrderedEpoch().toString();
    }
}
