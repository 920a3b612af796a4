package dev.tintype.api.job;

import dev.tintype.api.auth.ApiCaller;
import dev.tintype.api.auth.Needs;
import dev.tintype.job.JobSpec;
import dev.tintype.job.JobState;
import dev.tintype.json.Json;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.JobPage;
import dev.tintype.ledger.JobQuery;
import dev.tintype.request.Subtypes;
import dev.tintype.secret.Scope;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A tenant's jobs, newest first, page by page. */
@Tag(name = "jobs")
@RestController
@RequestMapping(path = "/v1", produces = MediaType.APPLICATION_JSON_VALUE)
final class JobListController {
    private static final int USUAL_LIMIT = 20;
    private static final int MOST = 100;
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_.:/-]{1,64}");
    private static final List<String> STATES =
            Arrays.stream(JobState.values()).map(JobState::wireName).toList();
    private static final List<String> TYPES = Subtypes.names(JobSpec.class);

    private final JobLedger ledger;
    private final JobCursors cursors;

    JobListController(JobLedger ledger, JobCursors cursors) {
        this.ledger = ledger;
        this.cursors = cursors;
    }

    @JobDocs.ListAll
    @Needs(Scope.JOBS_READ)
    @GetMapping("/jobs")
    ObjectNode list(
            @AuthenticationPrincipal ApiCaller caller,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String tag,
            @RequestParam MultiValueMap<String, String> metadata,
            @RequestParam(name = "created_after", required = false) @Nullable String createdAfter,
            @RequestParam(name = "created_before", required = false) @Nullable String createdBefore,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        String stateName = Parameters.oneOf("state", state, STATES);
        JobQuery query = new JobQuery(
                stateName == null ? null : JobState.ofWireName(stateName),
                Parameters.oneOf("type", type, TYPES),
                Parameters.matching("tag", tag, TAG),
                Parameters.pairs("metadata", metadata.get("metadata")),
                Parameters.time("created_after", createdAfter),
                Parameters.time("created_before", createdBefore));
        return list(caller.tenant(), query, limit, cursor);
    }

    @JobDocs.DeadLetters
    @Needs(Scope.ADMIN)
    @GetMapping("/dead-letters")
    ObjectNode deadLetters(
            @AuthenticationPrincipal ApiCaller caller,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String tag,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        JobQuery query = new JobQuery(
                JobState.FAILED,
                Parameters.oneOf("type", type, TYPES),
                Parameters.matching("tag", tag, TAG),
                Map.of(),
                null,
                null);
        return list(caller.tenant(), query, limit, cursor);
    }

    private ObjectNode list(String tenant, JobQuery query, @Nullable String limit, @Nullable String cursor) {
        Integer most = Parameters.whole("limit", limit, 1, MOST);
        JobPage.Position after = cursor == null ? null : cursors.read(cursor, tenant, query);
        JobPage page = ledger.list(tenant, query, most == null ? USUAL_LIMIT : most, after);
        return view(page, tenant, query);
    }

    private ObjectNode view(JobPage page, String tenant, JobQuery query) {
        ObjectNode view = Json.mapper().createObjectNode();
        ArrayNode items = view.putArray("items");
        page.items().forEach(job -> items.add(JobView.of(job)));
        JobPage.Position next = page.after();
        view.put("next_cursor", next == null ? null : cursors.write(next, tenant, query));
        return view;
    }
}
