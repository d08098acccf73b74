package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.TargetApp;
import dev.usher.api.UserSourceStatus;
import dev.usher.api.UserSourceStatus.RefusedRecord;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** People of whom a file does not say how they are called get names, and nobody gets another one's; each test has names of its own. */
@ExtendWith(WithControlPlane.class)
class NamingIT {
    private static final int COMPANIES = 12;
    private static final String HEADER = "number,first,last,dept,state\n";
    private static final String SOURCE = """
            csv: {configMap: {name: hr, key: people.csv}}
            key: number
            everySeconds: 5
            fields:
            - {to: externalId, from: number}
            - {to: name.given, from: first}
            - {to: name.family, from: last}
            - {to: department, from: dept}
            - {to: status, from: state, words: {A: Active, T: Terminated}}
            naming:
              userName:
                candidates:
                - "ascii(name.given).lowerAscii() + '.' + ascii(name.family).lowerAscii()"
                - "ascii(name.given).lowerAscii() + '.' + ascii(name.family).lowerAscii() + string(n)"
                onNameChange: Keep
              email:
                candidates: ["userName + '@example.com'"]
                onNameChange: Keep
            """;

    private static OperatorWorld world;

    private Company company;

    @BeforeAll
    static void start(ControlPlane plane, TestNamespace home) {
        world = OperatorWorld.prepare(plane, home, COMPANIES);
        world.startOperator();
    }

    @BeforeEach
    void found() {
        company = world.company();
    }

    @AfterAll
    static void end() {
        world.close();
    }

    private static String record(int number, String first, String last) {
        return "%d,%s,%s,Sales,A\n".formatted(number, first, last);
    }

    private static void says(Company company, String... records) {
        company.file("hr", "people.csv", HEADER + String.join("", records));
    }

    private void says(String... records) {
        says(company, records);
    }

    private void reads(String source) {
        company.apply("UserSource", "hr", source);
    }

    private static String changes(String onNameChange) {
        return SOURCE.replace("onNameChange: Keep", "onNameChange: " + onNameChange);
    }

    private UserSourceStatus status() {
        return new HrSource(company).status();
    }

    private static void awaitReason(Company company, String reason) {
        new HrSource(company).awaitReason(reason);
    }

    private void awaitReason(String reason) {
        awaitReason(company, reason);
    }

    private static List<String> names(Company company) {
        return company.users().stream().map(user -> user.getSpec().userName()).toList();
    }

    private ProvisionedUser only() {
        assertThat(company.users()).hasSize(1);
        return company.users().getFirst();
    }

    private String family() {
        return Optional.ofNullable(only().getSpec().name())
                .flatMap(name -> Optional.ofNullable(name.family()))
                .orElse("");
    }

    private List<String> versions() {
        return company.users().stream()
                .map(user -> user.getMetadata().getName() + " "
                        + user.getMetadata().getGeneration() + " "
                        + user.getMetadata().getAnnotations())
                .sorted()
                .toList();
    }

    private static String[] hundred(String last) {
        return IntStream.range(0, 100)
                .mapToObj(number -> record(number, "Élodie", last))
                .toArray(String[]::new);
    }

    @Test
    void aHundredWhoAreCalledTheSameHaveAHundredNames() {
        says(hundred("De Morgan"));
        reads(SOURCE);

        awaitReason("Applied");
        soon(() -> assertThat(status().known()).isEqualTo(100));
        assertThat(names(company))
                .doesNotHaveDuplicates()
                .hasSize(100)
                .contains("elodie.demorgan", "elodie.demorgan2", "elodie.demorgan100");
        assertThat(company.users())
                .allSatisfy(user -> assertThat(user.getSpec().email())
                        .isEqualTo(user.getSpec().userName() + "@example.com"));
        var before = versions();
        var run = status().run();

        reads(SOURCE.replace("everySeconds: 5", "everySeconds: 6"));
        soon(() -> assertThat(status().observedGeneration()).isEqualTo(2));

        assertThat(status().run()).isEqualTo(run);
        assertThat(versions()).isEqualTo(before);
    }

    @Test
    void twoSourcesOfTwoNamespacesAtTheSameMomentGiveNobodyTheNameOfTheOther() {
        var other = world.company();
        for (var one : List.of(company, other)) {
            says(one, hundred("Twin"));
            one.apply("UserSource", "hr", SOURCE);
        }

        awaitReason(company, "Applied");
        awaitReason(other, "Applied");
        assertThat(Stream.concat(names(company).stream(), names(other).stream()))
                .doesNotHaveDuplicates()
                .hasSize(200);
    }

    @Test
    void theNameOfADeletedAccountIsNotGivenToSomebodyElse() {
        var wiki = company.app("wiki", "deprovisioning: {onDeparture: Delete, retentionSeconds: 0}");
        company.role("employee", wiki);
        company.user("tom", "{userName: tom.stone, externalId: '77', roles: [{name: employee}]}");
        company.awaitReady("tom");
        company.delete(ProvisionedUser.class, "tom");
        soon(() -> assertThat(company.retained())
                .isNotEmpty()
                .allSatisfy(account -> assertThat(account.getStatus().state()).isEqualTo("Deleted")));
        soon(() -> assertThat(company.find(ProvisionedUser.class, "tom")).isEmpty());

        says(record(1, "Tom", "Stone"));
        reads(SOURCE);
        awaitReason("Applied");
        assertThat(names(company)).containsExactly("tom.stone2");

        says(record(1, "Tom", "Stone"), record(77, "Tom", "Stone"));
        soon(() -> assertThat(names(company))
                .as("whose it was has it again")
                .containsExactlyInAnyOrder("tom.stone2", "tom.stone"));
    }

    @Test
    void theNameOfAnAccountInAnAppThatIsNobodysIsNotGiven() {
        var wiki = company.undeclaredApp("wiki");
        wiki.simulator().addUser("Vera.Tory");
        company.secret("wiki", "127.0.0.1", wiki.simulator().token());
        company.declare("wiki", wiki.simulator().endpoint(), "");
        soon(() -> assertThat(company.find(TargetApp.class, "wiki")
                        .flatMap(app -> Optional.ofNullable(app.getStatus()))
                        .flatMap(status -> Optional.ofNullable(status.inventory()))
                        .flatMap(inventory -> Optional.ofNullable(inventory.accounts())))
                .contains(1));

        says(record(1, "Vera", "Tory"));
        reads(SOURCE);

        awaitReason("Applied");
        assertThat(names(company)).containsExactly("vera.tory2");
    }

    @Test
    void whoeverIsThereKeepsTheirName() {
        says(record(1, "Kay", "Keep"));
        reads(SOURCE);
        awaitReason("Applied");

        says(record(1, "Kay", "Kept"));

        soon(() -> assertThat(family()).isEqualTo("Kept"));
        assertThat(only().getSpec().userName()).isEqualTo("kay.keep");
        assertThat(only().getSpec().email()).isEqualTo("kay.keep@example.com");
    }

    @Test
    void whoeverIsCalledOtherwiseIsRenamedWhereThatIsDeclared() {
        says(record(1, "Ren", "Ame"));
        reads(changes("Rename"));
        awaitReason("Applied");

        says(record(1, "Ren", "Ewed"));

        soon(() -> assertThat(only().getSpec().userName()).isEqualTo("ren.ewed"));
        assertThat(only().getSpec().email()).isEqualTo("ren.ewed@example.com");
        awaitReason("Applied");
    }

    @Test
    void whereItIsAskedTheNameStaysUntilSomebodyConfirmsIt() {
        says(record(1, "Asa", "King"));
        reads(changes("Ask"));
        awaitReason("Applied");

        says(record(1, "Asa", "Queen"));
        awaitReason("AppliedInPart");
        assertThat(family()).isEqualTo("Queen");
        assertThat(only().getSpec().userName()).isEqualTo("asa.king");
        var asked = Optional.ofNullable(status().renames()).orElseThrow();
        assertThat(asked.count()).isEqualTo(1);
        var rename = asked.some().getFirst();
        assertThat(rename.user()).isEqualTo(only().getMetadata().getName());
        var before = versions();
        reads(changes("Ask").replace("everySeconds: 5", "everySeconds: 6"));
        soon(() -> assertThat(status().observedGeneration()).isEqualTo(2));
        assertThat(versions()).isEqualTo(before);
        assertThat(status().renames()).isEqualTo(asked);

        company.annotate(ProvisionedUser.class, rename.user(), Map.of("usher.dev/confirm-rename", rename.confirm()));

        soon(() -> assertThat(only().getSpec().userName()).isEqualTo("asa.queen"));
        assertThat(only().getSpec().email()).isEqualTo("asa.queen@example.com");
        awaitReason("Applied");
        assertThat(status().renames()).isNull();
    }

    @Test
    void whoeverCannotBeNamedIsToldOfAndEverybodyElseIsApplied() {
        says(record(1, "Ref", "Used"), record(2, "Ref", "Used"), record(3, "", "Nameless"));
        reads(SOURCE.replaceAll("(?m)^ *- .*string\\(n\\).*\n", ""));

        awaitReason("AppliedInPart");
        assertThat(names(company)).containsExactly("ref.used");
        assertThat(status().refusals())
                .extracting(refused -> refused.key() + " " + refused.field() + " " + refused.rule())
                .containsExactly("2 naming.userName ALL_TAKEN", "3 naming.userName NO_CANDIDATE");
        assertThat(status().refusals()).extracting(RefusedRecord::message).allMatch(text -> text.contains("candidate"));
    }

    @Test
    void aCandidateThatCannotBeUnderstoodIsSaidWithWhatToDo() {
        says(record(1, "Fla", "Wed"));
        reads(SOURCE.replace("userName + '@example.com'", "userNme + '@example.com'"));

        awaitReason("SpecInvalid");
        assertThat(new HrSource(company).message())
                .contains("spec.naming.email.candidates[0]", "line 1, column 1", "userNme", "correct it");
        assertThat(company.users()).isEmpty();
    }

    @Test
    void aValueMayBeMadeOfSeveralColumnsAndOneThatIsMissingIsNoticed() {
        says(record(1, "Val", "Ue"));
        var source = SOURCE.replace(
                "naming:\n", "- {to: displayName, value: \"record['last'] + ', ' + record['first']\"}\nnaming:\n");
        reads(source);

        awaitReason("Applied");
        assertThat(only().getSpec().displayName()).isEqualTo("Ue, Val");

        reads(source.replace("record['last']", "record['surname']"));
        awaitReason("SourceNotRead");
        assertThat(new HrSource(company).message()).contains("a column is missing", "surname");
    }

    @Test
    void whatAFieldSaysIsNotChosen() {
        says(record(1, "Twi", "Ce"));

        assertThat(catchThrowableOfType(
                        KubernetesClientException.class,
                        () -> reads(SOURCE.replace("fields:\n", "fields:\n- {to: userName, from: first}\n"))))
                .hasMessageContaining("what `naming` chooses no field may say");
    }
}
