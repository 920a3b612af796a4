package dev.tintype.api.capability;

import dev.tintype.api.auth.Needs;
import dev.tintype.api.auth.PixashotLinks;
import dev.tintype.broker.Broker;
import dev.tintype.broker.InProcessBroker;
import dev.tintype.capture.Device;
import dev.tintype.config.MediaProperties;
import dev.tintype.config.TintypeProperties;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.LedgerHealth;
import dev.tintype.preset.BuiltInPresets;
import dev.tintype.preset.Preset;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What this server can do, for any key. */
@Tag(name = "server")
@RestController
final class CapabilityController {
    private final JobLedger ledger;
    private final Broker broker;
    private final boolean bench;
    private final MediaProperties media;
    private final PixashotLinks links;
    private final List<String> proxies;
    private final List<String> plugins;
    private final String version;

    CapabilityController(
            JobLedger ledger,
            Broker broker,
            TintypeProperties properties,
            MediaProperties media,
            PixashotLinks links,
            @Value("${tintype.version}") String version) {
        this.ledger = ledger;
        this.broker = broker;
        this.media = media;
        this.links = links;
        this.bench = properties.bench();
        this.proxies = properties.upstreams().names();
        this.plugins = List.copyOf(properties.allowedPlugins().keySet());
        this.version = version;
    }

    @Operation(operationId = "capabilities", summary = "What this server can do")
    @ApiResponse(
            responseCode = "200",
            description = "Types, outputs, limits, versions.",
            content = @Content(schema = @Schema(ref = "#/components/schemas/Capabilities")))
    @Needs({})
    @GetMapping(path = "/v1/capabilities", produces = MediaType.APPLICATION_JSON_VALUE)
    Capabilities capabilities() {
        LedgerHealth health = ledger.ping();
        return new Capabilities(
                Capabilities.types(bench, !plugins.isEmpty()),
                BuiltInPresets.all().stream().map(Preset::name).toList(),
                Device.names(),
                proxies,
                plugins,
                new TreeMap<>(
                        Map.of("signed_urls", true, "pixashot", true, "pixashot_links", links.ready(), "vmaf", false)),
                Limits.all(media),
                broker instanceof InProcessBroker ? "embedded" : "distributed",
                health.durability(),
                versions(health));
    }

    private Map<String, String> versions(LedgerHealth health) {
        Map<String, String> versions = new TreeMap<>();
        versions.put("tintype", version);
        versions.put("java", Integer.toString(Runtime.version().feature()));
        if (health.version() != null) {
            versions.put("redis", health.version());
        }
        return versions;
    }
}
