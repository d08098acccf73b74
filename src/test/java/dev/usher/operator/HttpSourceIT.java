package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.UserSourceStatus;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** People come from an interface that answers in JSON, and whatever it answers instead touches nobody. */
@ExtendWith(WithControlPlane.class)
class HttpSourceIT {
    private static final int COMPANIES = 8;

    private static OperatorWorld world;

    private Company company;
    private Personnel.AtAnInterface department;

    @BeforeAll
    static void start(ControlPlane plane, TestNamespace home) {
        world = OperatorWorld.prepare(plane, home, COMPANIES);
        world.startOperator();
    }

    @AfterAll
    static void end() {
        world.close();
    }

    @BeforeEach
    void found() {
        company = world.company();
        department = Personnel.AtAnInterface.of(company);
    }

    private static List<Map<String, String>> people(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> Personnel.record("k" + number, "user-" + number))
                .toList();
    }

    private List<String> logins() {
        return company.users().stream()
                .map(user -> Optional.ofNullable(user.getSpec().userName()).orElse(""))
                .sorted()
                .toList();
    }

    private ProvisionedUser person(String login) {
        return company.users().stream()
                .filter(user -> login.equals(user.getSpec().userName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody is " + login));
    }

    private UserSourceStatus status() {
        return new HrSource(company).status();
    }

    private String message() {
        return new HrSource(company).message();
    }

    private void isRefused(String source, String message) {
        assertThatThrownBy(() -> company.apply("UserSource", "hr", source))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(message);
    }

    @Test
    void whoeverIsOnAnyPageIsThereAndMovesAndLeavesByIt() {
        department.says(people(20));
        department.isRead();
        department.awaits("Applied");
        assertThat(logins()).hasSize(20);
        assertThat(person("user-19").getSpec().externalId()).isEqualTo("k19");

        var moved = people(20).stream()
                .map(record -> record.containsValue("k3") ? Personnel.with(record, "dept", "Sales") : record)
                .map(record -> record.containsValue("k4") ? Personnel.with(record, "state", "T") : record)
                .toList();
        department.says(moved);
        department.isRead();

        soon(() -> assertThat(person("user-3").getSpec().department()).isEqualTo("Sales"));
        soon(() -> assertThat(
                        person("user-4").getSpec().employments().getFirst().status())
                .isEqualTo("Terminated"));
    }

    @Test
    void aPageThatFailsTouchesNobodyAndIsSaid() {
        department.says(people(20));
        department.isRead();
        department.awaits("Applied");

        department
                .service()
                .fails(offset ->
                        offset == 8 ? Optional.of(new HrService.Reply(200, "<html>Sign in</html>")) : Optional.empty());
        department.isRead();
        department.awaits("SourceNotRead");
        assertThat(message()).contains("a page of HTML", "at record 8");

        department
                .service()
                .fails(offset -> offset == 16 ? Optional.of(new HrService.Reply(500, "{}")) : Optional.empty());
        department.isRead();
        soon(() -> assertThat(message()).contains("by the answer 500"));
        assertThat(logins()).hasSize(20);
        assertThat(company.users())
                .allSatisfy(user -> assertThat(
                                user.getSpec().employments().getFirst().status())
                        .isEqualTo("Active"));
    }

    @Test
    void aTokenThatIsNotTakenIsNotShownAgainUntilItIsAnotherOne() {
        company.secret("hr", "127.0.0.1", "wrong");
        department.says(people(3));
        department.isRead();
        department.awaits("SourceNotRead");
        assertThat(message()).contains("does not take what proves who asks", "by the answer 401");
        assertThat(department.service().asked()).isEqualTo(1);

        // Another edition is read at once, and would ask.
        company.apply("UserSource", "hr", department.source() + "mode: Observe\n");
        soon(() -> assertThat(status().observedGeneration()).isEqualTo(2));
        assertThat(department.service().asked()).isEqualTo(1);

        company.secret("hr", "127.0.0.1", HrService.TOKEN);
        department.isRead();
        department.awaits("Applied");
        assertThat(logins()).hasSize(3);
    }

    @Test
    void aSecretGoesToNoHostThatItDoesNotName() {
        company.secret("hr", "elsewhere.example.com", HrService.TOKEN);
        department.says(people(3));
        department.isRead();

        department.awaits("SourceNotRead");
        assertThat(message()).contains("annotate it usher.dev/hosts=<host>", "hr, token, 127.0.0.1");
        assertThat(department.service().asked()).isZero();
    }

    @Test
    void whatCannotBeIsRefusedWithWhatToWriteInstead() {
        var source = department.source();

        isRefused(source.replace("key: /number", "key: number"), "must be JSON Pointers");
        isRefused(source.replace("records: /people", "records: people"), "`records` must be a JSON Pointer");
        isRefused(source.replace("records: /people", "preset: bamboohr@1"), "leave these out, or the preset");
        isRefused(source.replace("most: 8", "most: 0"), "most");
        isRefused(source.replaceAll("everySeconds: \\d+", "everySeconds: 5"), "read at most every 60 seconds");
        isRefused(
                source + "csv: {configMap: {name: hr, key: people.csv}}\n", "exactly one of `csv`, `http` and `ldap`");
        isRefused(
                source.replace(
                        "{offset: {offset: {query: offset}, size", "{page: {number: {query: n, field: /n}, size"),
                "exactly one of `query`");
    }

    @Test
    void whatTheSchemaCannotSeeIsSaidOfTheSource() {
        company.apply("UserSource", "hr", department.source().replace("from: /mail", "from: /login/mail"));
        department.awaits("SpecInvalid");
        assertThat(message()).contains("none leads into what another one is");

        company.apply(
                "UserSource", "hr", department.source().replace("url:", "headers: {Authorization: Bearer x}\n  url:"));
        soon(() -> assertThat(message()).contains("give what proves who asks in auth"));
        assertThat(department.service().asked()).isZero();
    }

    @Test
    void aFileAtAnAddressIsReadLikeOneInAConfigMap() {
        var source = """
                csv:
                  at: {url: '%s', auth: {bearer: {secretRef: {name: hr, key: token}}}}
                  encoding: windows-1252
                everySeconds: %d
                key: number
                fields:
                - {to: userName, from: login}
                - {to: name.family, from: last}
                - {to: status, from: state}
                """;
        department
                .service()
                .file("number;login;last;state\n1;ada;L\u00f6velace;Active\n"
                        .getBytes(Charset.forName("windows-1252")));
        company.apply("UserSource", "hr", source.formatted(department.service().file(), 60));
        department.awaits("Applied");
        assertThat(Optional.ofNullable(person("ada").getSpec().name())
                        .orElseThrow()
                        .family())
                .isEqualTo("L\u00f6velace");

        department.service().file("<html>Sign in</html>".getBytes(StandardCharsets.US_ASCII));
        company.apply("UserSource", "hr", source.formatted(department.service().file(), 61));
        department.awaits("SourceNotRead");
        assertThat(message()).contains("a page of HTML");
        isRefused(source.formatted(department.service().file(), 59), "read at most every 60 seconds");
    }

    @Test
    void whatIsWrongWithAPresetIsSaid() {
        company.apply("UserSource", "hr", """
                http:
                  preset: bamboohr@1
                  values: {company: acme}
                  auth: {bearer: {secretRef: {name: hr, key: token}}}
                key: /fields/employeeNumber
                fields:
                - {to: userName, from: /fields/email}
                - {to: status, from: /fields/status, words: {Active: Active, Inactive: Terminated}}
                """);
        department.awaits("SpecInvalid");
        assertThat(message()).contains("`auth` must be `basic` for the preset bamboohr@1");

        company.apply("UserSource", "hr", """
                http:
                  preset: nobody@7
                key: /fields/employeeNumber
                fields:
                - {to: userName, from: /fields/email}
                """);
        soon(() -> assertThat(message()).contains("`preset` must be one that this version of Usher has: bamboohr@1"));
    }
}
