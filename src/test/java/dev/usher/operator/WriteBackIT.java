package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.UserSourceStatus;
import dev.usher.api.WriteBackStatus;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A source is told how its people are called by what was chosen for them; each test has names of its own. */
@ExtendWith(WithControlPlane.class)
class WriteBackIT {
    private static final int COMPANIES = 12;
    private static final String HEADER = "number,first,last,state\n";
    private static final String SOURCE = """
            csv: {configMap: {name: hr, key: people.csv}}
            key: number
            everySeconds: 5
            fields:
            - {to: externalId, from: number}
            - {to: name.given, from: first}
            - {to: name.family, from: last}
            - {to: status, from: state, words: {A: Active, T: Terminated}}
            naming:
              userName:
                candidates:
                - "ascii(name.given).lowerAscii() + '.' + ascii(name.family).lowerAscii()"
                - "ascii(name.given).lowerAscii() + '.' + ascii(name.family).lowerAscii() + string(n)"
                onNameChange: Rename
              email:
                candidates: ["userName + '@example.com'"]
                onNameChange: Rename
            sanity: {maximumTerminatedPercent: 100, maximumChangedPercent: 100}
            writeBack:
              fields:
              - {from: userName, to: login}
              - {from: email, to: mail}
              configMap: {name: names, key: names.csv}
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

    private static String record(int number, String first, String last) {
        return "%d,%s,%s,A\n".formatted(number, first, last);
    }

    private void says(String... records) {
        company.file("hr", "people.csv", HEADER + String.join("", records));
    }

    private void reads(String source) {
        company.apply("UserSource", "hr", source);
    }

    private void offersNames(Map<String, String> labels) {
        company.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(company.namespace())
                        .withName("names")
                        .withLabels(labels)
                        .endMetadata()
                        .addToData("readme", "stays")
                        .build())
                .forceConflicts()
                .serverSideApply();
    }

    private void offersNames() {
        offersNames(Map.of("usher.dev/write-back", "hr"));
    }

    private ConfigMap names() {
        return company.client()
                .configMaps()
                .inNamespace(company.namespace())
                .withName("names")
                .get();
    }

    private String written() {
        return Optional.ofNullable(names().getData().get("names.csv")).orElse("");
    }

    private UserSourceStatus status() {
        return new HrSource(company).status();
    }

    private WriteBackStatus back() {
        var told = Optional.ofNullable(status().writeBack());
        assertThat(told).isPresent();
        return told.get();
    }

    private void awaitReason(String reason) {
        new HrSource(company).awaitReason(reason);
    }

    @Test
    void whoeverIsNewIsInTheFileByTheNameThatWasChosen() {
        offersNames();
        says(record(1, "Wanda", "Brück"), record(2, "Wanda", "\"de \"\"la\"\" Motte\""), record(3, "Wanda", "Brück"));
        reads(SOURCE);

        soon(() -> assertThat(written()).isEqualTo("""
                        number,login,mail
                        1,wanda.brueck,wanda.brueck@example.com
                        2,wanda.delamotte,wanda.delamotte@example.com
                        3,wanda.brueck2,wanda.brueck2@example.com
                        """));
        assertThat(names().getData()).as("what else is in it").containsEntry("readme", "stays");
        soon(() -> assertThat(back().written()).isEqualTo(3));
        assertThat(back().owed()).isZero();
        awaitReason("Applied");
    }

    @Test
    void anUnchangedSourceWritesNothingMore() {
        offersNames();
        says(record(1, "Una", "Changed"));
        reads(SOURCE);
        soon(() -> assertThat(back().written()).isEqualTo(1));
        var version = names().getMetadata().getResourceVersion();
        var before = back();
        var run = status().run();
        var generation = company.users().getFirst().getMetadata().getGeneration();

        reads(SOURCE.replace("everySeconds: 5", "everySeconds: 6"));
        soon(() -> assertThat(status().observedGeneration()).isEqualTo(2));
        awaitReason("Applied");

        assertThat(names().getMetadata().getResourceVersion()).isEqualTo(version);
        assertThat(back()).isEqualTo(before);
        assertThat(status().run()).isEqualTo(run);
        assertThat(company.users())
                .singleElement()
                .satisfies(
                        user -> assertThat(user.getMetadata().getGeneration()).isEqualTo(generation));
    }

    @Test
    void whoeverIsRenamedIsRenamedThereAndWhoeverLeftIsInItNoMore() {
        offersNames();
        says(record(1, "Reta", "Maiden"), record(2, "Lee", "Ver"));
        reads(SOURCE);
        soon(() -> assertThat(written()).contains("1,reta.maiden,", "2,lee.ver,"));

        says(record(1, "Reta", "Married"), "2,Lee,Ver,T\n");

        soon(() -> assertThat(written()).isEqualTo("""
                        number,login,mail
                        1,reta.married,reta.married@example.com
                        """));
        assertThat(company.users())
                .filteredOn(user -> user.getSpec().userName().equals("reta.married"))
                .hasSize(1);
    }

    @Test
    void noConfigMapIsWrittenThatDoesNotOfferItself() {
        offersNames(Map.of("usher.dev/write-back", "payroll"));
        says(record(1, "Lab", "El"));
        reads(SOURCE);

        awaitReason("NotWrittenBack");
        assertThat(back().failed()).isEqualTo("WRITE_NOT_OFFERED");
        assertThat(back().owed()).isEqualTo(1);
        assertThat(new HrSource(company).message()).contains("usher.dev/write-back", "ConfigMap names");
        assertThat(names().getData()).doesNotContainKey("names.csv");
        assertThat(company.users()).hasSize(1);

        offersNames();

        soon(() -> assertThat(written()).contains("1,lab.el,"));
        awaitReason("Applied");
        assertThat(back().failed()).isNull();
    }

    @Test
    void whereItIsNotThereThatIsSaid() {
        says(record(1, "Nota", "There"));
        reads(SOURCE);

        awaitReason("NotWrittenBack");
        assertThat(back().failed()).isEqualTo("NOT_THERE");
    }

    @Test
    void whatOneOperatorNamedAnotherOneWritesBack() {
        offersNames(Map.of());
        says(record(1, "Kill", "Ed"));
        reads(SOURCE);
        awaitReason("NotWrittenBack");
        operator.kill();
        offersNames();

        operator = world.startOperator();

        soon(() -> assertThat(written()).contains("1,kill.ed,kill.ed@example.com"));
        assertThat(company.users())
                .extracting(user -> user.getSpec().userName())
                .as("and names nobody anew")
                .containsExactly("kill.ed");
    }

    @Test
    void whereNothingIsAppliedNothingIsWrittenBack() {
        offersNames();
        says(record(1, "Obs", "Erved"));
        reads(SOURCE + "mode: Observe\n");

        awaitReason("Observed");
        soon(() -> assertThat(back().owed()).isEqualTo(1));
        assertThat(names().getData()).doesNotContainKey("names.csv");
        assertThat(company.find(ProvisionedUser.class, "obs.erved")).isEmpty();
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThat(catchThrowableOfType(
                        KubernetesClientException.class,
                        () -> reads(SOURCE.replace("{name: names, key: names.csv}", "{name: hr, key: people.csv}"))))
                .hasMessageContaining("must not be the file that the source is read from");
        assertThat(catchThrowableOfType(
                        KubernetesClientException.class,
                        () -> reads(SOURCE.replace("configMap: {name: names, key: names.csv}", "ldap: {}"))))
                .hasMessageContaining("`writeBack.ldap` of a source ldap");
        assertThat(catchThrowableOfType(KubernetesClientException.class, () -> reads(SOURCE + "  ldap: {}\n")))
                .hasMessageContaining("exactly one of `http`, `ldap` and `configMap`");
        assertThat(catchThrowableOfType(KubernetesClientException.class, () -> reads(SOURCE + "  existing: Replace\n")))
                .hasMessageContaining("a file is written whole");
    }

    private static final String OVER_HTTP =
            """
            http:
              url: "URL"
              records: /people
              pagination: {offset: {offset: {query: offset}, size: {query: limit, most: 8}}}
              auth: {bearer: {secretRef: {name: hr, key: token}}}
            key: /number
            everySeconds: 60
            fields:
            - {to: externalId, from: /number}
            - {to: name.given, from: /first}
            - {to: name.family, from: /last}
            - {to: status, from: /state, words: {A: Active, T: Terminated}}
            """ + SOURCE.substring(SOURCE.indexOf("naming:"), SOURCE.indexOf("writeBack:")) + """
            writeBack:
              fields:
              - {from: userName, to: /login}
              - {from: email, to: /mail}
              existing: Replace
              http:
                url: "URL/{key}"
                contentType: application/merge-patch+json
            """;

    @Test
    void anInterfaceIsToldAndShowsItInTheNextReading() {
        var service = new HrService();
        company.closesAtTheEnd(service);
        company.secret("hr", "127.0.0.1", HrService.TOKEN);
        service.says(List.of(
                Map.of("number", "1", "first", "Inter", "last", "Face", "state", "A"),
                Map.of("number", "2", "first", "Inter", "last", "Face", "state", "A", "login", "x.face"),
                Map.of("number", "3", "first", "Old", "last", "Face", "state", "T")));
        var source = OVER_HTTP.replace("URL", service.people().toString());
        reads(source);

        soon(() -> assertThat(service.written())
                .containsExactly(
                        "PATCH 1 {\"login\":\"inter.face\",\"mail\":\"inter.face@example.com\"}",
                        "PATCH 2 {\"login\":\"inter.face2\",\"mail\":\"inter.face2@example.com\"}"));
        soon(() -> assertThat(back().written()).isEqualTo(2));
        var run = status().run();

        reads(source.replace("everySeconds: 60", "everySeconds: 61"));
        soon(() -> assertThat(status().observedGeneration()).isEqualTo(2));
        awaitReason("Applied");

        assertThat(status().run()).as("what it was told makes nobody changed").isEqualTo(run);
        assertThat(back().owed()).isZero();
        assertThat(service.written()).hasSize(2);
    }

    @Test
    void anInterfaceThatDoesNotTakeItIsToldOfAndPeopleAreThereAllTheSame() {
        var service = new HrService();
        company.closesAtTheEnd(service);
        company.secret("hr", "127.0.0.1", HrService.TOKEN);
        service.says(List.of(Map.of("number", "1", "first", "Not", "last", "Taken", "state", "A")));
        service.answersWrites(403);
        reads(OVER_HTTP.replace("URL", service.people().toString()));

        awaitReason("NotWrittenBack");
        assertThat(back().failed()).isEqualTo("CREDENTIALS_REFUSED");
        assertThat(back().owed()).isEqualTo(1);
        assertThat(company.users()).hasSize(1);

        service.answersWrites(409);
        company.secret("hr", "127.0.0.1", Map.of("token", HrService.TOKEN, "more", "another version"));
        reads(OVER_HTTP.replace("URL", service.people().toString()).replace("everySeconds: 60", "everySeconds: 61"));

        soon(() -> assertThat(back().refusals())
                .singleElement()
                .satisfies(refused -> assertThat(refused.rule()).isEqualTo("NOT_TAKEN")));
        assertThat(back().failed()).isNull();
    }
}
