package dev.tintype.worker;

import dev.tintype.artifact.ArtifactStore;
import dev.tintype.broker.Broker;
import dev.tintype.config.TintypeProperties;
import dev.tintype.egress.EgressPolicy;
import dev.tintype.ledger.JobLedger;
import dev.tintype.upload.Uploads;
import dev.tintype.worker.capture.CaptureRunner;
import dev.tintype.worker.capture.UploadedPages;
import dev.tintype.worker.capture.browser.BrowserSettings;
import dev.tintype.worker.noop.NoopRunner;
import dev.tintype.worker.run.JobRunner;
import dev.tintype.worker.run.Worker;
import java.io.IOException;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The worker: a runner per pool, and the loop that feeds them and closes them when it has drained. */
@Configuration(proxyBeanMethods = false)
public class WorkerConfiguration {
    @Bean(destroyMethod = "")
    CaptureRunner captureRunner(TintypeProperties properties, EgressPolicy policy, Uploads uploads) {
        int slots = properties.slots().capture();
        return new CaptureRunner(
                slots == 0 ? Runtime.getRuntime().availableProcessors() : slots,
                BrowserSettings.of(properties.browser().executable(), properties.cache()),
                policy,
                new UploadedPages(uploads));
    }

    @Bean(destroyMethod = "")
    @ConditionalOnProperty("tintype.bench")
    NoopRunner noopRunner(TintypeProperties properties) {
        return new NoopRunner(properties.slots().noop());
    }

    @Bean(initMethod = "start")
    Worker worker(
            JobLedger ledger, Broker broker, ArtifactStore store, List<JobRunner> runners, TintypeProperties properties)
            throws IOException {
        return new Worker(
                ledger,
                broker,
                store,
                runners,
                properties.worker(),
                properties.dataDir().resolve("work"));
    }
}
