package dev.tintype.ledger;

import dev.tintype.job.EventType;
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
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.resps.StreamEntry;
import redis.clients.jedis.resps.Tuple;
import tools.jackson.databind.JsonNode;

/** Looks at everything the ledger keeps and says which of its promises are broken. */
public final class LedgerChecker {
    private static final String PREFIX = "{tintype}:";

    private static final Set<String> ENDS =
            EventType.ENDS.stream().map(EventType::wireName).collect(Collectors.toSet());

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
        checker.checkCallbacks();
        checker.checkPools();
        checker.checkUniqueKeys();
        checker.checkCache();
        checker.checkWaiting();
        checker.checkChunks();
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

    /** A unique key is held by exactly the jobs that have it and have not ended. */
    private void checkUniqueKeys() {
        Map<String, String> expected = new TreeMap<>();
        jobs.forEach((id, job) -> {
            if (!terminal(job) && job.containsKey("uniq")) {
                String other = expected.put(PREFIX + "uniq:" + job.get("tenant") + ":" + job.get("uniq"), id);
                if (other != null) {
                    broken.add(id + " and " + other + " have the same unique key");
                }
            }
        });
        Map<String, String> found = new TreeMap<>();
        redis.keys(PREFIX + "uniq:*").forEach(key -> found.put(key, String.valueOf(redis.get(key))));
        expectSame("unique keys", expected, found);
    }

    /** What takes the place of others is there, has that identity, and did not fail. */
    private void checkCache() {
        for (String key : redis.keys(PREFIX + "cache:*")) {
            String id = String.valueOf(redis.get(key));
            Map<String, String> job = jobs.get(id);
            if (job == null || !key.equals(PREFIX + "cache:" + job.get("tenant") + ":" + job.get("cache"))) {
                broken.add(key + " leads to " + id + ", which is gone or another");
            } else if (terminal(job) && !"succeeded".equals(job.get("state"))) {
                broken.add(key + " leads to " + id + ", which is " + job.get("state"));
            }
        }
    }

    /** Who is blocked waits for at least one, is known to each of them, and counts right; nobody waits for the ended. */
    private void checkWaiting() {
        jobs.forEach((id, job) -> {
            if ("blocked".equals(job.get("state"))) {
                int open = 0;
                for (JsonNode parent : Json.tree(String.valueOf(job.get("after")))) {
                    Map<String, String> found = jobs.get(parent.asString());
                    if (found != null && !terminal(found)) {
                        open++;
                        if (!redis.sismember(PREFIX + "kids:" + parent.asString(), id)) {
                            broken.add(parent + " does not know that " + id + " waits for it");
                        }
                    }
                }
                if (open == 0 || !Integer.toString(open).equals(job.get("open"))) {
                    broken.add(id + " waits for " + open + " and believes " + job.get("open"));
                }
            }
        });
        for (String key : redis.keys(PREFIX + "kids:*")) {
            Map<String, String> parent = jobs.get(key.substring((PREFIX + "kids:").length()));
            if (parent == null || terminal(parent)) {
                broken.add(key + " is left of a job that has ended");
            }
        }
    }

    /** Whoever was cut has all its chunks; with its end they have ended, or have been asked to. */
    private void checkChunks() {
        jobs.forEach((id, job) -> {
            if (job.containsKey("chunks") && !terminal(job)) {
                for (JsonNode chunk : Json.tree(String.valueOf(job.get("after")))) {
                    Map<String, String> found = jobs.get(chunk.asString());
                    if (found == null || !id.equals(found.get("whole"))) {
                        broken.add(id + " lacks its chunk " + chunk);
                    }
                }
            }
            if (job.containsKey("whole") && !goesOn(job.get("whole")) && !terminal(job)) {
                if (!"running".equals(job.get("state")) || !job.containsKey("cancel")) {
                    broken.add(id + " goes on, and its whole has ended");
                }
            }
        });
    }

    private boolean goesOn(@Nullable String id) {
        Map<String, String> job = id == null ? null : jobs.get(id);
        return job != null && !terminal(job);
    }

    /** Windows and tenants with more than they may have. */
    static List<String> excesses(UnifiedJedis redis, DispatchSettings limits) {
        List<String> broken = new ArrayList<>();
        limits.windows().forEach((pool, most) -> {
            long found = redis.zcard(Keys.window(pool));
            if (found > most) {
                broken.add(pool + " has " + found + " jobs in its window of " + most);
            }
        });
        limits.tenants().forEach((tenant, most) -> {
            long found = redis.scard(PREFIX + "fly:" + tenant);
            if (most.running() > 0 && found > most.running()) {
                broken.add(tenant + " has " + found + " jobs published or running and may have " + most.running());
            }
        });
        return broken;
    }

    /** Everything queued or running is in exactly one place of its pool, and nothing else is. */
    private void checkPools() {
        Set<String> expected = new TreeSet<>();
        Set<String> found = new TreeSet<>();
        jobs.forEach((id, job) -> {
            String pool = String.valueOf(job.get("pool"));
            String tenant = String.valueOf(job.get("tenant"));
            String state = String.valueOf(job.get("state"));
            boolean inWindow = redis.zscore(PREFIX + "win:" + pool, id) != null;
            if (state.equals("running") || (state.equals("queued") && inWindow)) {
                expected.add("win:" + pool + " " + id + (state.equals("running") ? " 1.0" : " 0.0"));
                expected.add("fly:" + tenant + " " + id);
            } else if (state.equals("queued")) {
                expected.add("bl:" + pool + " " + tenant);
                expected.add("bl:" + pool + ":" + tenant + ":" + job.get("prio") + " " + id);
            }
        });
        for (String key : redis.keys(PREFIX + "win:*")) {
            redis.zrangeWithScores(key, 0, -1)
                    .forEach(entry -> found.add(name(key) + " " + entry.getElement() + " " + entry.getScore()));
        }
        for (String key : redis.keys(PREFIX + "fly:*")) {
            redis.smembers(key).forEach(id -> found.add(name(key) + " " + id));
        }
        for (String key : redis.keys(PREFIX + "bl:*")) {
            if (redis.type(key).equals("zset")) {
                redis.zrange(key, 0, -1).forEach(id -> found.add(name(key) + " " + id));
            } else {
                expectSame(
                        "backlogs with passes",
                        Set.of(true),
                        Set.of(redis.keys(key + ":*").size() > 0));
            }
        }
        expectSame("pools", expected, found);
    }

    private static String name(String key) {
        return key.substring(PREFIX.length());
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
            if (terminal(job) && !goesOn(job.get("whole"))) {
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
            if (job.containsKey("whole")) {
                keys = List.of(all + ":chunks:" + job.get("whole") + ":" + job.get("state"));
            }
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
            if (job.containsKey("whole")) {
                if (versions.containsKey(id)) {
                    broken.add(id + " is a chunk and is told");
                }
            } else if (!String.valueOf(versions.get(id)).equals(job.get("ver"))) {
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

    /** Rule 3: who asked to be told of the end has one entry in the outbox for it once it has come, and none before. */
    private void checkCallbacks() {
        jobs.forEach((id, job) -> {
            String asked = job.get("callback");
            if (asked == null) {
                return;
            }
            String end = "job." + job.get("state");
            long wanted = terminal(job) && List.of(asked.split(" ", -1)).contains(end) ? 1 : 0;
            long found = redis.lrange(PREFIX + "wh:job:" + id, 0, -1).stream()
                    .map(delivery -> redis.hgetAll(PREFIX + "wh:d:" + delivery))
                    .filter(delivery -> asked.startsWith(delivery.get("url") + " "))
                    .filter(delivery -> ENDS.contains(String.valueOf(delivery.get("event"))))
                    .count();
            if (found != wanted) {
                broken.add(id + " is " + job.get("state") + " and its end is told " + found + " times");
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
