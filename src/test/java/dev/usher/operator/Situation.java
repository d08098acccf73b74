package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.gitops.ArgoLua;
import dev.usher.gitops.Fixtures;
import dev.usher.gitops.Verdicts;
import io.fabric8.kubernetes.api.model.HasMetadata;

/** A resource as the API server has it while the packaged operator is at work, beside its fixture. */
final class Situation {
    private Situation() {}

    /** What the API server has now. */
    static JsonNode live(Company company, Class<? extends HasMetadata> kind, String name) {
        var resource = company.client()
                .genericKubernetesResources(HasMetadata.getApiVersion(kind), HasMetadata.getKind(kind))
                .inNamespace(company.namespace())
                .withName(name)
                .get();
        assertThat(resource).as("%s %s", kind.getSimpleName(), name).isNotNull();
        return ArgoLua.tree(resource);
    }

    /** Waits until conditions are said of the declaration of now, or of the one before, and looks at what is made of it. */
    static void isAs(
            String fixture, Company company, Class<? extends HasMetadata> kind, String name, String... conditions) {
        soon(() -> {
            var live = live(company, kind, name);
            var shape = Fixtures.shape(live);
            assertThat(String.valueOf(shape.get("conditions"))).contains(conditions);
            if (!fixture.matches(".*-(created|edited|deleted)")) {
                assertThat(shape).containsEntry("observed", true);
            }
            if (Fixtures.areWritten()) {
                Fixtures.write(fixture, live);
            } else {
                assertThat(shape).isEqualTo(Fixtures.shape(Fixtures.of(fixture)));
            }
            assertThat(ArgoLua.health(live).status()).isEqualTo(Verdicts.health(fixture));
        });
    }

    /** Somebody asks for it. */
    static void lock(Company company, String name, String more) {
        company.apply("AccessLock", name, "{reason: case 7, requestedBy: admin, " + more + "}");
    }
}
