package dev.tintype.api.audit;

import dev.tintype.api.auth.Needs;
import dev.tintype.api.job.Parameters;
import dev.tintype.audit.AuditEntry;
import dev.tintype.audit.AuditLog;
import dev.tintype.audit.AuditTrail;
import dev.tintype.audit.ChainCheck;
import dev.tintype.secret.Scope;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit logs of the whole server. */
@Tag(name = "operation")
@RestController
@RequestMapping(path = "/v1/audit", produces = MediaType.APPLICATION_JSON_VALUE)
final class AuditController {
    private static final int USUAL_LIMIT = 100;
    private static final int MOST = 1_000;
    private static final int LAST = 999_999_999;
    private static final List<String> LOGS =
            Arrays.stream(AuditLog.values()).map(AuditLog::wireName).toList();
    private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");
    private static final Pattern ACTION = Pattern.compile("[a-z]{1,32}\\.[a-z_]{1,32}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final AuditTrail trail;

    AuditController(AuditTrail trail) {
        this.trail = trail;
    }

    @AuditDocs.Read
    @Needs(Scope.ADMIN)
    @GetMapping
    AuditPage read(
            @RequestParam(required = false) @Nullable String log,
            @RequestParam(required = false) @Nullable String tenant,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Integer after = Parameters.whole("cursor", cursor, 0, LAST);
        Integer asked = Parameters.whole("limit", limit, 1, MOST);
        int most = asked == null ? USUAL_LIMIT : asked;
        AuditTrail.Query query = new AuditTrail.Query(
                after == null ? 0 : after,
                Parameters.matching("tenant", tenant, TENANT),
                Parameters.matching("action", action, ACTION));
        List<AuditEntry> found = trail.read(named(log), query, most);
        return new AuditPage(
                found,
                found.size() < most ? null : Long.toString(found.getLast().seq()));
    }

    @AuditDocs.Export
    @Needs(Scope.ADMIN)
    @GetMapping(path = "/export", produces = MediaType.APPLICATION_NDJSON_VALUE)
    void export(@RequestParam(required = false) @Nullable String log, HttpServletResponse response) throws IOException {
        AuditLog asked = named(log);
        response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=audit-" + asked.wireName() + ".jsonl");
        try (Writer out =
                new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8))) {
            trail.export(asked, line -> {
                try {
                    out.write(line);
                    out.write('\n');
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw new IOException("the reader of the export has gone", e);
        }
    }

    @AuditDocs.Verify
    @Needs(Scope.ADMIN)
    @GetMapping("/verify")
    ChainCheck.Result verify(
            @RequestParam(required = false) @Nullable String log,
            @RequestParam(required = false) @Nullable String head) {
        return trail.verify(named(log), Parameters.matching("head", head, HASH));
    }

    private static AuditLog named(@Nullable String name) {
        String known = Parameters.oneOf("log", name, LOGS);
        return known == null ? AuditLog.CHANGES : AuditLog.ofWireName(known).orElse(AuditLog.CHANGES);
    }
}
