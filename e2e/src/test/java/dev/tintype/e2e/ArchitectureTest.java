package dev.tintype.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The module and package rules of the design, held. */
class ArchitectureTest {
    private static final String[] SIBLINGS = {"dev.tintype.api..", "dev.tintype.worker..", "dev.tintype.cli.."};
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.tintype");

    @Test
    void every_module_is_looked_at() {
        for (String module : new String[] {"ledger", "api", "worker", "cli"}) {
            assertThat(PRODUCT.containPackage("dev.tintype." + module))
                    .as(module)
                    .isTrue();
        }
    }

    @Test
    void common_depends_on_no_sibling() {
        noClasses()
                .that()
                .resideOutsideOfPackages(SIBLINGS)
                .and()
                .resideOutsideOfPackage("dev.tintype.e2e..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SIBLINGS)
                .check(PRODUCT);
    }

    @Test
    void api_and_worker_depend_on_common_only() {
        noClasses()
                .that()
                .resideInAPackage("dev.tintype.api..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.tintype.worker..", "dev.tintype.cli..")
                .check(PRODUCT);
        noClasses()
                .that()
                .resideInAPackage("dev.tintype.worker..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.tintype.api..", "dev.tintype.cli..")
                .check(PRODUCT);
    }

    @Test
    void only_the_worker_knows_a_browser() {
        classes()
                .that()
                .resideOutsideOfPackages("dev.tintype.worker.capture..", "dev.tintype.e2e..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackage("com.microsoft.playwright..")
                .check(PRODUCT);
    }

    @Test
    void common_knows_no_web_server() {
        noClasses()
                .that()
                .resideOutsideOfPackages(SIBLINGS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.servlet..", "org.springframework.web..", "org.springframework.security..")
                .check(PRODUCT);
    }

    @Test
    void only_adapters_see_redis() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.tintype.audit..",
                        "dev.tintype.ledger..",
                        "dev.tintype.event..",
                        "dev.tintype.redis..",
                        "dev.tintype.secret..",
                        "dev.tintype.upload..",
                        "dev.tintype.cli.embedded..",
                        "dev.tintype.e2e..",
                        "dev.tintype.config..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("redis.clients..")
                .check(PRODUCT);
    }

    @Test
    void only_the_s3_store_sees_its_client() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.tintype.artifact.s3..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon..")
                .check(PRODUCT);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("dev.tintype.(**)").should().beFreeOfCycles().check(PRODUCT);
    }
}
