package dev.tintype.worker;

import dev.tintype.artifact.ArtifactStore;
import dev.tintype.broker.Broker;
import dev.tintype.config.TintypeProperties;
import dev.tintype.egress.EgressPolicy;
import dev.tintype.job.Pool;
import dev.tintype.ledger.JobLedger;
import dev.tintype.worker.capture.CaptureRunner;
import dev.tintype.worker.capture.browser.BrowserSettings;
import dev.tintype.worker.noop.NoopRunner;
import dev.tintype.worker.run.JobRunner;
import dev.tintype.worker.run.WorkRoot;
import dev.tintype.worker.run.Worker;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The worker: a runner per pool, and the loop that feeds them and closes them when it has drained. */
@Configuration(proxyBeanMethods = false)
public class WorkerConfiguration {
    @Bean(destroyMethod = "")
    @ConditionalOnPool(Pool.CAPTURE)
    CaptureRunner captureRunner(TintypeProperties properties, EgressPolicy policy) {
        int slots = properties.slots().capture();
        return new CaptureRunner(
                slots == 0 ? Runtime.getRuntime().availableProcessors() : slots,
                BrowserSettings.of(properties.browser().executable(), properties.cache()),
                policy);
    }

    @Bean(destroyMethod = "")
    @ConditionalOnProperty("tintype.bench")
    @ConditionalOnPool(Pool.NOOP)
    NoopRunner noopRunner(TintypeProperties properties) {
        return new NoopRunner(properties.slots().noop());
    }

    @Bean(initMethod = "start")
    Worker worker(
            JobLedger ledger,
            Broker broker,
            ArtifactStore store,
            ObjectProvider<JobRunner> runners,
            TintypeProperties properties,
            ObjectProvider<WorkRoot> root)
            throws IOException {
        WorkRoot own = root.getIfAvailable();
        return new Worker(
                ledger,
                broker,
                store,
                runners.orderedStream().toList(),
                properties.worker(),
                own == null ? properties.dataDir().resolve("work") : own.path());
    }
}
