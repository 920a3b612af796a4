package dev.tintype.artifact.s3;

import dev.tintype.artifact.StoreUnavailable;
import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** What the store sends. Ends early with an error, never quietly; closed early it hangs up instead of reading the rest. */
final class S3Bytes extends FilterInputStream {
    private static final String DOING = "send an artifact to its end";

    private final ResponseInputStream<GetObjectResponse> answer;
    private long left;

    S3Bytes(ResponseInputStream<GetObjectResponse> answer) {
        super(answer);
        this.answer = answer;
        this.left = answer.response().contentLength();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int read;
        try {
            read = answer.read(buffer, offset, length);
        } catch (IOException e) {
            throw new StoreUnavailable("the artifact store did not " + DOING, e);
        } catch (SdkException e) {
            throw S3Calls.unavailable(DOING, e);
        }
        if (read < 0 && left > 0) {
            throw new StoreUnavailable("the artifact store did not " + DOING);
        }
        left -= Math.max(0, read);
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        byte[] buffer = new byte[Math.clamp(count, 0, 64 << 10)];
        return buffer.length == 0 ? 0 : Math.max(0, read(buffer, 0, buffer.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() throws IOException {
        if (left > 0) {
            answer.abort();
        } else {
            answer.close();
        }
    }
}
