package dev.tintype.ledger;

import dev.tintype.job.JobId;
import dev.tintype.job.JobState;
import dev.tintype.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.resps.StreamEntry;
import redis.clients.jedis.resps.Tuple;
import tools.jackson.databind.JsonNode;

/** Looks at everything the ledger keeps and says which of its promises are broken. */
public final class LedgerChecker {
    private static final String PREFIX = "{tintype}:";

    private final UnifiedJedis redis;
    private final Map<String, Map<String, String>> jobs = new TreeMap<>();
    private final List<String> broken = new ArrayList<>();

    private LedgerChecker(UnifiedJedis redis) {
        this.redis = redis;
    }

    /** What must hold at any moment. */
    public static List<String> violations(UnifiedJedis redis) {
        LedgerChecker checker = new LedgerChecker(redis);
        checker.readJobs();
        checker.checkTimers();
        checker.checkRetention();
        checker.checkIndexes();
        checker.checkEvents();
        checker.checkResults();
        return checker.broken;
    }

    /** What must hold in the end besides: every accepted job has ended. */
    public static List<String> violationsAtTheEnd(UnifiedJedis redis, Collection<JobId> accepted) {
        List<String> broken = violations(redis);
        for (JobId id : accepted) {
            String state = redis.hget(Keys.job(id), "state");
            if (state == null || !JobState.ofWireName(state).terminal()) {
                broken.add(id + " was accepted and is " + state);
            }
        }
        return broken;
    }

    private void readJobs() {
        for (String key : redis.keys(PREFIX + "job:*")) {
            jobs.put(key.substring((PREFIX + "job:").length()), redis.hgetAll(key));
        }
    }

    private void checkTimers() {
        expectSame("timers", keysOf(job -> !terminal(job)), Set.copyOf(redis.zrange(Keys.TIMERS, 0, -1)));
    }

    private void checkRetention() {
        Map<String, String> expected = new HashMap<>();
        jobs.forEach((id, job) -> {
            if (terminal(job)) {
                expected.put(id + " " + job.get("tenant"), job.get("expires"));
            }
        });
        Map<String, String> found = redis.zrangeWithScores(Keys.RETENTION, 0, -1).stream()
                .collect(Collectors.toMap(Tuple::getElement, entry -> Long.toString((long) entry.getScore())));
        expectSame("retention", expected, found);
    }

    private void checkIndexes() {
        Map<String, Map<String, String>> expected = new TreeMap<>();
        jobs.forEach((id, job) -> {
            String all = PREFIX + "idx:" + job.get("tenant");
            List<String> keys =
                    new ArrayList<>(List.of(all, all + ":state:" + job.get("state"), all + ":type:" + job.get("type")));
            for (JsonNode tag : Json.tree(String.valueOf(job.get("tags")))) {
                keys.add(all + ":tag:" + tag.asString());
            }
            for (String key : keys) {
                expected.computeIfAbsent(key, k -> new HashMap<>()).put(id, job.get("created"));
            }
        });
        Map<String, Map<String, String>> found = new TreeMap<>();
        for (String key : redis.keys(PREFIX + "idx:*")) {
            found.put(
                    key,
                    redis.zrangeWithScores(key, 0, -1).stream()
                            .collect(Collectors.toMap(
                                    Tuple::getElement, entry -> Long.toString((long) entry.getScore()))));
        }
        expectSame("indexes", expected, found);
    }

    /** Versions are told without a gap, and nothing follows a terminal state. */
    private void checkEvents() {
        Map<String, Long> versions = new HashMap<>();
        Map<String, String> ended = new HashMap<>();
        for (StreamEntry entry : redis.xrange(PREFIX + "ev", (StreamEntryID) null, (StreamEntryID) null)) {
            Map<String, String> event = entry.getFields();
            String id = String.valueOf(event.get("job"));
            String state = String.valueOf(event.get("state"));
            long version = Long.parseLong(String.valueOf(event.get("ver")));
            if (version != versions.getOrDefault(id, 0L) + 1) {
                broken.add(id + " tells version " + version + " after " + versions.get(id));
            }
            versions.put(id, version);
            if (ended.containsKey(id)) {
                broken.add(id + " tells " + state + " after " + ended.get(id));
            }
            if (JobState.ofWireName(state).terminal()) {
                ended.put(id, state);
            }
        }
        jobs.forEach((id, job) -> {
            if (!String.valueOf(versions.get(id)).equals(job.get("ver"))) {
                broken.add(id + " has version " + job.get("ver") + ", last told is " + versions.get(id));
            }
        });
    }

    /** What a job shows was made by its newest attempt, and only success shows anything. */
    private void checkResults() {
        jobs.forEach((id, job) -> {
            boolean succeeded = "succeeded".equals(job.get("state"));
            if (succeeded != job.containsKey("artifacts")) {
                broken.add(id + " is " + job.get("state") + " with artifacts " + job.get("artifacts"));
            }
            if (succeeded) {
                for (JsonNode artifact : Json.tree(String.valueOf(job.get("artifacts")))) {
                    if (!artifact.get("attempt").asString().equals(job.get("attempt"))) {
                        broken.add(id + " is at attempt " + job.get("attempt") + " and shows " + artifact);
                    }
                }
            }
        });
    }

    private Set<String> keysOf(Predicate<Map<String, String>> which) {
        Set<String> ids = new TreeSet<>();
        jobs.forEach((id, job) -> {
            if (which.test(job)) {
                ids.add(id);
            }
        });
        return ids;
    }

    private static boolean terminal(Map<String, String> job) {
        return JobState.ofWireName(String.valueOf(job.get("state"))).terminal();
    }

    private void expectSame(String what, Map<String, ?> expected, Map<String, ?> found) {
        expectSame(what, expected.entrySet(), found.entrySet());
    }

    private void expectSame(String what, Set<?> expected, Set<?> found) {
        if (!expected.equals(found)) {
            Set<Object> missing = new HashSet<>(expected);
            missing.removeAll(found);
            Set<Object> extra = new HashSet<>(found);
            extra.removeAll(expected);
            broken.add(what + " lack " + missing + " and should not have " + extra);
        }
    }
}
