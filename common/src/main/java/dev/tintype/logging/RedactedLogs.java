package dev.tintype.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.AppenderAttachable;
import java.util.Iterator;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Puts a {@link RedactingEncoder} before everything that logs are written to, as soon as Spring Boot has set logging up. Whether an operator
 * wants JSON, a pattern or a configuration of their own, they choose with Spring Boot's settings and are none the wiser.
 */
final class RedactedLogs implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {
    @Override
    public int getOrder() {
        return LoggingApplicationListener.DEFAULT_ORDER + 1;
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            for (Logger logger : context.getLoggerList()) {
                redact(logger);
            }
        }
    }

    private static void redact(AppenderAttachable<ILoggingEvent> logger) {
        for (Iterator<Appender<ILoggingEvent>> each = logger.iteratorForAppenders(); each.hasNext(); ) {
            Appender<ILoggingEvent> appender = each.next();
            if (appender instanceof OutputStreamAppender<ILoggingEvent> written) {
                redact(written);
            } else if (appender instanceof AppenderAttachable<?>) {
                @SuppressWarnings("unchecked") // an appender hands its own kind of events on
                AppenderAttachable<ILoggingEvent> inner = (AppenderAttachable<ILoggingEvent>) appender;
                redact(inner);
            }
        }
    }

    private static void redact(OutputStreamAppender<ILoggingEvent> appender) {
        Encoder<ILoggingEvent> lines = appender.getEncoder();
        if (!(lines instanceof RedactingEncoder)) {
            RedactingEncoder redacting = new RedactingEncoder(lines);
            redacting.setContext(appender.getContext());
            redacting.start();
            appender.setEncoder(redacting);
        }
    }
}
