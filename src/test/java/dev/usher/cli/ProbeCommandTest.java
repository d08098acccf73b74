package dev.usher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.connector.AppFailure;
import dev.usher.connector.Op;
import dev.usher.connector.scim.ScimConnector;
import dev.usher.connector.scim.ScimExaminer;
import dev.usher.domain.outcome.Kind;
import dev.usher.net.HttpTransport;
import dev.usher.net.NetworkPolicy;
import dev.usher.simulator.ScimSimulator;
import dev.usher.simulator.dialect.LookUps;
import dev.usher.simulator.dialect.Pages;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProbeCommandTest {
    private static final NetworkPolicy LOOPBACK = NetworkPolicy.parse("127.0.0.0/8", true);

    @TempDir
    private Path directory;

    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private final ScimSimulator app = ScimSimulator.builder()
            .pageCap(2)
            .plays(Pages.Link.here(), LookUps.FilterOn.orRefused("userName"))
            .start();

    @BeforeEach
    void somebodyIsInIt() {
        for (var name : new String[] {"ada", "grace", "alan"}) {
            app.addUser(name);
        }
        app.addGroup("staff");
        app.addMember("staff", "ada");
        app.reset();
    }

    @AfterEach
    void close() {
        app.close();
    }

    private static Language language() {
        return new Language(
                new ScimConnector(trust -> new HttpTransport(LOOPBACK, 1, trust), Clock.systemUTC()),
                new ScimExaminer(trust -> new HttpTransport(LOOPBACK, 1, trust), Clock.systemUTC()));
    }

    private int probe(String... arguments) {
        var all = new String[arguments.length + 1];
        all[0] = "probe";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return new Cli(
                        () -> {
                            throw new AssertionError("nothing is exported");
                        },
                        () -> {
                            throw new AssertionError("nothing is explained");
                        },
                        ProbeCommandTest::language,
                        InstantSource.system(),
                        new PrintWriter(output, true),
                        new PrintWriter(errors, true))
                .run(all);
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content).toString();
    }

    private String declaration(String more, String hosts) throws IOException {
        return file("wiki.yaml", """
                apiVersion: provisioning.usher.dev/v1alpha1
                kind: TargetApp
                metadata: {name: wiki, namespace: people}
                spec:
                  connector:
                    scim:
                      endpoint: %s
                      auth: {bearer: {secretRef: {name: wiki, key: token}}}
                      %s
                ---
                apiVersion: v1
                kind: Secret
                metadata:
                  name: wiki
                  labels: {usher.dev/credential: "true"}
                  annotations: {usher.dev/hosts: "%s"}
                stringData: {token: %s}
                """.formatted(app.endpoint(), more, hosts, app.token()));
    }

    @Test
    void looksAtAnEndpointOfWhichNobodyKnowsAnythingYet() throws IOException {
        var token = file("token", app.token() + "\n");

        assertThat(probe(app.endpoint().toString(), "--token-file", token))
                .as(errors.toString())
                .isZero();

        assertThat(output.toString())
                .contains("worth knowing\n  address: the operator speaks to it only with USHER_NETWORK_PLAINTEXT=true,"
                        + " since it is http and USHER_NETWORK_ALLOWED with its block of addresses")
                .contains("works\n  description: it says that it has patch, filter, etag, and not bulk")
                .contains("presets that may fit\n  none speaks like it")
                .contains("""
                        settings to give, since the app does otherwise than is assumed of it
                          spec:
                            connector:
                              scim:
                                settings:
                                  filter: {attributes: [userName]}
                                  page: {method: link}
                        """)
                .contains("  page.method = index (default)\n", "  page.size = 2 (said by the app)\n")
                .contains("  they get it\n    POST /Users {")
                .doesNotContain(app.token(), "ada\"", "grace", "staff");
        assertThat(app.writes()).isZero();
    }

    @Test
    void whatItAdvisesIsUnderstoodInADeclaration() throws IOException {
        var file = declaration("settings: {filter: {attributes: [userName]}, page: {method: link}}", "127.0.0.1");

        assertThat(probe("-f", file)).as(errors.toString()).isZero();

        assertThat(output.toString())
                .contains("  page.method = link (said in spec)\n")
                .doesNotContain("settings to give");
    }

    @Test
    void aScriptReadsTheSame() throws IOException {
        assertThat(probe("-f", declaration("", "127.0.0.1"), "-o", "json")).isZero();

        var answer = new ObjectMapper().readTree(output.toString());
        assertThat(answer.at("/settings/page.method").asText()).isEqualTo("link");
        assertThat(answer.at("/settings/filter.attributes/0").asText()).isEqualTo("userName");
        assertThat(answer.at("/findings").findValuesAsText("verdict"))
                .contains("good", "note")
                .doesNotContain("bad");
        assertThat(answer.at("/steps/1/requests/0").asText()).startsWith("POST /Users {");
        assertThat(answer.at("/capabilities").findValuesAsText("name")).contains("page.method", "seats");
    }

    @Test
    void somethingThatDoesNotWorkEndsWithOne() throws IOException {
        assertThat(probe(app.endpoint().toString(), "--token-file", file("token", "another")))
                .isEqualTo(1);

        assertThat(output.toString()).startsWith("does not work\n  connection: the app rejects the credentials\n");
    }

    @Test
    void aSecretIsSentOnlyWhereItSaysItself() throws IOException {
        assertThat(probe("-f", declaration("", "wiki.example.com"))).isEqualTo(1);

        assertThat(errors.toString())
                .contains("the Secret wiki is not offered", "annotated usher.dev/hosts=127.0.0.1")
                .doesNotContain(app.token());
        assertThat(app.requestCount()).isZero();
    }

    @Test
    void aDeclarationThatIsWrongIsNotTried() throws IOException {
        assertThat(probe("-f", declaration("settings: {page: {methode: link}}", "127.0.0.1")))
                .isEqualTo(1);

        assertThat(errors.toString())
                .startsWith("usher: `spec.connector.scim.settings.page.methode` is wrong: there is no such setting;");
        assertThat(app.requestCount()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "'kind: [', must hold one TargetApp",
        "'', must hold one TargetApp",
        "'token: s3cret', must hold one TargetApp",
        "'{apiVersion: v1, kind: List, items: []}', must hold one TargetApp",
        "'{\"apiVersion\": \"provisioning.usher.dev/v1alpha1\", \"kind\": \"TargetApp\", \"metadata\": {\"name\": \"wiki\"}}', has no `spec.connector.scim`",
        "'{\"apiVersion\": \"provisioning.usher.dev/v1alpha1\", \"kind\": \"Role\", \"metadata\": {\"name\": \"wiki\"}}', must hold one TargetApp",
    })
    void aFileOfSomethingElseIsSaidToBeSo(String content, String advice) throws IOException {
        assertThat(probe("-f", file("wiki.yaml", content))).isEqualTo(1);

        assertThat(errors.toString()).contains(advice).doesNotContain("s3cret");
    }

    @Test
    void aFileIsReadAsKubectlReadsIt() throws IOException {
        var list = file("list.json", """
                {"apiVersion": "v1", "kind": "List", "items": [
                  {"apiVersion": "provisioning.usher.dev/v1alpha1", "kind": "TargetApp",
                   "metadata": {"name": "wiki", "namespace": "people"},
                   "spec": {"connector": {"scim": {
                     "endpoint": "%s", "preset": null, "settings": null,
                     "auth": {"bearer": {"secretRef": {"name": "wiki", "key": "token"}}}}}}},
                  {"apiVersion": "v1", "kind": "Secret"},
                  {"apiVersion": "v1", "kind": "Secret",
                   "metadata": {"name": "wiki", "namespace": "others"}, "stringData": {"token": "others"}},
                  {"apiVersion": "v1", "kind": "Secret",
                   "metadata": {"name": "wiki", "namespace": "people",
                     "labels": {"usher.dev/credential": "true"}, "annotations": {"usher.dev/hosts": "127.0.0.1"}},
                   "data": {"token": "no base64"}, "stringData": {"token": "%s"}}]}
                """.formatted(app.endpoint(), app.token()));

        assertThat(probe("-f", list)).as(errors.toString()).isZero();
    }

    @Test
    void aSecretThatHoldsNonsenseIsNotOffered() throws IOException {
        var file = Files.readString(Path.of(declaration("", "127.0.0.1")))
                .replaceAll("stringData.*", "data: {token: no base64}");

        assertThat(probe("-f", file("odd.yaml", file))).isEqualTo(1);

        assertThat(errors.toString()).contains("the Secret wiki is not offered");
    }

    @Test
    void credentialsAreNotSentInClearToAnotherMachine() throws IOException {
        assertThat(probe("http://wiki.example.com/scim", "--token-file", file("token", "t")))
                .isEqualTo(1);

        assertThat(errors.toString()).contains("would be sent in clear", "--plaintext");
    }

    @Test
    void nothingOfAFileCommandsTheTerminal() throws IOException {
        var file = Files.readString(Path.of(declaration("", "127.0.0.1")))
                .replace("secretRef: {name: wiki", "secretRef: {name: \"w\\u001b[31m\"");

        assertThat(probe("-f", file("odd.yaml", file))).isEqualTo(1);

        assertThat(errors.toString()).doesNotContain("\u001b");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThat(probe("-f", directory.resolve("none.yaml").toString())).isEqualTo(1);

        assertThat(errors.toString()).contains("none.yaml cannot be read");
        assertThat(probe("-f", "\0")).isEqualTo(1);
        assertThat(errors.toString()).doesNotContain("should not have happened");
    }

    @ParameterizedTest
    @EnumSource(
            value = Op.class,
            names = {"CREATE", "UPDATE", "DISABLE", "DELETE", "MEMBERS"})
    void nothingIsWrittenWhateverLooksAtTheApp(Op op) {
        var sent = catchThrowableOfType(
                AppFailure.class,
                () -> new PoliteWire().call(op, ticket -> {
                    throw new AssertionError("it was sent");
                }));

        assertThat(sent.failure().kind()).isEqualTo(Kind.UNSUPPORTED);
    }
}
