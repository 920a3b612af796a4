package dev.tintype.api.job;

import dev.tintype.api.auth.ApiCaller;
import dev.tintype.api.preset.TenantPresets;
import dev.tintype.api.request.RequestBytes;
import dev.tintype.job.JobRequest;
import dev.tintype.request.PresetSource;
import dev.tintype.request.RequestReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Reads job requests, never more of them than allowed. */
public final class JobRequestConverter extends AbstractHttpMessageConverter<JobRequest> {
    private final RequestReader reader;
    private final TenantPresets presets;

    public JobRequestConverter(RequestReader reader, TenantPresets presets) {
        super(MediaType.APPLICATION_JSON);
        this.reader = reader;
        this.presets = presets;
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
        return reader.read(RequestBytes.read(message, RequestReader.MAX_BODY), presets());
    }

    /** Those of whoever sends the request. */
    private PresetSource presets() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return caller != null && caller.getPrincipal() instanceof ApiCaller known
                ? presets.of(known.tenant())
                : PresetSource.NONE;
    }

    @Override
    protected void writeInternal(JobRequest request, HttpOutputMessage message) {
        throw new HttpMessageNotWritableException("requests are read only");
    }
}
