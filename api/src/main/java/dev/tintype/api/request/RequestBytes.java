package dev.tintype.api.request;

import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemType;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;

/** Reads bodies, never more of them than allowed. */
public final class RequestBytes {
    private RequestBytes() {}

    /** The body, or one byte more than {@code most} of it, which tells that there is more. */
    public static byte[] read(HttpInputMessage message, int most) throws IOException {
        HttpHeaders headers = message.getHeaders();
        String encoding = headers.getFirst(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send the body without a content encoding.")
                    .header(HttpHeaders.ACCEPT_ENCODING, "identity")
                    .exception();
        }
        if (headers.getContentLength() > most) {
            throw Problem.of(ProblemType.PAYLOAD_TOO_LARGE, "The body is larger than " + most + " bytes.")
                    .exception();
        }
        return message.getBody().readNBytes(most + 1);
    }
}
