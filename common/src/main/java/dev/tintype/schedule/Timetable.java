package dev.tintype.schedule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * The times that a cron expression of five fields (minute, hour, day of month, month, day of week) or a macro such as {@code
 * @daily} names in a time zone. In the hour that a clock leaves out nothing runs; in the one that it has twice, what runs at
 * a set hour runs once.
 */
public final class Timetable {
    private static final String MACRO = "@";

    private final CronExpression cron;
    private final ZoneId zone;
    private final boolean everyHour;

    private Timetable(CronExpression cron, ZoneId zone, boolean everyHour) {
        this.cron = cron;
        this.zone = zone;
        this.everyHour = everyHour;
    }

    /** @throws IllegalArgumentException when {@code cron} is none, in words for whoever wrote it */
    public static Timetable of(String cron, String zone) {
        boolean macro = cron.startsWith(MACRO);
        String[] fields = cron.strip().split("\\s+");
        if (!macro && fields.length != 5) {
            throw new IllegalArgumentException(
                    "cron has five fields: minute, hour, day of month, month, day of week; or is a word such as @daily.");
        }
        try {
            return new Timetable(CronExpression.parse(macro ? cron : "0 " + cron), ZoneId.of(zone), everyHour(fields));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("time_zone is a name such as Europe/Berlin or UTC.", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("cron cannot be read: " + cron, e);
        }
    }

    private static boolean everyHour(String[] fields) {
        return fields.length == 5 ? fields[1].startsWith("*") : fields[0].equals("@hourly");
    }

    /** The first time after {@code moment}; null when there is none. */
    public @Nullable Instant after(Instant moment) {
        ZonedDateTime next = cron.next(moment.atZone(zone));
        while (next != null && !everyHour && comesAgain(next)) {
            next = cron.next(next);
        }
        return next == null ? null : next.toInstant();
    }

    /** Whether the clock showed the same an hour ago. */
    private static boolean comesAgain(ZonedDateTime time) {
        return time.isAfter(time.withEarlierOffsetAtOverlap());
    }

    /** The first times after {@code moment}. */
    public List<Instant> after(Instant moment, int most) {
        List<Instant> times = new ArrayList<>();
        Instant time = after(moment);
        while (time != null && times.size() < most) {
            times.add(time);
            time = after(time);
        }
        return times;
    }
}
