package dev.tintype.e2e.fleet;

import static java.util.stream.Collectors.toSet;

import dev.tintype.job.JobId;
import dev.tintype.ledger.CallbackOutbox;
import dev.tintype.ledger.LedgerChecker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import redis.clients.jedis.RedisClient;

/** What must hold after any fault, as far as the ledger and the receiver of callbacks can tell: wherever the services run. */
public final class Promises {
    private final RedisClient ledger;
    private final Load load;
    private final Duration patience;

    public Promises(RedisClient ledger, Load load, Duration patience) {
        this.ledger = ledger;
        this.load = load;
        this.patience = patience;
    }

    /**
     * Waits until every accepted job has ended and the ledger is at rest.
     *
     * @throws AssertionError saying what is not as promised
     */
    public void awaitEnd() throws InterruptedException {
        settled(() -> LedgerChecker.violationsAtTheEnd(ledger, load.accepted()));
        expectNone(load.surprises());
    }

    /** Waits until each job's end was told under exactly one id, and nothing else was told of it. */
    public void awaitCallbacks(Receiver receiver) throws InterruptedException {
        settled(() -> {
            List<String> broken = new ArrayList<>();
            for (JobId id : load.accepted()) {
                Set<String> told = receiver.told().stream()
                        .filter(each -> each.job().equals(id.value()))
                        .map(each -> each.type() + " " + each.webhookId())
                        .collect(toSet());
                String end = "job." + ledger.hget("{tintype}:job:" + id, "state") + " ";
                if (told.size() != 1 || !told.iterator().next().startsWith(end)) {
                    broken.add(id + " ended with " + end + "and was told as " + told + " " + outbox(id));
                }
            }
            return broken;
        });
    }

    /** What the ledger knows of what was to be told of a job. */
    private List<String> outbox(JobId id) {
        CallbackOutbox outbox = new CallbackOutbox(ledger);
        String tenant = ledger.hget("{tintype}:job:" + id, "tenant");
        return outbox.ofJob(tenant, id).stream()
                .map(delivery -> delivery + " " + outbox.attempts(delivery.id()))
                .toList();
    }

    private void settled(Supplier<List<String>> broken) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        List<String> now = broken.get();
        while (!now.isEmpty() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(500);
            now = broken.get();
        }
        expectNone(now);
    }

    /** @throws AssertionError saying them */
    public static void expectNone(List<String> broken) {
        if (!broken.isEmpty()) {
            throw new AssertionError(broken.size() + " promises are broken:\n  "
                    + String.join("\n  ", broken.subList(0, Math.min(20, broken.size()))));
        }
    }
}
