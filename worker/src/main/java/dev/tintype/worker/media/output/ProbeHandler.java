package dev.tintype.worker.media.output;

import dev.tintype.json.Json;
import dev.tintype.media.ProbeOutput;
import dev.tintype.worker.media.plan.Draft;
import dev.tintype.worker.media.probe.ProbeJson;
import java.nio.charset.StandardCharsets;

/** What the source is, as JSON. Needs no decode. */
final class ProbeHandler implements MediaOutputHandler<ProbeOutput> {
    @Override
    public Class<ProbeOutput> type() {
        return ProbeOutput.class;
    }

    @Override
    public Planned plan(ProbeOutput output, Draft draft) {
        String name = draft.name("probe", "json");
        return workshop -> workshop.keep(
                name,
                output.kindName(),
                "application/json",
                Json.write(ProbeJson.of(workshop.source())).getBytes(StandardCharsets.UTF_8),
                ProbeJson.brief(workshop.source()));
    }
}
