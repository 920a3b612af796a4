package dev.tintype.api.audit;

import dev.tintype.audit.AuditEntry;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Part of an audit log. */
@Schema(name = "AuditPage", description = "Part of an audit log, oldest first.")
public record AuditPage(
        List<AuditEntry> items,

        @Schema(description = "Give it as cursor for the entries after these; left out at the end.") @Nullable
        String nextCursor) {}
