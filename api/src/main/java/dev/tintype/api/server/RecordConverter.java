package dev.tintype.api.server;

import dev.tintype.api.request.RequestBytes;
import dev.tintype.request.RecordReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotWritableException;

/** Reads the bodies that are plain records of the api, strictly. */
final class RecordConverter extends AbstractHttpMessageConverter<Record> {
    private final RecordReader reader = new RecordReader();

    RecordConverter() {
        super(MediaType.APPLICATION_JSON);
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type.isRecord() && type.getName().startsWith("dev.tintype.api.");
    }

    @Override
    public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected Record readInternal(Class<? extends Record> type, HttpInputMessage message) throws IOException {
        return reader.read(RequestBytes.read(message, RecordReader.MAX_BODY), type);
    }

    @Override
    protected void writeInternal(Record value, HttpOutputMessage message) {
        throw new HttpMessageNotWritableException("requests are read only");
    }
}
