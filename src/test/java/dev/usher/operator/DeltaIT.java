package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.RemovalDecision;
import dev.usher.api.SourceWatermark;
import dev.usher.api.UserSource;
import dev.usher.api.UserSourceStatus;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** People come from an interface that is asked, between two whole readings, for those alone who changed. */
@ExtendWith(WithControlPlane.class)
class DeltaIT {
    private static final int COMPANIES = 7;
    private static final String LONG_AGO = "2020-01-01T00:00:00Z";

    /** A source is asked every minute at most. */
    private static final Duration PACE = Duration.ofSeconds(150);

    private static OperatorWorld world;
    private static OperatorProcess operator;

    private Company company;
    private Personnel.AtAnInterface department;
    private List<Map<String, String>> everybody;

    @BeforeAll
    static void start(ControlPlane plane, TestNamespace home) {
        world = OperatorWorld.prepare(plane, home, COMPANIES);
        operator = world.startOperator();
    }

    @AfterAll
    static void end() {
        world.close();
    }

    @BeforeEach
    void found() {
        company = world.company();
        department = Personnel.AtAnInterface.of(company);
        everybody = new ArrayList<>(IntStream.range(0, 20)
                .mapToObj(
                        number -> Personnel.with(Personnel.record("k" + number, "user-" + number), "changed", LONG_AGO))
                .toList());
        department.says(everybody);
    }

    private static String declared(String source, String delta) {
        return source.replace("  records: /people\n", "  records: /people\n  delta: " + delta + "\n")
                .replaceFirst("everySeconds: \\d+", "everySeconds: 60");
    }

    private String source() {
        return declared(department.source(), "{query: since, time: {}}");
    }

    private void isReadWhole() {
        company.apply("UserSource", "hr", source());
        department.awaits("Applied");
        soon(() -> assertThat(status().watermark()).isNotNull());
        assertThat(department.service().since()).containsExactly("");
    }

    /** A new operator reads each source at once. */
    private static void restart() {
        operator.stop();
        operator = world.startOperator();
    }

    private void changes(int number, String column, String value) {
        everybody.set(number, Personnel.with(now(everybody.get(number)), column, value));
        department.says(everybody);
    }

    private static Map<String, String> now(Map<String, String> record) {
        return Personnel.with(
                record, "changed", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private UserSourceStatus status() {
        return new HrSource(company).status();
    }

    private SourceWatermark watermark() {
        return Optional.ofNullable(status().watermark()).orElseThrow(() -> new AssertionError("none"));
    }

    private String employment(String login) {
        return company.users().stream()
                .filter(user -> login.equals(user.getSpec().userName()))
                .map(ProvisionedUser::getSpec)
                .map(spec -> String.valueOf(spec.employments().getFirst().status()))
                .findFirst()
                .orElse("nobody");
    }

    @Test
    void hiresAndLeavesComeByWhatChangedAndANewOperatorGoesOnFromThere() {
        isReadWhole();
        var first = watermark();
        assertThat(status().reading()).isEqualTo("Whole");

        everybody.add(now(Personnel.record("k20", "user-20")));
        changes(3, "state", "T");
        restart();

        soon(() -> assertThat(employment("user-3")).isEqualTo("Terminated"));
        soon(() -> assertThat(employment("user-20")).isEqualTo("Active"));
        soon(() -> assertThat(status().reading()).isEqualTo("Delta"));
        assertThat(status().records()).as("those who changed").isEqualTo(2);
        assertThat(status().disappeared()).as("of the whole reading").isZero();
        assertThat(department.service().since())
                .containsExactly(
                        "",
                        Instant.parse(first.since())
                                .minus(Duration.ofMinutes(5))
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString());
        assertThat(watermark().wholeTime()).isEqualTo(first.wholeTime());
        assertThat(watermark().ended()).isEqualTo(1);
        assertThat(Instant.parse(watermark().since())).isAfter(Instant.parse(first.since()));

        changes(5, "dept", "Sales");
        soon(
                PACE,
                () -> assertThat(company.users())
                        .anyMatch(user -> "user-5".equals(user.getSpec().userName())
                                && "Sales".equals(user.getSpec().department())));
        assertThat(department.service().since().getLast()).as("at its own pace").isNotEmpty();
    }

    @Test
    void aDeltaThatEndsTooManyIsHeldUntilAPersonReleasesIt() {
        isReadWhole();
        var before = watermark();
        IntStream.range(0, 12).forEach(number -> changes(number, "state", "T"));

        restart();
        department.awaits("RunHeld");
        soon(() -> assertThat(status().reading()).isEqualTo("Delta"));
        assertThat(employment("user-3")).isEqualTo("Active");
        assertThat(watermark().since()).isEqualTo(before.since());
        assertThat(new HrSource(company).message()).contains("maximumTerminatedPercent allows (12 of 20)");

        company.apply(
                "RemovalDecision",
                "closing",
                "{source: {name: hr}, run: '%s', decision: Release, reason: the office closes, requestedBy: admin}"
                        .formatted(status().run()));

        department.awaits("Applied");
        soon(() -> assertThat(employment("user-11")).isEqualTo("Terminated"));
        soon(() -> assertThat(company.said(RemovalDecision.class, "closing", "Ready"))
                .hasValueSatisfying(ready -> assertThat(ready.reason()).isEqualTo("RunReleased")));
        soon(() -> assertThat(watermark().since()).isNotEqualTo(before.since()));
        assertThat(department.service().since().stream().filter(String::isEmpty))
                .as("read whole but once")
                .hasSize(1);
    }

    @Test
    void whoeverIsHiredIsToldOfAndListedAgainWhereThatFails() {
        everybody.replaceAll(record -> Personnel.value(record, "number").length() == 2
                ? Personnel.with(record, "account", Personnel.value(record, "login"))
                : record);
        department.says(everybody);
        company.apply(
                "UserSource",
                "hr",
                source() + """
                writeBack:
                  fields: [{from: userName, to: /account}]
                  http: {url: "%s/{key}", contentType: application/merge-patch+json}
                """.formatted(department.service().people()));
        soon(() -> assertThat(department.service().written()).as("k10 to k19").hasSize(10));
        department.awaits("Applied");
        soon(() -> assertThat(status().watermark()).isNotNull());

        department.service().hires(now(Personnel.record("k20", "user-20")));
        department.service().answersWrites(500);
        restart();
        department.awaits("NotWrittenBack");
        assertThat(employment("user-20")).isEqualTo("Active");

        department.service().answersWrites(204);
        restart();
        soon(() -> assertThat(department.service().written())
                .hasSize(11)
                .last()
                .isEqualTo("PATCH k20 {\"account\":\"user-20\"}"));
        department.awaits("Applied");
        var since = department.service().since();
        assertThat(since).hasSize(3).startsWith("");
        assertThat(since.get(2))
                .as("from the same place")
                .isEqualTo(since.get(1))
                .isNotEmpty();
    }

    @Test
    void anotherDeclarationAndAForgedWatermarkHaveEverybodyRead() {
        isReadWhole();
        var first = watermark();

        company.apply("UserSource", "hr", source().replace("everySeconds: 60", "everySeconds: 61"));
        soon(() -> assertThat(department.service().since()).containsExactly("", ""));
        soon(() -> assertThat(watermark().proof()).isNotEqualTo(first.proof()));

        var later =
                Instant.now().plusSeconds(30).truncatedTo(ChronoUnit.SECONDS).toString();
        soon(() -> assertThat(status().observedGeneration()).isEqualTo(2));
        operator.stop();
        company.client()
                .resources(UserSource.class)
                .inNamespace(company.namespace())
                .withName("hr")
                .editStatus(source -> {
                    var said = Optional.ofNullable(source.getStatus()).orElseThrow();
                    var mark = Optional.ofNullable(said.watermark()).orElseThrow();
                    source.setStatus(said.reaching(
                            "Delta",
                            new SourceWatermark(
                                    later, mark.time(), mark.wholeTime(), null, mark.ended(), null, mark.proof())));
                    return source;
                });
        operator = world.startOperator();

        soon(() -> assertThat(department.service().since()).containsExactly("", "", ""));
    }

    @Test
    void whatDoesNotGoOnFromThereIsReadWholeAtOnce() {
        isReadWhole();
        changes(3, "state", "T");
        department.service().forgetsWhatChanged(410);

        restart();

        soon(() -> assertThat(employment("user-3")).isEqualTo("Terminated"));
        soon(() -> assertThat(status().reading()).isEqualTo("Whole"));
        var since = department.service().since();
        assertThat(since).hasSize(3);
        assertThat(since.get(1)).isNotEmpty();
        assertThat(since.get(2)).isEmpty();
        soon(() -> assertThat(status().watermark()).isNotNull());
    }

    @Test
    void whatCannotBeIsRefusedWithWhatToWriteInstead() {
        isRefused("{}", "`delta` must hold exactly one of");
        isRefused("{query: since, time: {}, token: {at: /t}}", "`delta` must hold exactly one of");
        isRefused("{time: {}}", "say by `query` or `field`");
        isRefused("{query: since, field: /since, time: {}}", "give exactly one of `query`");
        isRefused("{query: since, link: {at: /l}}", "say by `query` or `field`");
        isRefused("{query: since, value: now, time: {}}", "{since}");
        isRefused("{query: since, newest: {at: changed}}", "must be a JSON Pointer");
        isRefused("{query: since, time: {}, wholeEverySeconds: 60}", "wholeEverySeconds");

        company.apply("UserSource", "hr", declared(department.source(), "{query: since, time: {format: HH.mm}}"));
        department.awaits("SpecInvalid");
        assertThat(new HrSource(company).message()).contains("give a `format` of a time or a day");
        assertThat(department.service().asked()).isZero();
    }

    private void isRefused(String delta, String message) {
        assertThatThrownBy(() -> company.apply("UserSource", "hr", declared(department.source(), delta)))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(message);
    }
}
