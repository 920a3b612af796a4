package dev.tintype.dispatch;

import dev.tintype.job.Job;
import dev.tintype.job.JobId;
import dev.tintype.ledger.Accepted;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.LedgerUnavailable;
import dev.tintype.ledger.NewJob;
import dev.tintype.schedule.Schedule;
import dev.tintype.schedule.ScheduleId;
import dev.tintype.schedule.Timetable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the jobs of schedules when their time has come. Any number may run: the run's job has an idempotency key of its own,
 * so it is made once.
 */
public final class Scheduler implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Scheduler.class);
    private static final int BATCH = 100;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** A run that is seen to later than this was missed. */
    static final Duration LATE = Duration.ofMinutes(1);
    /** Runs missed longer ago are not made up for. */
    static final Duration TOO_LATE = Duration.ofDays(1);

    private final JobLedger ledger;
    private final Dispatcher dispatcher;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("schedule").daemon().factory());

    public Scheduler(JobLedger ledger, Dispatcher dispatcher, Clock clock) {
        this.ledger = ledger;
        this.dispatcher = dispatcher;
        this.clock = clock;
    }

    public void start() {
        var _ = timer.scheduleWithFixedDelay(this::lookOnce, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Sees to every run that is due. */
    void lookOnce() {
        try {
            ledger.schedules().due(BATCH).forEach(this::run);
        } catch (LedgerUnavailable e) {
            log.warn("cannot look at schedules: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("looking at schedules failed", e);
        }
    }

    /** A schedule that cannot be run must not keep the others from it. */
    private void run(ScheduleId id) {
        try {
            ledger.schedules().find(id).ifPresent(this::run);
        } catch (LedgerUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            log.error("running {} failed", id, e);
        }
    }

    private void run(Schedule schedule) {
        Instant run = schedule.nextRun();
        Instant now = clock.instant();
        if (run == null || run.isAfter(now)) {
            return;
        }
        boolean missed = run.isBefore(now.minus(LATE));
        Timetable timetable = schedule.spec().timetable();
        switch (schedule.spec().missed()) {
            case SKIP -> see(schedule, run, timetable.after(missed ? now : run), !missed);
            case RUN_ONCE -> see(schedule, run, timetable.after(missed ? now : run), true);
            case RUN_ALL -> {
                Instant oldest = now.minus(TOO_LATE);
                boolean tooLate = run.isBefore(oldest);
                see(schedule, run, timetable.after(tooLate ? oldest : run), !tooLate);
            }
        }
    }

    private void see(Schedule schedule, Instant run, @Nullable Instant next, boolean wanted) {
        if (!wanted) {
            ledger.schedules().advance(schedule.id(), run, next, null, "The run of " + run + " was missed.");
            return;
        }
        NewJob job = new NewJob(
                JobId.create(),
                schedule.tenant(),
                Baselines.resolve(ledger, schedule),
                "schedule " + schedule.id() + " " + run.toEpochMilli(),
                null,
                null,
                null,
                schedule.id());
        switch (ledger.accept(job)) {
            case Accepted.Created(Job made, var message) -> {
                message.ifPresent(it -> dispatcher.offer(it, made.attempt()));
                ledger.schedules().advance(schedule.id(), run, next, made.id(), null);
            }
            case Accepted.Hit(Job same) -> ledger.schedules().advance(schedule.id(), run, next, same.id(), null);
            case Accepted.Joined(Job same) -> ledger.schedules().advance(schedule.id(), run, next, same.id(), null);
            case Accepted.Replayed(JobId made) -> ledger.schedules().advance(schedule.id(), run, next, made, null);
            // Another scheduler's, made when the baseline or the template was another.
            case Accepted.Mismatch(JobId made) -> ledger.schedules().advance(schedule.id(), run, next, made, null);
            case Accepted.Refused refused -> {
                log.warn("the run of {} at {} made no job: {}", schedule.id(), run, refused);
                ledger.schedules().advance(schedule.id(), run, next, null, problem(run, refused));
            }
        }
    }

    private static String problem(Instant run, Accepted.Refused refused) {
        String why = switch (refused) {
            case Accepted.Full(int most) -> most + " jobs waited already";
            case Accepted.Held(JobId holder) -> holder + " had the unique_key";
            case Accepted.NoParent(JobId id) -> id + ", which it would wait for, is gone";
            case Accepted.Crowded(JobId id) -> "too many jobs waited for " + id;
            case Accepted.Mismatch _ -> "the schedule was changed at that moment";
            case Accepted.Gone _ -> "it was deleted at that moment";
        };
        return "The run of " + run + " made no job: " + why + ".";
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
