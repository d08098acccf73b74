package dev.usher.kube;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.kube.StubbedApi.Answer;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which kinds an API server has, and which of their fields it drops. */
class ServedTest {
    /** As the API server publishes the definitions of this checkout. */
    private static Map<Object, Object> published() throws IOException {
        var schemas = new HashMap<>();
        for (var name : Definitions.NAMES) {
            var spec = in(Serialization.unmarshal(Files.readString(Path.of("crds", name + ".yml")), Map.class), "spec");
            var version = ((List<?>) in(spec, "versions")).getFirst();
            schemas.put(
                    "dev.usher.provisioning.v1alpha1." + in(in(spec, "names"), "kind"),
                    in(in(version, "schema"), "openAPIV3Schema"));
        }
        return schemas;
    }

    private static Object in(Object from, String key) {
        return requireNonNull(((Map<?, ?>) from).get(key));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> at(Object from, String... keys) {
        var now = from;
        for (var key : keys) {
            now = in(now, key);
        }
        return (Map<String, Object>) now;
    }

    @Test
    void definitionsOfThisVersionLackNothing() throws IOException {
        assertThat(Served.lacking(published())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "TargetApp, targetapps, properties/spec/properties, safety, spec.safety",
        "TargetApp, targetapps, properties/spec/properties/connector/properties/sql/properties, database, spec.connector.sql.database",
        "ProvisionedUser, provisionedusers, properties/spec/properties/employments/items/properties, leaves, spec.employments.leaves",
        "UserSource, usersources, properties/status/properties, conditions, status.conditions",
        "AccessLock, accesslocks, properties, status, status",
    })
    void anOlderOneIsNamedWithWhatItLacks(String kind, String plural, String path, String gone, String field)
            throws IOException {
        var published = published();
        at(in(published, "dev.usher.provisioning.v1alpha1." + kind), path.split("/"))
                .remove(gone);

        assertThat(Served.lacking(published))
                .containsExactly(new Served.Lacking(plural + ".provisioning.usher.dev", field));
    }

    @Test
    void whatIsNotServedIsNamedAndNothingElse() {
        try (var api = StubbedApi.answering(request -> request.path().contains("usersources")
                ? new Answer(404, "{\"kind\": \"Status\", \"code\": 404}")
                : new Answer(200, "{\"kind\": \"List\", \"apiVersion\": \"v1\", \"metadata\": {}, \"items\": []}"))) {
            assertThat(new Served(api.client()).missing(Optional.of("people")))
                    .containsExactly("usersources.provisioning.usher.dev");
        }
    }
}
