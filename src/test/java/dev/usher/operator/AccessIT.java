package dev.usher.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.usher.api.TargetApp;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import dev.usher.simulator.KeyPairs;
import dev.usher.simulator.ScimSimulator;
import dev.usher.simulator.dialect.Access;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Apps that want to know who asks by something else than a token that somebody made there. */
@ExtendWith(WithControlPlane.class)
class AccessIT {
    private static final int COMPANIES = 4;

    private static OperatorWorld world;
    private static OperatorProcess operator;

    @BeforeAll
    static void start(ControlPlane plane, TestNamespace home) {
        world = OperatorWorld.prepare(plane, home, COMPANIES);
        operator = world.startOperator();
    }

    @AfterAll
    static void end() {
        world.close();
    }

    private static void secret(Company company, String hosts, Map<String, String> data) {
        company.client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("wiki")
                        .withNamespace(company.namespace())
                        .addToLabels("usher.dev/credential", "true")
                        .addToAnnotations("usher.dev/hosts", hosts)
                        .endMetadata()
                        .withStringData(data)
                        .build())
                .forceConflicts()
                .serverSideApply();
    }

    private static String client(ScimSimulator wiki, String more) {
        return """
                connector:
                  scim:
                    endpoint: %s
                    auth: {oauth2: {tokenUrl: "%s", secretRef: {name: wiki, clientIdKey: id, clientSecretKey: secret}}}
                %s""".formatted(wiki.endpoint(), wiki.tokenEndpoint(), more.indent(4));
    }

    private static void joins(Company company, String name) {
        company.user(name, "{userName: " + name + ", roles: [{name: employee}]}");
    }

    @Test
    void anAppBehindAnAuthorizationServerIsServedAcrossForgottenTokensAndAnotherSecret() throws Exception {
        var company = world.company();
        var wiki = company.undeclaredApp("wiki");
        wiki.simulator().plays(Access.ClientCredentials.of("usher", "canary-1"));
        secret(company, "127.0.0.1", Map.of("id", "usher", "secret", "canary-1"));
        company.role("employee", wiki);
        company.apply("TargetApp", "wiki", client(wiki.simulator(), ""));
        joins(company, "ada");
        company.awaitReady("ada");
        assertThat(wiki.simulator().tokenRequests()).isEqualTo(1);

        wiki.simulator().revokeTokens();
        joins(company, "bob");
        company.awaitReady("bob");
        assertThat(wiki.simulator().tokenRequests()).isEqualTo(2);

        wiki.simulator().plays(Access.ClientCredentials.of("usher", "canary-2"));
        wiki.simulator().revokeTokens();
        joins(company, "cyd");
        assertThat(company.awaitNotReady(TargetApp.class, "wiki", "CredentialsRejected")
                        .message())
                .contains("its token endpoint gives no token");
        assertThat(wiki.simulator().tokenRequests()).isEqualTo(3);

        secret(company, "127.0.0.1", Map.of("id", "usher", "secret", "canary-2"));
        company.awaitReady("cyd");
        assertThat(wiki.lets("cyd")).isTrue();

        assertThat(everythingSaid(company)).noneMatch(AccessIT::holdsASecret);
    }

    private static boolean holdsASecret(String text) {
        return text.contains("canary-") || text.contains("issued-") || text.contains("PRIVATE KEY");
    }

    /** Resources, events and the log with the audit stream in it; the Secrets themselves are none of it. */
    private static List<String> everythingSaid(Company company) throws Exception {
        var client = company.client();
        var events = client.events()
                .v1()
                .events()
                .inNamespace(company.namespace())
                .list()
                .getItems();
        assertThat(events).isNotEmpty();
        var resources = Stream.of("targetapps", "provisionedusers", "accessroles")
                .flatMap(plural -> client
                        .genericKubernetesResources("provisioning.usher.dev/v1alpha1", singular(plural))
                        .inNamespace(company.namespace())
                        .list()
                        .getItems()
                        .stream());
        return Stream.of(
                        Stream.concat(events.stream(), resources)
                                .map(HasMetadata.class::cast)
                                .map(Serialization::asYaml),
                        Files.readAllLines(operator.log()).stream())
                .flatMap(lines -> lines)
                .toList();
    }

    private static String singular(String plural) {
        return switch (plural) {
            case "targetapps" -> "TargetApp";
            case "provisionedusers" -> "ProvisionedUser";
            default -> "Role";
        };
    }

    @Test
    void anAppOfTheHouseIsTrustedByTheAuthorityThatItNames(@TempDir Path directory) throws Exception {
        var keys = KeyPairs.create(directory, "app");
        var next = KeyPairs.create(directory, "next");
        var company = world.company();
        var wiki = company.undeclaredApp(
                "wiki", ScimSimulator.builder().host("127.0.0.1").tls(keys.keys(), KeyPairs.PASSWORD));
        company.secret("wiki", "127.0.0.1", wiki.simulator().token());
        company.role("employee", wiki);
        company.declare("wiki", wiki.simulator().endpoint(), "");
        joins(company, "ada");
        assertThat(company.awaitNotReady(TargetApp.class, "wiki", "AppUnreachable")
                        .message())
                .contains("its certificate is not trusted");

        trusts(company, wiki.simulator(), keys.pem());
        company.awaitReady("ada");

        wiki.simulator().renewKeys(next.keys(), KeyPairs.PASSWORD);
        trusts(company, wiki.simulator(), keys.pem() + next.pem());
        joins(company, "bob");
        company.awaitReady("bob");
    }

    private static void trusts(Company company, ScimSimulator wiki, String pem) {
        company.apply("TargetApp", "wiki", """
                connector:
                  scim:
                    endpoint: %s
                    auth: {bearer: {secretRef: {name: wiki, key: token}}}
                    tls:
                      caBundle: |
                %s""".formatted(wiki.endpoint(), pem.indent(8)));
    }

    @Test
    void anAppThatKnowsUsherByItsCertificateAloneIsServedAcrossARenewal(@TempDir Path directory) throws Exception {
        var keys = KeyPairs.create(directory, "app");
        var own = KeyPairs.create(directory, "own");
        var next = KeyPairs.create(directory, "next");
        var company = world.company();
        var wiki = company.undeclaredApp(
                "wiki",
                ScimSimulator.builder()
                        .host("127.0.0.1")
                        .tls(keys.keys(), KeyPairs.PASSWORD)
                        .clientCertificates(own.trust())
                        .plays(new Access.Connection()));
        certificate(company, next.pem(), next.keyPem());
        company.role("employee", wiki);
        company.apply("TargetApp", "wiki", """
                connector:
                  scim:
                    endpoint: %s
                    tls:
                      clientCertificate: {secretRef: {name: wiki-tls}}
                      caBundle: |
                %s""".formatted(
                        wiki.simulator().endpoint(), keys.pem().indent(8)));
        joins(company, "ada");
        assertThat(company.awaitNotReady(TargetApp.class, "wiki", "CredentialsRejected")
                        .message())
                .contains("it does not take the client certificate");

        certificate(company, own.pem(), next.keyPem());
        assertThat(company.awaitNotReady(TargetApp.class, "wiki", "AppMisconfigured")
                        .message())
                .contains("tls.clientCertificate.secretRef", "the private key is not that of the certificate");

        certificate(company, own.pem(), own.keyPem());
        company.awaitReady("ada");

        wiki.simulator().admits(next.trust());
        joins(company, "bob");
        company.awaitNotReady(TargetApp.class, "wiki", "CredentialsRejected");
        certificate(company, next.pem(), next.keyPem());
        company.awaitReady("bob");

        var parts = Stream.of(own, next).flatMap(AccessIT::linesOfKey).toList();
        assertThat(parts).isNotEmpty();
        assertThat(everythingSaid(company))
                .noneMatch(AccessIT::holdsASecret)
                .noneMatch(text -> parts.stream().anyMatch(text::contains));
    }

    private static Stream<String> linesOfKey(KeyPairs pair) {
        try {
            return pair.keyPem().lines().filter(line -> !line.startsWith("-----"));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** As cert-manager keeps it. */
    private static void certificate(Company company, String certificate, String key) {
        company.client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("wiki-tls")
                        .withNamespace(company.namespace())
                        .addToLabels("usher.dev/credential", "true")
                        .addToAnnotations("usher.dev/hosts", "127.0.0.1")
                        .endMetadata()
                        .withType("kubernetes.io/tls")
                        .withStringData(Map.of("tls.crt", certificate, "tls.key", key))
                        .build())
                .forceConflicts()
                .serverSideApply();
    }

    private static void assertRefused(Company company, String scim, String message) {
        assertThatExceptionOfType(KubernetesClientException.class)
                .isThrownBy(() -> company.apply("TargetApp", "wiki", "connector: {scim: {" + scim + "}}"))
                .withMessageContaining(message);
    }

    @Test
    void anAppSaysOneWayInWhichUsherIsKnown() {
        var company = world.company();
        assertRefused(
                company,
                "endpoint: \"https://a.example.com\"",
                "give `auth`, or `tls.clientCertificate` where the app knows Usher by its certificate alone");
        assertRefused(
                company,
                "endpoint: \"http://a.example.com\", tls: {clientCertificate: {secretRef: {name: wiki-tls}}}",
                "`endpoint` must begin with https://");
        assertRefused(
                company,
                "endpoint: \"https://a.example.com\", auth: {oauth2: {tokenUrl: \"https://a.example.com/token\", secretRef: {name: wiki, clientIdKey: id}}}",
                "give `secretRef.clientSecretKey`, `clientCertificate`, or both");
        for (var auth : List.of(
                "{}",
                "{bearer: {secretRef: {name: wiki, key: token}}, basic: {secretRef: {name: wiki, usernameKey: u, passwordKey: p}}}")) {
            assertThatExceptionOfType(KubernetesClientException.class)
                    .isThrownBy(() -> company.apply(
                            "TargetApp",
                            "wiki",
                            "connector: {scim: {endpoint: \"https://a.example.com\", auth: " + auth + "}}"))
                    .withMessageContaining("exactly one of `bearer`, `basic`, `header` and `oauth2`");
        }
        company.apply(
                "TargetApp",
                "wiki",
                "connector: {scim: {endpoint: \"https://a.example.com\", auth: {header: {name: Authorization, secretRef: {name: wiki, key: token}}}}}");
        assertThat(company.awaitNotReady(TargetApp.class, "wiki", "AppMisconfigured")
                        .message())
                .contains("scim.auth.header.name");
    }
}
