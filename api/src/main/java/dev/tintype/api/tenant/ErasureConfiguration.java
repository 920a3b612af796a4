package dev.tintype.api.tenant;

import dev.tintype.artifact.ArtifactStore;
import dev.tintype.erasure.TenantErasure;
import dev.tintype.ledger.EndpointStore;
import dev.tintype.ledger.JobLedger;
import dev.tintype.ledger.TenantRecords;
import dev.tintype.secret.ApiKeyStore;
import dev.tintype.upload.Uploads;
import dev.tintype.vault.TenantKeys;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What erases tenants. */
@Configuration(proxyBeanMethods = false)
class ErasureConfiguration {
    @Bean
    TenantErasure tenantErasure(
            JobLedger ledger,
            TenantRecords records,
            EndpointStore endpoints,
            ApiKeyStore keys,
            Uploads uploads,
            ArtifactStore store,
            TenantKeys tenantKeys) {
        return new TenantErasure(ledger, records, endpoints, keys, uploads, store, tenantKeys);
    }
}
