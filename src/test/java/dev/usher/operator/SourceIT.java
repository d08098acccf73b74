package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.api.EmploymentEntry;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.Reference;
import dev.usher.api.RemovalDecision;
import dev.usher.api.UserSource;
import dev.usher.api.UserSourceStatus;
import dev.usher.api.UserSourceStatus.RefusedRecord;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** People come from a file: whoever is in it has what they need, and a broken file touches nobody. */
@ExtendWith(WithControlPlane.class)
class SourceIT {
    private static final int COMPANIES = 21;
    private static final String HEADER = "number,login,first,last,mail,dept,boss,state,begins,ends\n";
    private static final String ADA = "1815,ada,Ada,Lovelace,ada@example.com,Engineering,1791,A,01.12.2025,\n";
    private static final String CHARLES =
            "1791,charles,Charles,Babbage,charles@example.com,Management,,A,01.01.2020,\n";
    private static final String SOURCE = """
            csv: {configMap: {name: hr, key: people.csv}}
            key: number
            everySeconds: 5
            fields:
            - {to: userName, from: login}
            - {to: externalId, from: number}
            - {to: name.given, from: first}
            - {to: name.family, from: last}
            - {to: email, from: mail}
            - {to: department, from: dept}
            - {to: manager, from: boss}
            - {to: status, from: state, words: {A: Active, T: Terminated, L: OnLeave}}
            - {to: startTime, from: begins, format: dd.MM.uuuu}
            - {to: endTime, from: ends, format: dd.MM.uuuu}
            """;

    private static OperatorWorld world;
    private static OperatorProcess operator;

    private Company company;

    @BeforeAll
    static void start(ControlPlane plane, TestNamespace home) {
        world = OperatorWorld.prepare(plane, home, COMPANIES);
        operator = world.startOperator();
    }

    @BeforeEach
    void found() {
        company = world.company();
    }

    @AfterAll
    static void end() {
        world.close();
    }

    private void says(String... records) {
        company.file("hr", "people.csv", HEADER + String.join("", records));
    }

    private void reads(String more) {
        company.apply("UserSource", "hr", SOURCE + more);
    }

    private UserSourceStatus status() {
        return new HrSource(company).status();
    }

    private void awaitReason(String reason) {
        new HrSource(company).awaitReason(reason);
    }

    private String message() {
        return new HrSource(company).message();
    }

    private Map<String, ProvisionedUser> people() {
        return company.users().stream()
                .collect(Collectors.toMap(user -> user.getSpec().userName(), user -> user));
    }

    private ProvisionedUser person(String login) {
        return Optional.ofNullable(people().get(login)).orElseThrow(() -> new AssertionError("nobody is " + login));
    }

    private static String manager(ProvisionedUser user) {
        return Optional.ofNullable(user.getSpec().manager())
                .map(Reference::name)
                .orElse("nobody");
    }

    private static EmploymentEntry employment(ProvisionedUser user) {
        return user.getSpec().employments().getFirst();
    }

    /** Versions of all users, by which is seen that nothing is written. */
    private List<String> versions() {
        return company.users().stream()
                .map(user -> user.getMetadata().getName() + " " + user.getSpec().hashCode() + " "
                        + user.getMetadata().getGeneration() + " "
                        + user.getMetadata().getAnnotations())
                .sorted()
                .toList();
    }

    @Test
    void whoeverJoinsMovesAndLeavesDoesSoByTheFileAlone() {
        var wiki = company.app("wiki").withGroups("engineers");
        company.role("engineer", """
                membership: {rule: "user.department == 'Engineering'"}
                grants:
                - {app: {name: wiki}, entitlements: [{kind: group, value: engineers}]}
                """);

        says(ADA, CHARLES);
        reads("");

        awaitReason("Applied");
        soon(() -> assertThat(wiki.members("engineers")).containsExactly("ada"));
        var ada = person("ada");
        assertThat(ada.getMetadata().getName()).startsWith("hr-");
        assertThat(ada.getSpec().externalId()).isEqualTo("1815");
        assertThat(manager(ada)).isEqualTo(person("charles").getMetadata().getName());
        assertThat(employment(ada).id()).isEqualTo("hr:1815");
        assertThat(employment(ada).startTime()).isEqualTo("2025-12-01");
        assertThat(employment(ada).status()).isEqualTo("Active");

        says(ADA.replace("Engineering", "Sales"), CHARLES);
        soon(() -> assertThat(person("ada").getSpec().department()).isEqualTo("Sales"));

        soon(() -> assertThat(wiki.members("engineers")).isEmpty());

        says(ADA.replace(",A,", ",T,"), CHARLES);
        soon(() -> assertThat(employment(person("ada")).status()).isEqualTo("Terminated"));
        soon(() -> assertThat(
                        company.status(person("ada").getMetadata().getName()).lifecycleState())
                .isEqualTo("Departed"));
        assertThat(wiki.lets("ada")).isFalse();

        says(ADA, CHARLES);
        soon(() -> assertThat(wiki.lets("ada")).isTrue());
        assertThat(wiki.simulator().users()).hasSize(1);
    }

    @Test
    void howLongItTookFromTheFileToTheAccountsIsMeasuredForEachWhoIsNewOrDifferent() {
        company.app("wiki").withGroups("engineers");
        company.role("engineer", """
                membership: {rule: "user.department == 'Engineering'"}
                grants:
                - {app: {name: wiki}, entitlements: [{kind: group, value: engineers}]}
                """);

        says(ADA, CHARLES);
        reads("");
        soon(() -> assertThat(measured("count")).contains(2.0));

        says(ADA.replace(",A,", ",T,"), CHARLES);
        soon(() -> assertThat(measured("count")).contains(3.0));
        assertThat(measured("sum"))
                .hasValueSatisfying(seconds -> assertThat(seconds).isBetween(0.001, 3 * 60.0));
    }

    /** One line of the histogram of this company's source. */
    private Optional<Double> measured(String part) {
        return operator.metrics()
                .lines()
                .filter(line -> line.startsWith("usher_source_provisioned_seconds_" + part + "{"))
                .filter(line -> line.contains("\"" + company.namespace() + "\"") && line.contains("\"hr\""))
                .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst();
    }

    @Test
    void nothingIsWrittenWhereNothingIsNew() {
        says(ADA, CHARLES);
        reads("");
        awaitReason("Applied");
        soon(() -> assertThat(status().known()).isEqualTo(2));
        var before = versions();
        var run = status().run();

        // Three more runs, at least: of the last one it is told what it found.
        company.apply("UserSource", "hr", SOURCE.replace("everySeconds: 5", "everySeconds: 6"));
        soon(() -> assertThat(status().observedGeneration()).isEqualTo(2));

        assertThat(status().run()).isEqualTo(run);
        assertThat(status().created()).isZero();
        assertThat(status().changed()).isZero();
        assertThat(versions()).isEqualTo(before);
    }

    @Test
    void whoeverAsksForItHasTheSourceReadAtOnceAndIsToldThatItWas() {
        says(ADA);
        company.apply("UserSource", "hr", SOURCE.replace("everySeconds: 5", "everySeconds: 3600"));
        soon(() -> assertThat(people()).containsOnlyKeys("ada"));
        awaitReason("Applied");
        says(ADA, CHARLES);

        company.client()
                .resources(UserSource.class)
                .inNamespace(company.namespace())
                .withName("hr")
                .edit(source -> {
                    source.getMetadata().setAnnotations(Map.of("usher.dev/reconcile-requested-at", "now"));
                    return source;
                });

        soon(() -> assertThat(people()).containsOnlyKeys("ada", "charles"));
        soon(() -> assertThat(status().lastHandledReconcileAt()).isEqualTo("now"));
    }

    @Test
    void whoWasThereBeforeIsFoundByTheirKeyAndKeepsWhatOthersWrote() {
        company.user("ada", "{userName: ada, externalId: '1815', department: Mathematics, roles: [{name: guest}]}");

        says(ADA, CHARLES);
        reads("");

        awaitReason("AppliedInPart");
        var ada = company.user("ada");
        assertThat(people()).containsOnlyKeys("ada", "charles");
        assertThat(ada.getSpec().department()).isEqualTo("Mathematics");
        assertThat(ada.getSpec().email()).isEqualTo("ada@example.com");
        assertThat(ada.getSpec().roles()).hasSize(1);
        assertThat(employment(ada).id()).isEqualTo("hr:1815");
        assertThat(status().leftFields())
                .containsExactly(new UserSourceStatus.LeftFields("ada", List.of("department")));
        assertThat(message()).contains("of 1 users others have written");

        company.user("ada", "{userName: ada, externalId: '1815', roles: [{name: guest}]}");
        soon(() -> assertThat(company.user("ada").getSpec().department()).isEqualTo("Engineering"));
        awaitReason("Applied");
    }

    @Test
    void whoeverIsListedNoMoreLeavesAfterSomeRunsAndIsBackOnceListed() {
        var wiki = company.app("wiki");
        company.role("everyone", "{membership: {rule: 'true'}, grants: [{app: {name: wiki}}]}");
        says(ADA, CHARLES);
        reads("missing: {then: End, afterRuns: 2}\n");
        awaitReason("Applied");
        soon(() -> assertThat(wiki.lets("ada")).isTrue());

        says(CHARLES);
        soon(() -> assertThat(employment(person("ada")).status()).isEqualTo("Missing"));
        soon(() -> assertThat(wiki.lets("ada")).isFalse());
        assertThat(employment(person("ada")).startTime()).isEqualTo("2025-12-01");
        assertThat(wiki.lets("charles")).isTrue();

        says(ADA, CHARLES);
        soon(() -> assertThat(wiki.lets("ada")).isTrue());
        assertThat(employment(person("ada")).status()).isEqualTo("Active");
        soon(() -> assertThat(person("ada").getMetadata().getAnnotations())
                .doesNotContainKey("missed.source.usher.dev/hr"));
        assertThatThrownBy(() -> reads("missing: {then: End, afterRuns: 1}\n")).hasMessageContaining("afterRuns");
    }

    @Test
    void aLeaverLeavesWhoeverWroteOtherwise() {
        says(ADA, CHARLES);
        reads("");
        awaitReason("Applied");
        var name = person("ada").getMetadata().getName();
        company.user(
                name,
                "{userName: ada, title: Countess, employments: [{id: 'hr:1815', status: Active, startTime: '2020-01-01'}]}");

        says(ADA.replace(",A,", ",T,"), CHARLES);

        soon(() -> assertThat(employment(company.user(name)).status()).isEqualTo("Terminated"));
        assertThat(company.user(name).getSpec().title()).isEqualTo("Countess");
    }

    @Test
    void aBrokenFileTouchesNobodyAndIsSaid() {
        says(ADA, CHARLES);
        reads("");
        awaitReason("Applied");
        soon(() -> assertThat(status().known()).isEqualTo(2));
        var before = versions();

        company.file("hr", "people.csv", "<html><body>Sign in</body></html>");
        awaitReason("SourceNotRead");
        assertThat(message()).contains("a page of HTML");
        assertThat(versions()).isEqualTo(before);

        says(ADA, CHARLES.substring(0, CHARLES.length() - 20));
        soon(() -> assertThat(message()).contains("it ends in the middle of a record"));
        assertThat(versions()).isEqualTo(before);

        company.file("hr", "people.csv", HEADER.replace("dept", "department") + ADA);
        soon(() -> assertThat(message()).contains("a column is missing", "dept"));
        assertThat(versions()).isEqualTo(before);

        says(ADA, CHARLES);
        awaitReason("Applied");
    }

    @Test
    void aRunThatEndsTooManyChangesNothing() {
        var records = IntStream.range(0, 20)
                .mapToObj(number ->
                        "%d,u%d,U,%d,u%d@example.com,Sales,,A,01.01.2020,\n".formatted(number, number, number, number))
                .toArray(String[]::new);
        says(records);
        reads("");
        awaitReason("Applied");
        soon(() -> assertThat(status().known()).isEqualTo(20));
        var before = versions();

        says(Arrays.stream(records).map(record -> record.replace(",A,", ",T,")).toArray(String[]::new));
        awaitReason("RunHeld");
        assertThat(message()).contains("maximumTerminatedPercent", "(20 of 20)");
        assertThat(status().ended()).isEqualTo(20);

        says(Arrays.copyOf(records, 10));
        soon(() -> assertThat(message()).contains("maximumDisappearedPercent", "(10 of 20)"));

        says(Arrays.stream(records).map(record -> record.replace("Sales", "")).toArray(String[]::new));
        soon(() -> assertThat(message()).contains("Nothing but ends", "fields that had values", "(dept)"));
        assertThat(versions()).isEqualTo(before);

        says(Arrays.stream(records).limit(17).toArray(String[]::new));
        awaitReason("Applied");
        assertThat(status().disappeared()).isEqualTo(3);
        assertThat(versions()).isEqualTo(before);
    }

    @Test
    void aRunThatIsHeldGoesOnceAPersonReleasesIt() {
        var records = IntStream.range(0, 10)
                .mapToObj(number ->
                        "%d,u%d,U,%d,u%d@example.com,Sales,,A,01.01.2020,\n".formatted(number, number, number, number))
                .toArray(String[]::new);
        says(records);
        reads("");
        awaitReason("Applied");
        soon(() -> assertThat(status().known()).isEqualTo(10));
        says(Arrays.stream(records).map(record -> record.replace(",A,", ",T,")).toArray(String[]::new));
        awaitReason("RunHeld");

        company.apply(
                "RemovalDecision",
                "closing",
                "{source: {name: hr}, run: '%s', decision: Release, reason: the office closes, requestedBy: admin}"
                        .formatted(status().run()));

        awaitReason("Applied");
        soon(() -> assertThat(company.said(RemovalDecision.class, "closing", "Ready"))
                .hasValueSatisfying(ready -> assertThat(ready.reason()).isEqualTo("RunReleased")));
        assertThat(company.users())
                .extracting(user -> employment(user).status())
                .containsOnly("Terminated");

        says(records);
        awaitReason("RunHeld");
        assertThat(message()).as("what comes later is counted anew").contains("maximumReturnedPercent");
    }

    @Test
    void goodRecordsAreAppliedBesideBadOnesWhichAreListedWithoutValues() {
        says(
                ADA,
                CHARLES.replace("charles@example.com", "no address"),
                "7,bob,Bob,,bob@example.com,Sales,,Fired,01.01.2020,\n",
                "8,eve,Eve,,eve@example.com,Sales,,A,31.02.2020,\n",
                ",nobody,No,,no@example.com,Sales,,A,01.01.2020,\n",
                "9,dan,Dan,,dan@example.com,=HYPERLINK(),,A,01.01.2020,\n",
                "10,x,X,,x@example.com,Sales,,A,01.01.2020,\n",
                "10,y,Y,,y@example.com,Sales,,A,01.01.2020,\n");
        reads("");

        awaitReason("AppliedInPart");
        assertThat(people()).containsOnlyKeys("ada");
        assertThat(status().refusals())
                .extracting(
                        refused -> refused.place() + " " + refused.key() + " " + refused.field() + " " + refused.rule())
                .containsExactly(
                        "3 1791 mail NOT_AN_ADDRESS",
                        "4 7 state UNKNOWN_WORD",
                        "5 8 begins NOT_A_DATE",
                        "6 null null NO_KEY",
                        "7 9 dept FORMULA",
                        "8 10 null KEY_TWICE",
                        "9 10 null KEY_TWICE");
        assertThat(status().refusals()).extracting(RefusedRecord::message).noneMatch(text -> text.contains("Fired"));
    }

    @Test
    void whoIsObservedIsNotWritten() {
        says(ADA, CHARLES);
        reads("mode: Observe\n");

        awaitReason("Observed");
        assertThat(status().created()).isEqualTo(2);
        assertThat(company.users()).isEmpty();
    }

    @Test
    void deletingASourceLeavesItsPeople() {
        says(ADA, CHARLES);
        reads("");
        awaitReason("Applied");
        soon(() -> assertThat(status().known()).isEqualTo(2));
        var before = versions();

        company.delete(UserSource.class, "hr");
        soon(() -> assertThat(company.find(UserSource.class, "hr")).isEmpty());
        says(ADA.replace(",A,", ",T,"), CHARLES);
        reads("mode: Observe\n");
        awaitReason("Observed");

        assertThat(status().ended()).isEqualTo(1);
        assertThat(versions()).isEqualTo(before);

        reads("");
        soon(() -> assertThat(employment(person("ada")).status()).isEqualTo("Terminated"));
    }

    @Test
    void anEndThatWasKnownWhenSomebodyWasMadeCanBeTakenBack() {
        says(ADA.replace(",01.12.2025,", ",01.12.2025,31.12.2099"), CHARLES);
        reads("");
        awaitReason("Applied");
        assertThat(employment(person("ada")).endTime()).isEqualTo("2099-12-31");

        says(ADA, CHARLES);

        soon(() -> assertThat(employment(person("ada")).endTime()).isNull());
        assertThat(employment(person("ada")).startTime()).isEqualTo("2025-12-01");
    }

    @Test
    void anEndThatSomebodyElseWroteGoes() {
        says(ADA, CHARLES);
        reads("");
        awaitReason("Applied");
        var name = person("ada").getMetadata().getName();
        company.user(name, "{userName: ada, employments: [{id: 'hr:1815', endTime: '2099-12-31'}]}");

        soon(() -> assertThat(employment(company.user(name)).endTime()).isNull());
        assertThat(employment(company.user(name)).status()).isEqualTo("Active");
    }

    @Test
    void aNoteOfSomebodyElseKeepsNobodyFromMovingOrLeaving() {
        says(ADA, CHARLES);
        reads("");
        awaitReason("Applied");
        var name = person("ada").getMetadata().getName();
        var notes = Map.of("source.usher.dev/hr", "x", "life.source.usher.dev/hr", "y");
        company.annotate(ProvisionedUser.class, name, notes);

        says(ADA.replace("Engineering", "Sales"), CHARLES);
        soon(() -> assertThat(person("ada").getSpec().department()).isEqualTo("Sales"));
        company.annotate(ProvisionedUser.class, name, notes);
        says(ADA.replace("Engineering", "Sales").replace(",A,", ",T,"), CHARLES);
        soon(() -> assertThat(employment(person("ada")).status()).isEqualTo("Terminated"));
        awaitReason("Applied");
    }

    @Test
    void twoSourcesThatAreDeclaredAtOnceMakeEverybodyOnce() {
        says(ADA, CHARLES);
        company.apply("UserSource", "ad", SOURCE + "priority: 7\n");
        reads("");

        awaitReason("Applied");
        soon(() -> assertThat(company.said(UserSource.class, "ad", "Ready"))
                .hasValueSatisfying(ready -> assertThat(ready.status()).isEqualTo("True")));
        assertThat(company.users()).hasSize(2);
        assertThat(person("ada").getSpec().employments())
                .extracting(EmploymentEntry::id)
                .containsExactlyInAnyOrder("hr:1815", "ad:1815");
    }

    @Test
    void ofTwoSourcesTheOneWithTheLowerPriorityCounts() {
        says(ADA, CHARLES);
        reads("");
        awaitReason("Applied");
        company.file("ad", "people.csv", HEADER + ADA.replace("Engineering", "Mathematics") + CHARLES);
        var ad = SOURCE.replace("name: hr", "name: ad");
        company.apply("UserSource", "ad", ad);
        soon(() -> assertThat(company.find(UserSource.class, "ad")
                        .orElseThrow()
                        .getStatus()
                        .leftFields())
                .extracting(UserSourceStatus.LeftFields::fields)
                .containsExactly(List.of("department")));
        assertThat(person("ada").getSpec().department()).isEqualTo("Engineering");

        company.apply("UserSource", "ad", ad + "priority: -5\n");

        soon(() -> assertThat(person("ada").getSpec().department()).isEqualTo("Mathematics"));
        soon(() -> assertThat(status().leftFields()).hasSize(1));
    }

    @Test
    void managersWhoWereThereBeforeAreNamedByTheirResource() {
        company.user("boss", "{userName: charles, externalId: '1791'}");

        says(ADA, CHARLES);
        reads("");

        awaitReason("Applied");
        assertThat(manager(person("ada"))).isEqualTo("boss");
        assertThat(company.users()).hasSize(2);
    }

    @Test
    void aCopyOfAUserIsSaidAndKeepsNobodyIn() {
        says(ADA, CHARLES);
        reads("");
        awaitReason("Applied");
        company.user("copy", "{userName: copy, employments: [{id: 'hr:1815', status: Active}]}");

        says(ADA.replace(",A,", ",T,"), CHARLES);

        soon(() -> assertThat(employment(person("ada")).status()).isEqualTo("Terminated"));
        soon(() ->
                assertThat(status().refusals()).extracting(RefusedRecord::rule).containsExactly("SEVERAL_USERS"));
    }
}
