package dev.usher.connector.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.usher.connector.Problem;
import dev.usher.connector.SecretUse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScimSettingsTest {
    private static final Map<String, Object> AUTH =
            Map.of("bearer", Map.of("secretRef", Map.of("name", "scim", "key", "token")));

    @Test
    void areFineWithAnEndpointAndATokensSecret() {
        assertThat(problems(Map.of("endpoint", "https://scim.example.com/v2", "auth", AUTH)))
                .isEmpty();
    }

    @Test
    void nameEachFieldThatIsMissing() {
        assertThat(problems(Map.of())).extracting(Problem::field).containsExactly("endpoint", "auth");
    }

    @Test
    void survivesAnyShape() {
        assertThat(problems(Map.of("endpoint", 7, "auth", List.of("bearer")))).hasSize(2);
        assertThat(problems(Map.of("endpoint", " ", "auth", Map.of("bearer", Map.of("secretRef", "scim")))))
                .hasSize(3);
    }

    @Test
    void saysWhatToWriteInstead() {
        assertThat(problems(Map.of("endpoint", "scim.example.com/v2", "auth", AUTH)))
                .containsExactly(new Problem("endpoint", "give an absolute URL that begins with https:// or http://"));
    }

    @Test
    void nameAuthoritiesOnlyByTheirCertificates() {
        var settings = Map.of(
                "endpoint", "https://scim.example.com/v2", "auth", AUTH, "tls", Map.of("caBundle", "PRIVATE KEY"));

        assertThat(problems(settings)).extracting(Problem::field).containsExactly("tls.caBundle");
    }

    @Test
    void sendACertificateToTheAppAlone() {
        var tls = Map.of("clientCertificate", Map.of("secretRef", Map.of("name", "scim-tls")));
        var settings = new ScimSettings(Map.of("endpoint", "https://scim.example.com/v2", "auth", AUTH, "tls", tls));

        assertThat(settings.problems()).isEmpty();
        assertThat(settings.secrets())
                .containsExactly(
                        new SecretUse("token", "scim", "token", List.of("scim.example.com")),
                        new SecretUse("certificate", "scim-tls", "tls.crt", List.of("scim.example.com")),
                        new SecretUse("certificateKey", "scim-tls", "tls.key", List.of("scim.example.com")));
    }

    @Test
    void showACertificateOverTlsAlone() {
        var tls = Map.of("clientCertificate", Map.of("secretRef", Map.of("key", "tls.crt")));

        assertThat(problems(Map.of("endpoint", "http://scim.example.com/v2", "tls", tls)))
                .extracting(Problem::field)
                .containsExactly("tls.clientCertificate.secretRef.name", "tls.clientCertificate.secretRef");
    }

    @Test
    void areStrictInWhatTheySayOfTheDialect() {
        var settings =
                Map.of("page", Map.of("size", 0), "patch", Map.of("valueFilters", true), "bulk", Map.of("on", true));
        assertThat(problems(Map.of("endpoint", "https://scim.example.com/v2", "auth", AUTH, "settings", settings)))
                .extracting(Problem::field, Problem::newer)
                .containsExactly(tuple("settings.bulk.on", true), tuple("settings.page.size", true));
    }

    private static List<Problem> problems(Map<String, Object> settings) {
        return new ScimSettings(settings).problems();
    }
}
