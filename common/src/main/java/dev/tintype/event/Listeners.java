package dev.tintype.event;

import dev.tintype.event.JobEvents.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who listens to what. Holds nothing for keys that nobody listens to. Thread-safe. */
final class Listeners<K> {
    private static final Logger log = LoggerFactory.getLogger(Listeners.class);

    private final Map<K, List<Listener>> byKey = new ConcurrentHashMap<>();

    Subscription add(K key, Consumer<JobEvent> consumer) {
        Listener listener = new Listener(key, consumer);
        byKey.compute(key, (k, present) -> {
            List<Listener> more = present == null ? new ArrayList<>(1) : new ArrayList<>(present);
            more.add(listener);
            return List.copyOf(more);
        });
        return listener;
    }

    void tell(K key, JobEvent event) {
        for (Listener listener : byKey.getOrDefault(key, List.of())) {
            try {
                listener.consumer.accept(event);
            } catch (RuntimeException e) {
                log.error("a listener failed at {}", event, e);
            }
        }
    }

    /** How many keys are listened to. */
    int size() {
        return byKey.size();
    }

    private final class Listener implements Subscription {
        private final K key;
        private final Consumer<JobEvent> consumer;

        Listener(K key, Consumer<JobEvent> consumer) {
            this.key = key;
            this.consumer = consumer;
        }

        @Override
        public void close() {
            byKey.computeIfPresent(key, (k, present) -> {
                List<Listener> fewer =
                        present.stream().filter(listener -> listener != this).toList();
                return fewer.isEmpty() ? null : fewer;
            });
        }
    }
}
