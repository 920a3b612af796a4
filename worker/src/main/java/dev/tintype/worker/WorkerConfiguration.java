package dev.tintype.worker;

import dev.tintype.audit.AuditWriter;
import dev.tintype.broker.Broker;
import dev.tintype.callback.registry.CallbackConfiguration;
import dev.tintype.callback.registry.EndpointRegistry;
import dev.tintype.config.AllowedPlugin;
import dev.tintype.config.MediaProperties;
import dev.tintype.config.TintypeProperties;
import dev.tintype.egress.EgressPolicy;
import dev.tintype.health.Health;
import dev.tintype.health.HealthProbe;
import dev.tintype.job.Pool;
import dev.tintype.ledger.CallbackOutbox;
import dev.tintype.ledger.JobLedger;
import dev.tintype.seal.RequestSeal;
import dev.tintype.seal.SealKeys;
import dev.tintype.secret.SealConfiguration;
import dev.tintype.upload.Uploads;
import dev.tintype.vault.ArtifactVault;
import dev.tintype.worker.callback.CallbackPool;
import dev.tintype.worker.capture.CaptureRunner;
import dev.tintype.worker.capture.SlotCount;
import dev.tintype.worker.capture.UploadedPages;
import dev.tintype.worker.capture.browser.BrowserSettings;
import dev.tintype.worker.media.MediaRunner;
import dev.tintype.worker.media.source.StoredUploads;
import dev.tintype.worker.noop.NoopRunner;
import dev.tintype.worker.plugin.LoadedPlugin;
import dev.tintype.worker.plugin.PluginFolder;
import dev.tintype.worker.plugin.WithPlugins;
import dev.tintype.worker.run.DenialsNoted;
import dev.tintype.worker.run.JobRunner;
import dev.tintype.worker.run.WorkRoot;
import dev.tintype.worker.run.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The worker: a runner per pool, the loop that feeds them and closes them when it has drained, and the callbacks. */
@Configuration(proxyBeanMethods = false)
@Import({CallbackConfiguration.class, SealConfiguration.class})
public class WorkerConfiguration {
    @Bean(destroyMethod = "")
    @ConditionalOnPool(ConditionalOnPool.CAPTURE)
    CaptureRunner captureRunner(TintypeProperties properties, EgressPolicy policy, Uploads uploads, RequestSeal seal) {
        int slots = properties.slots().capture();
        return new CaptureRunner(
                slots == 0 ? SlotCount.usual() : slots,
                BrowserSettings.of(properties.browser().executable(), properties.cache()),
                policy,
                properties.upstreams(),
                new UploadedPages(uploads),
                seal);
    }

    @Bean(destroyMethod = "")
    @ConditionalOnPool(ConditionalOnPool.MEDIA)
    MediaRunner mediaRunner(
            TintypeProperties properties,
            MediaProperties limits,
            EgressPolicy policy,
            Uploads uploads,
            SealKeys seals) {
        return MediaRunner.start(
                properties.slots().media(),
                limits,
                properties.sandbox(),
                properties.cache(),
                policy,
                new StoredUploads(uploads),
                seals);
    }

    @Bean
    @ConditionalOnPool(ConditionalOnPool.MEDIA)
    HealthProbe mediaProbe(MediaRunner runner) {
        return new HealthProbe() {
            @Override
            public String name() {
                return "media";
            }

            @Override
            public Health check() {
                return runner.health();
            }
        };
    }

    @Bean(destroyMethod = "")
    @ConditionalOnProperty("tintype.bench")
    @ConditionalOnPool(ConditionalOnPool.NOOP)
    NoopRunner noopRunner(TintypeProperties properties) {
        return new NoopRunner(properties.slots().noop());
    }

    @Bean(initMethod = "start")
    @ConditionalOnPool(ConditionalOnPool.CALLBACK)
    CallbackPool callbackPool(
            CallbackOutbox outbox,
            EndpointRegistry endpoints,
            EgressPolicy policy,
            Clock clock,
            TintypeProperties properties) {
        return new CallbackPool(
                outbox, endpoints, policy, clock, properties.slots().callback());
    }

    @Bean(initMethod = "start")
    Worker worker(
            JobLedger ledger,
            Broker broker,
            ArtifactVault vault,
            ObjectProvider<JobRunner> runners,
            AuditWriter audit,
            Uploads uploads,
            TintypeProperties properties,
            ObjectProvider<WorkRoot> root)
            throws IOException {
        WorkRoot own = root.getIfAvailable();
        Path work = own == null ? properties.dataDir().resolve("work") : own.path();
        List<JobRunner> all = runners.orderedStream().toList();
        Map<String, LoadedPlugin> plugins =
                plugins(properties, all, work.resolveSibling(work.getFileName() + "-plugins"));
        StoredUploads files = new StoredUploads(uploads);
        long most = properties.uploads().bytes().toBytes();
        return new Worker(
                ledger,
                broker,
                vault,
                all.stream()
                        .map(runner -> new WithPlugins(runner, plugins, files, most))
                        .<JobRunner>map(runner -> new DenialsNoted(runner, audit::write))
                        .toList(),
                properties.worker(),
                work);
    }

    /** Those of the pools that this worker does the work of. */
    private static Map<String, LoadedPlugin> plugins(
            TintypeProperties properties, List<JobRunner> runners, Path copies) {
        Set<Pool> pools = runners.stream().map(JobRunner::pool).collect(Collectors.toSet());
        List<AllowedPlugin> ours = properties.allowedPlugins().values().stream()
                .filter(plugin -> pools.contains(plugin.pool()))
                .toList();
        return PluginFolder.load(properties.plugins().dir(), ours, copies);
    }
}
