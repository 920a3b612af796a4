package dev.tintype.api.job;

import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.job.JobRequest;
import dev.tintype.request.RequestReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotWritableException;

/** Reads job requests, never more of them than allowed. */
public final class JobRequestConverter extends AbstractHttpMessageConverter<JobRequest> {
    private final RequestReader reader;

    public JobRequestConverter(RequestReader reader) {
        super(MediaType.APPLICATION_JSON);
        this.reader = reader;
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type == JobRequest.class;
    }

    @Override
    public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected JobRequest readInternal(Class<? extends JobRequest> type, HttpInputMessage message) throws IOException {
        HttpHeaders headers = message.getHeaders();
        String encoding = headers.getFirst(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send the body without a content encoding.")
                    .header(HttpHeaders.ACCEPT_ENCODING, "identity")
                    .exception();
        }
        if (headers.getContentLength() > RequestReader.MAX_BODY) {
            throw Problem.of(
                            ProblemType.PAYLOAD_TOO_LARGE,
                            "The body is larger than " + RequestReader.MAX_BODY + " bytes.")
                    .exception();
        }
        // one byte more than allowed tells the reader that there is more
        return reader.read(message.getBody().readNBytes(RequestReader.MAX_BODY + 1));
    }

    @Override
    protected void writeInternal(JobRequest request, HttpOutputMessage message) {
        throw new HttpMessageNotWritableException("requests are read only");
    }
}
