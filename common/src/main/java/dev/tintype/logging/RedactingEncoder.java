package dev.tintype.logging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;

/** Another encoder's lines, {@linkplain Redaction redacted}: message, stack trace, context and all, however they are laid out. */
final class RedactingEncoder extends EncoderBase<ILoggingEvent> {
    private final Encoder<ILoggingEvent> lines;

    RedactingEncoder(Encoder<ILoggingEvent> lines) {
        this.lines = lines;
    }

    @Override
    public byte[] headerBytes() {
        return lines.headerBytes();
    }

    /** Secrets are ASCII; read as Latin-1, each other byte comes out as it went in, whatever the encoder's charset. */
    @Override
    public byte[] encode(ILoggingEvent event) {
        return Redaction.of(new String(lines.encode(event), ISO_8859_1)).getBytes(ISO_8859_1);
    }

    @Override
    public byte[] footerBytes() {
        return lines.footerBytes();
    }

    @Override
    public void stop() {
        lines.stop();
        super.stop();
    }
}
