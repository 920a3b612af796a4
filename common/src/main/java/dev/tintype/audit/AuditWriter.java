package dev.tintype.audit;

import dev.tintype.ledger.LedgerUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends without anybody waiting: what comes in together goes out together. What cannot be written now is tried again for as long as
 * this runs; what there is no room for, and what is left at the end, is told in the log. Thread-safe.
 */
public final class AuditWriter implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AuditWriter.class);
    private static final int ROOM = 20_000;
    private static final int BATCH = 500;

    /** Gathered so long: under load a question to Redis for each job would cost it a good part of its jobs. */
    private static final Duration GATHERING = Duration.ofMillis(25);

    private static final Duration AGAIN = Duration.ofMillis(500);
    private static final Duration LAST_TRY = Duration.ofSeconds(5);

    private final AuditTrail trail;
    private final BlockingQueue<AuditEvent> waiting = new ArrayBlockingQueue<>(ROOM);
    private final AtomicInteger open = new AtomicInteger();
    private final Thread thread;
    private volatile boolean closed;

    public AuditWriter(AuditTrail trail) {
        this.trail = trail;
        this.thread = Thread.ofVirtual().name("audit").start(this::run);
    }

    /** Takes an event; it is in its log soon. */
    public void write(AuditEvent event) {
        open.incrementAndGet();
        if (closed || !waiting.offer(event)) {
            open.decrementAndGet();
            log.error("not in the audit log: {}", event);
        }
    }

    /** Whether everything taken so far is in its log. */
    public boolean idle() {
        return open.get() == 0;
    }

    private void run() {
        List<AuditEvent> batch = new ArrayList<>();
        while (!closed || !waiting.isEmpty()) {
            try {
                AuditEvent first = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    LockSupport.parkNanos(GATHERING.toNanos());
                    waiting.drainTo(batch, BATCH - 1);
                    append(batch);
                    open.addAndGet(-batch.size());
                    batch.clear();
                }
            } catch (InterruptedException _) {
                closed = true;
            }
        }
    }

    private void append(List<AuditEvent> batch) {
        Map<AuditLog, List<AuditEvent>> byLog = new EnumMap<>(AuditLog.class);
        batch.forEach(event ->
                byLog.computeIfAbsent(event.log(), _ -> new ArrayList<>()).add(event));
        byLog.forEach(this::append);
    }

    private void append(AuditLog to, List<AuditEvent> events) {
        boolean told = false;
        while (true) {
            try {
                trail.append(to, events);
                return;
            } catch (LedgerUnavailable e) {
                if (closed) {
                    events.forEach(event -> log.error("not in the audit log: {}", event));
                    return;
                }
                if (!told) {
                    log.warn("the audit log waits: {}", e.getMessage());
                    told = true;
                }
                LockSupport.parkNanos(AGAIN.toNanos());
            } catch (RuntimeException e) {
                log.error("not in the audit log: {}", events, e);
                return;
            }
        }
    }

    /** Writes what waits, if that is possible soon. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(LAST_TRY);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
