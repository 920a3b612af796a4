package dev.tintype.event;

import dev.tintype.job.JobId;
import dev.tintype.job.JobState;
import dev.tintype.redis.RedisClients;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.XReadParams;
import redis.clients.jedis.resps.StreamEntry;

/**
 * Tells whoever listens in this process about every change in the ledger, from one thread and one connection, however
 * many listen. After an outage it goes on where it stopped. Thread-safe.
 *
 * <p>Listeners run on that one thread, so they must be quick and must not wait. They may be told of a change that they
 * already know, and hear nothing while Redis is away: compare versions, and look at the ledger again when a wait ends.
 */
public final class JobEvents implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(JobEvents.class);
    static final String STREAM = "{tintype}:ev";
    private static final Duration BLOCK = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final XReadParams READ = XReadParams.xReadParams().count(512).block((int) BLOCK.toMillis());

    private final Listeners<JobId> ofJobs = new Listeners<>();
    private final Listeners<String> ofTenants = new Listeners<>();
    private final URI redis;
    private final long startedNanos = System.nanoTime();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Jedis connection;
    /** The last event read; null before the first connection. Written by the thread alone. */
    private volatile @Nullable StreamEntryID last;

    /** Listening that can be ended; what is being told at that moment may still arrive. */
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /** Starts to read, as soon as the server can be reached. */
    public JobEvents(URI redis) {
        this.redis = redis;
        this.thread = Thread.ofPlatform().name("job-events").daemon().start(this::run);
    }

    /** Calls {@code listener} for every change of the job {@code id} from now on. */
    public Subscription listen(JobId id, Consumer<JobEvent> listener) {
        return ofJobs.add(id, listener);
    }

    /** Calls {@code listener} for every change of every job of {@code tenant} from now on. */
    public Subscription listenTenant(String tenant, Consumer<JobEvent> listener) {
        return ofTenants.add(tenant, listener);
    }

    /** Up to where events were read: who listens hears of all that come after. Empty before the first connection. */
    public Optional<EventPosition> position() {
        return Optional.ofNullable(last).map(id -> new EventPosition(id.getTime(), id.getSequence()));
    }

    @Override
    public void close() {
        closed.countDown();
        Jedis open = connection;
        if (open != null) {
            try {
                // The only way to end a blocking read from another thread.
                open.getConnection().forceDisconnect();
            } catch (IOException e) {
                log.debug("closing the connection failed", e);
            }
        }
        try {
            thread.join(BLOCK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        try {
            while (!isClosed()) {
                try (Jedis jedis = RedisClients.dedicated(redis, BLOCK)) {
                    connection = jedis;
                    findPlace(jedis);
                    pause = FIRST_PAUSE;
                    while (!isClosed()) {
                        read(jedis);
                    }
                } catch (JedisException e) {
                    if (!isClosed()) {
                        log.warn("job events are interrupted: {}", e.getMessage());
                        log.debug("the cause", e);
                    }
                }
                if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Ids are the server's milliseconds, so "since this object exists" is a place in the stream. */
    private void findPlace(Jedis jedis) {
        StreamEntryID known = last;
        if (known == null) {
            long age = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos) + 1;
            last = new StreamEntryID(Long.parseLong(jedis.time().getFirst()) * 1000 - age, 0);
            return;
        }
        List<StreamEntry> newest = jedis.xrevrange(STREAM, (StreamEntryID) null, (StreamEntryID) null, 1);
        StreamEntryID end = newest.isEmpty() ? known : newest.getFirst().getID();
        if (end.compareTo(known) < 0) {
            log.warn("the event stream ends before what was already read: the server lost its latest changes");
            last = end;
        }
    }

    private void read(Jedis jedis) {
        List<Map.Entry<String, List<StreamEntry>>> answer =
                jedis.xread(READ, Map.of(STREAM, Objects.requireNonNull(last)));
        if (answer == null || answer.isEmpty()) {
            return;
        }
        for (StreamEntry entry : answer.getFirst().getValue()) {
            last = entry.getID();
            tell(entry);
        }
    }

    private void tell(StreamEntry entry) {
        read(entry).ifPresent(event -> {
            ofJobs.tell(event.id(), event);
            ofTenants.tell(event.tenant(), event);
        });
    }

    /** The event in {@code entry}; empty when it is of another version. */
    static Optional<JobEvent> read(StreamEntry entry) {
        try {
            return Optional.of(event(entry));
        } catch (IllegalArgumentException e) {
            log.warn("event {} of another version is passed over: {}", entry.getID(), e.getMessage());
            return Optional.empty();
        }
    }

    private static JobEvent event(StreamEntry entry) {
        Map<String, String> fields = entry.getFields();
        return new JobEvent(
                entry.getID().toString(),
                new JobId(field(fields, "job")),
                field(fields, "tenant"),
                field(fields, "type"),
                JobState.ofWireName(field(fields, "state")),
                Long.parseLong(field(fields, "ver")),
                JobEvent.Kind.ofWireName(field(fields, "kind")));
    }

    private static String field(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name);
        }
        return value;
    }
}
