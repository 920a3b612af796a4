package dev.tintype.audit;

import dev.tintype.json.Json;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Looks whether entries, taken one after another as they were written, are a whole chain. Not thread-safe. */
public final class ChainCheck {
    private final Set<String> wanted = new TreeSet<>();
    private long entries;
    private long first;
    private long last;
    private String head = AuditEntry.NONE;
    private @Nullable String broken;

    /** The outcome. */
    @Schema(name = "AuditVerification", description = "Whether a log is a whole chain.")
    public record Result(
            @Schema(description = "Whether nothing was changed, removed or put in between.")
            boolean whole,

            @Schema(description = "How many entries were looked at.")
            long entries,

            @Schema(description = "The number of the oldest that is kept; 0: there is none.")
            long first,

            @Schema(description = "The number of the newest that was looked at.")
            long last,

            @Schema(description = "The hash of the newest. Note it elsewhere: a log that was written anew has another.")
            String head,

            @Schema(description = "Where the chain is broken, and how; left out when it is whole.") @Nullable
            String broken) {}

    /** @param head a hash that must be in the chain, since somebody noted it once; null: none */
    public ChainCheck(@Nullable String head) {
        if (head != null) {
            wanted.add(head);
        }
    }

    /** Takes the next entry; after the first that is wrong nothing more is looked at. */
    public void take(String line) {
        if (broken != null) {
            return;
        }
        entries++;
        try {
            if (Json.tree(line) instanceof ObjectNode entry) {
                take(entry);
            } else {
                broken = "entry " + entries + " from the first is no JSON object";
            }
        } catch (JacksonException _) {
            broken = "entry " + entries + " from the first is no JSON";
        }
    }

    private void take(ObjectNode entry) {
        long seq = entry.path("seq").asLong(-1);
        String hash = text(entry, "hash");
        if (entries > 1 && seq != last + 1) {
            broken = "after entry " + last + " comes " + seq;
        } else if (!hash.equals(AuditEntry.hashOf(entry))) {
            broken = "entry " + seq + " was changed";
        } else if ((entries > 1 || seq == 1) && !text(entry, "previous").equals(head)) {
            broken = "entry " + seq + " does not follow the one before it";
        } else {
            first = entries == 1 ? seq : first;
            last = seq;
            head = hash;
            wanted.remove(hash);
        }
    }

    private static String text(JsonNode entry, String field) {
        return Objects.requireNonNullElse(entry.path(field).asString(null), "");
    }

    /** How it stands after what was taken. */
    public Result result() {
        String wrong = broken == null && !wanted.isEmpty() ? "no entry has the hash that was noted" : broken;
        return new Result(wrong == null, entries, first, last, head, wrong);
    }
}
