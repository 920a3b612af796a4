package dev.tintype.redis;

import dev.tintype.ledger.JobLedger;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import redis.clients.jedis.RedisClient;

/**
 * A real Redis, one per JVM, empty before each test. Parameters: {@link RedisClient}, {@link JobLedger}, its {@link URI}.
 */
public final class RedisExtension implements BeforeEachCallback, ParameterResolver {
    private static final List<Class<?>> PARAMETERS = List.of(RedisClient.class, JobLedger.class, URI.class);

    @Override
    public void beforeEach(ExtensionContext context) {
        shared(context).client().flushAll();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return PARAMETERS.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Shared shared = shared(context);
        Class<?> type = parameter.getParameter().getType();
        if (type == RedisClient.class) {
            return shared.client();
        }
        return type == URI.class ? shared.process().uri() : new JobLedger(shared.client());
    }

    private static Shared shared(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(RedisExtension.class))
                .computeIfAbsent(Shared.class, type -> Shared.start(), Shared.class);
    }

    /** Closed by JUnit when the last test has ended. */
    private record Shared(Path folder, RedisProcess process, RedisClient client) implements AutoCloseable {
        static Shared start() {
            try {
                Path folder = Files.createTempDirectory("tintype-redis");
                RedisProcess process = RedisProcess.start(new RedisProcess.Settings(
                        RedisExecutable.find(folder), folder.resolve("data"), 0, RedisProcess.Fsync.EVERYSEC));
                return new Shared(folder, process, RedisClients.pooled(process.uri()));
            } catch (IOException e) {
                throw new IllegalStateException("no folder for the tests' Redis", e);
            }
        }

        @Override
        public void close() throws IOException {
            client.close();
            process.close();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
