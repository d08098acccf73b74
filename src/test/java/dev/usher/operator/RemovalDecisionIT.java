package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static dev.usher.operator.TwoPlaces.LONDON;
import static dev.usher.operator.TwoPlaces.PARIS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.api.AccountEntry;
import dev.usher.api.RemovalDecision;
import dev.usher.api.RemovalDecisionStatus;
import dev.usher.cluster.CommandLineProcess;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.Ran;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A person decides about a wave that is held, through a real API server and the packaged operator. */
@ExtendWith(WithControlPlane.class)
class RemovalDecisionIT {
    private static final int COMPANIES = 6;
    private static final Duration COUNTED = Duration.ofSeconds(90);
    private static OperatorWorld world;
    private static OperatorProcess operator;

    private TwoPlaces people;
    private Company company;
    private App wiki;

    @BeforeAll
    static void startTheOperator(ControlPlane plane, TestNamespace home) {
        world = OperatorWorld.prepare(plane, home, COMPANIES);
        operator = world.startOperator();
    }

    @AfterAll
    static void end() {
        world.close();
    }

    @BeforeEach
    void aSlipInARuleIsHeld() {
        people = TwoPlaces.in(world.company());
        company = people.company();
        wiki = people.wiki();
        people.rule("user.location in ['London', 'Pariss']");
        areHeld(PARIS);
    }

    private void areHeld(List<String> names) {
        soon(
                COUNTED,
                () -> assertThat(people.held())
                        .singleElement()
                        .satisfies(wave -> assertThat(wave.count()).isEqualTo(names.size())));
        are(names, "RemovalsHeld");
    }

    private void are(List<String> names, String reason) {
        soon(
                COUNTED,
                () -> assertThat(names)
                        .allSatisfy(name -> assertThat(company.account(name, "wiki"))
                                .extracting(AccountEntry::state, AccountEntry::reason)
                                .containsExactly("Held", reason)));
        assertThat(names).allMatch(wiki::lets);
    }

    private void decides(String name, String wave, String what) {
        company.apply(
                "RemovalDecision",
                name,
                "{app: {name: wiki}, wave: %s, %s, reason: case 7, requestedBy: admin}".formatted(wave, what));
    }

    private RemovalDecisionStatus status(String name) {
        return company.find(RemovalDecision.class, name).orElseThrow().getStatus();
    }

    private void says(String name, String reason) {
        soon(
                COUNTED,
                () -> assertThat(company.said(RemovalDecision.class, name, "Ready"))
                        .hasValueSatisfying(ready -> assertThat(ready.reason()).isEqualTo(reason)));
    }

    private void arePut(List<String> names) {
        soon(COUNTED, () -> assertThat(names).noneMatch(wiki::lets));
    }

    @Test
    void releasesWhoeverIsOfTheWave() {
        decides("let-go", people.held().getFirst().wave(), "count: 12, decision: Release");

        says("let-go", "WaveReleased");
        arePut(PARIS);
        assertThat(status("let-go"))
                .extracting(
                        RemovalDecisionStatus::members,
                        RemovalDecisionStatus::released,
                        RemovalDecisionStatus::left,
                        RemovalDecisionStatus::kept,
                        RemovalDecisionStatus::cause)
                .containsExactly(12, 12, 0, null, "Role employee generation 2");
        assertThat(company.said(RemovalDecision.class, "let-go", "Complete"))
                .hasValueSatisfying(said -> assertThat(said.status()).isEqualTo("True"));
        assertThat(LONDON).allMatch(wiki::lets);
        soon(COUNTED, () -> {
            assertThat(people.held()).isEmpty();
            assertThat(PARIS)
                    .allSatisfy(name ->
                            assertThat(company.account(name, "wiki").state()).isEqualTo("Disabled"));
        });
    }

    @Test
    void keepsWhoeverIsOfTheWaveUntilItIsDeletedAlsoOverARestart() {
        var wave = people.held().getFirst().wave();
        decides("stay", wave, "decision: Keep");

        says("stay", "WaveKept");
        are(PARIS, "KeptByDecision");
        assertThat(company.account("user-12", "wiki").message()).contains(wave, "stay");
        assertThat(company.ready("user-12").reason()).isEqualTo("KeptByDecision");
        assertThat(status("stay").kept()).isEqualTo(12);
        soon(COUNTED, () -> assertThat(people.held()).isEmpty());

        assertThat(operator.stop()).isZero();
        operator = world.startOperator();
        company.user("another", "{userName: another, location: London}");
        company.awaitReady("another");
        are(PARIS, "KeptByDecision");

        company.delete(RemovalDecision.class, "stay");

        areHeld(PARIS);
        soon(COUNTED, () -> assertThat(people.held().getFirst().wave()).isNotEqualTo(wave));
    }

    @Test
    void doesNothingAboutAWaveThatHasGrownOrIsNotHeld() {
        decides("too-few", people.held().getFirst().wave(), "count: 11, decision: Release");
        decides("no-such", "0badcafe", "count: 1, decision: Release");

        says("too-few", "WaveHasGrown");
        says("no-such", "WaveNotFound");
        assertThat(PARIS).allMatch(wiki::lets);
        assertThat(status("no-such").members()).isNull();
        assertThatThrownBy(() -> decides("too-few", people.held().getFirst().wave(), "count: 12, decision: Release"))
                .hasMessageContaining("a decision must not be changed");
        assertThatThrownBy(() -> decides("blind", people.held().getFirst().wave(), "decision: Release"))
                .hasMessageContaining("a release says in `count` how much was looked at");
    }

    @Test
    void endsWithItsTime() {
        decides("for-a-minute", people.held().getFirst().wave(), "decision: Keep, ttlSeconds: 60");
        are(PARIS, "KeptByDecision");

        says("for-a-minute", "DecisionOver");

        areHeld(PARIS);
    }

    @Test
    void bringsBackWhatAWaveTookAndKeepsItOverARestart() {
        var wave = people.held().getFirst().wave();
        decides("let-go", wave, "count: 12, decision: Release");
        says("let-go", "WaveReleased");
        arePut(PARIS);
        var id = company.account("user-12", "wiki").id();

        decides("back", wave, "decision: Restore");

        says("back", "WaveRestored");
        are(PARIS, "RestoredByDecision");
        assertThat(company.account("user-12", "wiki").id()).isEqualTo(id);
        assertThat(company.account("user-12", "wiki").message()).contains(wave, "back");
        assertThat(status("back"))
                .extracting(
                        RemovalDecisionStatus::members,
                        RemovalDecisionStatus::restored,
                        RemovalDecisionStatus::locked,
                        RemovalDecisionStatus::gone,
                        RemovalDecisionStatus::left)
                .containsExactly(12, 12, 0, 0, 0);

        assertThat(operator.stop()).isZero();
        operator = world.startOperator();
        company.user("another", "{userName: another, location: London}");
        company.awaitReady("another");
        are(PARIS, "RestoredByDecision");

        company.delete(RemovalDecision.class, "back");

        areHeld(PARIS);
        soon(COUNTED, () -> assertThat(people.held().getFirst().wave()).isNotEqualTo(wave));
    }

    private void gives(String condition) {
        company.role("employee", """
                {membership: {rule: "%s"},
                 grants: [{app: {name: wiki}, entitlements: [{kind: group, value: staff}]}]}""".formatted(condition));
    }

    private Map<String, String> ids() {
        return TwoPlaces.EVERYBODY.stream().collect(Collectors.toMap(name -> name, wiki::idOf));
    }

    private Ran usher(String... arguments) {
        return CommandLineProcess.run(company.plane().kubeconfig(), arguments);
    }

    private void lock(String name, String more) {
        company.apply(
                "AccessLock",
                "lock-of-" + name,
                "{user: {name: %s}, reason: case 9, requestedBy: admin%s}".formatted(name, more));
    }

    /** Also where somebody was locked in the meantime: they come back once the lock has ended. */
    @Test
    void bringsBackByTheCommandLineWhatWasLetGoByMistake() {
        wiki.withGroups("staff");
        gives("user.location in ['London', 'Paris']");
        soon(COUNTED, () -> assertThat(wiki.members("staff")).hasSize(TwoPlaces.EVERYBODY.size()));
        soon(
                COUNTED,
                () -> assertThat(people.held())
                        .as("the first slip is forgotten")
                        .isEmpty());
        var members = Set.copyOf(wiki.members("staff"));
        var ids = ids();
        gives("user.location in ['London', 'Pariss']");
        areHeld(PARIS);
        var wave = people.held().getFirst().wave();
        decides("mistake", wave, "count: 12, decision: Release");
        says("mistake", "WaveReleased");
        arePut(PARIS);
        soon(COUNTED, () -> assertThat(wiki.members("staff")).hasSize(LONDON.size()));
        lock("user-12", "");
        soon(
                COUNTED,
                () -> assertThat(company.status("user-12").lifecycleState()).isEqualTo("Locked"));

        soon(
                COUNTED,
                () -> assertThat(usher("held", "-n", company.namespace()).output())
                        .contains("wiki  " + wave + "  took something from 12", "./usher restore " + wave));
        var ran = usher("restore", wave, "-n", company.namespace(), "--reason", "case 9");
        assertThat(ran.exitCode()).as(ran.errors()).isZero();
        assertThat(ran.output()).contains("restore-" + wave, "in wiki");
        assertThat(usher("restore", wave, "-n", company.namespace()).errors()).contains("already");

        var back = "restore-" + wave;
        says(back, "WaveRestored");
        assertThat(status(back))
                .extracting(RemovalDecisionStatus::restored, RemovalDecisionStatus::locked, RemovalDecisionStatus::left)
                .containsExactly(11, 1, 0);
        assertThat(PARIS.stream().filter(wiki::lets)).hasSize(11).doesNotContain("user-12");
        assertThat(ids()).isEqualTo(ids);
        assertThat(usher("why", "user-13", "wiki", "-n", company.namespace()).output())
                .contains("recorded: Held, RestoredByDecision", "brought back by RemovalDecision " + back);

        lock("user-12", ", released: {reason: over}");

        are(PARIS, "RestoredByDecision");
        assertThat(Set.copyOf(wiki.members("staff"))).isEqualTo(members);
        assertThat(ids()).isEqualTo(ids);
        says(back, "WaveRestored");
        soon(COUNTED, () -> assertThat(status(back).restored()).isEqualTo(12));

        gives("user.location in ['London', 'Paris']");

        PARIS.forEach(company::awaitReady);
        assertThat(Set.copyOf(wiki.members("staff"))).isEqualTo(members);
        company.delete(RemovalDecision.class, back);
        company.user("another", "{userName: another, location: London}");
        company.awaitReady("another");
        assertThat(PARIS).as("it is declared again").allMatch(wiki::lets);
    }
}
