package dev.tintype.broker.rabbit;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** A real RabbitMQ as a parameter, one per JVM; tests leave its queues empty or gone. */
public final class RabbitExtension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RabbitProcess.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(RabbitExtension.class))
                .computeIfAbsent(RabbitProcess.class, type -> start(), RabbitProcess.class);
    }

    private static RabbitProcess start() {
        try {
            return RabbitProcess.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
