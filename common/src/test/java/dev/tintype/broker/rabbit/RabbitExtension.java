package dev.tintype.broker.rabbit;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** A real RabbitMQ as a parameter, one per JVM and release; tests leave its queues empty or gone. */
public final class RabbitExtension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RabbitProcess.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        RabbitRelease release =
                parameter.isAnnotated(Debian13.class) ? RabbitRelease.DEBIAN_13 : RabbitRelease.INSTALLED;
        return context.getRoot()
                .getStore(Namespace.create(RabbitExtension.class))
                .computeIfAbsent(release, RabbitExtension::start, RabbitProcess.class);
    }

    private static RabbitProcess start(RabbitRelease release) {
        try {
            return RabbitProcess.start(release);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
