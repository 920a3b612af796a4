package dev.tintype.worker.capture.visit;

import dev.tintype.capture.Blocking;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Hosts of advertisers, trackers and chat windows. The list is data of third-party-web (MIT), see {@code third-party/}; its
 * categories ad; analytics, marketing and tag-manager; customer-success.
 */
public final class HostLists {
    private static final Map<String, Set<String>> GROUPS = load();
    private static final String ANY_BELOW = "*.";

    private HostLists() {}

    /**
     * Whether a host is one of those that {@code block} names.
     *
     * @param own the page's own host, which is always let through
     */
    public static Predicate<String> of(Blocking block, String own) {
        Set<String> unwanted = new HashSet<>();
        if (block.ads()) {
            unwanted.addAll(GROUPS.getOrDefault("ads", Set.of()));
        }
        if (block.trackers()) {
            unwanted.addAll(GROUPS.getOrDefault("trackers", Set.of()));
        }
        if (block.chats()) {
            unwanted.addAll(GROUPS.getOrDefault("chats", Set.of()));
        }
        return host -> !host.equals(own) && listed(host, unwanted);
    }

    private static boolean listed(String host, Set<String> list) {
        if (list.contains(host)) {
            return true;
        }
        for (String above = host; !above.isEmpty(); above = above.substring(above.indexOf('.') + 1)) {
            if (list.contains(ANY_BELOW + above)) {
                return true;
            }
            if (above.indexOf('.') < 0) {
                return false;
            }
        }
        return false;
    }

    private static Map<String, Set<String>> load() {
        Map<String, Set<String>> groups = new HashMap<>();
        Script.load(HostLists.class, "third-party/hosts.tsv").lines().forEach(line -> {
            int tab = line.indexOf('\t');
            groups.computeIfAbsent(line.substring(0, tab), first -> new HashSet<>())
                    .add(line.substring(tab + 1));
        });
        return groups;
    }
}
