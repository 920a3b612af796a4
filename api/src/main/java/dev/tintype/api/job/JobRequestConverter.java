package dev.tintype.api.job;

import dev.tintype.api.request.RequestBytes;
import dev.tintype.job.JobRequest;
import dev.tintype.request.RequestReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
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
        return reader.read(RequestBytes.read(message, RequestReader.MAX_BODY));
    }

    @Override
    protected void writeInternal(JobRequest request, HttpOutputMessage message) {
        throw new HttpMessageNotWritableException("requests are read only");
    }
}
