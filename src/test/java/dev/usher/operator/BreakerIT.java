package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static dev.usher.operator.TwoPlaces.EVERYBODY;
import static dev.usher.operator.TwoPlaces.LONDON;
import static dev.usher.operator.TwoPlaces.PARIS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.AccountEntry;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.RetainedAccount;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a mistake costs that would take access from many, through a real API server and the packaged operator. */
@ExtendWith(WithControlPlane.class)
class BreakerIT {
    private static final int COMPANIES = 8;
    private static final Duration COUNTED = Duration.ofSeconds(60);
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
    void everybodyIsInTheApp() {
        people = TwoPlaces.in(world.company());
        company = people.company();
        wiki = people.wiki();
        wiki.simulator().reset();
    }

    private void isHeld(List<String> names, String cause) {
        soon(
                COUNTED,
                () -> assertThat(people.held()).singleElement().satisfies(wave -> {
                    assertThat(wave.cause()).isEqualTo(cause);
                    assertThat(wave.count()).isEqualTo(names.size());
                }));
        soon(
                COUNTED,
                () -> assertThat(names)
                        .allSatisfy(name -> assertThat(company.account(name, "wiki"))
                                .extracting(AccountEntry::state, AccountEntry::reason)
                                .containsExactly("Held", "RemovalsHeld")));
        assertThat(EVERYBODY).allMatch(wiki::lets);
        assertThat(wiki.simulator().writes()).isZero();
    }

    @Test
    void aSlipInARuleTakesNothingFromAnybodyAndIsUndoneByTheEditThatTakesItBack() {
        people.rule("user.location in ['London', 'Pariss']");
        isHeld(PARIS, "Role employee generation 2");
        var wave = people.held().getFirst();
        assertThat(company.account("user-12", "wiki").message())
                .contains(wave.wave(), "Role employee generation 2", "spec.safety.removals");
        assertThat(company.ready("user-12").reason()).isEqualTo("RemovalsHeld");
        soon(() -> assertThat(company.said(TargetApp.class, "wiki", "RemovalsHeld"))
                .hasValueSatisfying(
                        said -> assertThat(said.message()).contains(wave.wave(), "12", "Role employee generation 2")));

        soon(() -> assertThat(company.client()
                        .events()
                        .v1()
                        .events()
                        .inNamespace(company.namespace())
                        .list()
                        .getItems())
                .filteredOn(event -> "wiki".equals(event.getRegarding().getName()))
                .filteredOn(event -> "RemovalsHeld".equals(event.getReason()))
                .singleElement()
                .satisfies(event -> assertThat(event.getNote()).contains(wave.wave(), "Role employee generation 2")));

        people.declares("user-0", "Terminated");
        soon(() -> assertThat(wiki.lets("user-0")).isFalse());
        company.user("newcomer", "{userName: newcomer, location: London}");
        company.awaitReady("newcomer");

        assertThat(operator.stop()).isZero();
        operator = world.startOperator();
        company.user("another", "{userName: another, location: London}");
        company.awaitReady("another");
        assertThat(people.held()).containsExactly(wave);
        assertThat(PARIS).allMatch(wiki::lets);
        wiki.simulator().reset();

        people.rule("user.location in ['London', 'Paris']");

        PARIS.forEach(company::awaitReady);
        soon(Duration.ofSeconds(90), () -> {
            assertThat(people.held()).isEmpty();
            assertThat(company.said(TargetApp.class, "wiki", "RemovalsHeld")).isEmpty();
        });
        assertThat(wiki.simulator().writes()).isZero();
    }

    @Test
    void aMappingThatWouldChangeTooManyIsHeldUntilItIsUndoneOrAllowed() {
        var few = "safety: {changes: {count: 5}}\n";
        company.declare("wiki", wiki.simulator().endpoint(), few);
        company.awaitRolledOut("wiki");
        wiki.simulator().reset();

        company.declare(
                "wiki", wiki.simulator().endpoint(), few + "attributes: [{to: title, value: \"'Countess'\"}]\n");

        soon(
                COUNTED,
                () -> PARIS.forEach(name ->
                        assertThat(company.account(name, "wiki").reason()).isEqualTo("ChangesHeld")));
        soon(() -> assertThat(company.said(TargetApp.class, "wiki", "ChangesHeld"))
                .hasValueSatisfying(said -> assertThat(said.message()).contains("`spec.safety.changes`")));
        assertThat(wiki.simulator().writes()).isZero();

        company.declare("wiki", wiki.simulator().endpoint(), few);

        PARIS.forEach(company::awaitReady);
        assertThat(wiki.simulator().writes()).isZero();

        company.declare("wiki", wiki.simulator().endpoint(), "attributes: [{to: title, value: \"'Countess'\"}]\n");

        soon(
                COUNTED,
                () -> PARIS.forEach(name ->
                        assertThat(wiki.account(name).path("title").asText()).isEqualTo("Countess")));
        soon(COUNTED, () -> company.isRolledOut("wiki"));
        PARIS.forEach(company::awaitReady);
    }

    @Test
    void whatIsMeantGoesOnceTheLimitAllowsIt() {
        company.declare("wiki", wiki.simulator().endpoint(), """
                users: "user.location == 'London'"
                """);
        isHeld(PARIS, "TargetApp wiki generation 2");

        company.declare("wiki", wiki.simulator().endpoint(), """
                users: "user.location == 'London'"
                safety: {removals: {count: 12}}
                """);

        soon(COUNTED, () -> {
            assertThat(PARIS).noneMatch(wiki::lets);
            assertThat(LONDON).allMatch(wiki::lets);
            assertThat(people.held()).isEmpty();
        });
        PARIS.forEach(company::awaitReady);
    }

    @Test
    void aSmallEditGoesByItself() {
        people.rule("user.location == 'London' || user.userName in ['user-12', 'user-13', 'user-14', 'user-15']");

        soon(COUNTED, () -> assertThat(PARIS.subList(4, 12)).noneMatch(wiki::lets));
        soon(COUNTED, () -> company.isRolledOut(Role.class, "employee"));
        assertThat(EVERYBODY.subList(0, 16)).allMatch(wiki::lets);
        PARIS.forEach(company::awaitReady);
        assertThat(people.held()).isEmpty();
    }

    @Test
    void ofAMistakenPruneFiveGoAtOnceAndTheRestComesBackUntouched() {
        var pruned = EVERYBODY.subList(4, 24);
        pruned.forEach(name -> company.delete(ProvisionedUser.class, name));

        soon(COUNTED, () -> {
            assertThat(pruned)
                    .allSatisfy(name -> assertThat(company.find(ProvisionedUser.class, name))
                            .isEmpty());
            assertThat(company.retained())
                    .filteredOn(account -> "Held".equals(state(account)))
                    .hasSize(pruned.size() - 5);
        });
        soon(COUNTED, () -> assertThat(pruned).filteredOn(wiki::lets).hasSize(pruned.size() - 5));

        pruned.forEach(name -> people.declares(name, "Active"));

        pruned.forEach(company::awaitReady);
        assertThat(EVERYBODY).allMatch(wiki::lets);
        soon(() -> assertThat(company.retained()).isEmpty());
        assertThat(wiki.simulator().writes())
                .as("five were disabled and enabled again")
                .isEqualTo(10);
    }

    private static String state(RetainedAccount account) {
        return account.getStatus() == null
                ? ""
                : String.valueOf(account.getStatus().state());
    }

    @Test
    void leaversGoByTheLimitOfThoseWhoAreAttested() {
        company.declare("wiki", wiki.simulator().endpoint(), "safety: {attested: {count: 12}, removals: {count: 0}}\n");
        company.awaitRolledOut("wiki");

        PARIS.forEach(name -> people.declares(name, "Terminated"));

        soon(COUNTED, () -> assertThat(PARIS).noneMatch(wiki::lets));
        assertThat(LONDON).allMatch(wiki::lets);
    }

    @Test
    void whatDatesWillTakeIsSaidAheadBesideTheLimit() {
        company.declare("wiki", wiki.simulator().endpoint(), "safety: {attested: {count: 5, percent: 10}}\n");
        company.awaitRolledOut("wiki");
        var end = Instant.now().plus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS);

        PARIS.forEach(name -> company.user(
                name,
                "{userName: " + name + ", location: Paris, employments: [{id: main, status: Active, endTime: \"" + end
                        + "\"}]}"));

        soon(
                COUNTED,
                () -> assertThat(company.find(TargetApp.class, "wiki")
                                .orElseThrow()
                                .getStatus()
                                .forecast())
                        .containsExactly(
                                new TargetAppStatus.ForecastEntry(end.toString(), end.toString(), PARIS.size(), 0, 5)));
        soon(() -> assertThat(company.said(TargetApp.class, "wiki", "RemovalsForecast"))
                .hasValueSatisfying(said -> assertThat(said.message()).contains("12 accounts", "lets 5 go")));
        soon(() -> assertThat(operator.metrics().lines())
                .anySatisfy(line -> assertThat(line)
                        .startsWith("usher_forecast_ends{")
                        .contains(company.namespace())
                        .endsWith(" 12.0"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("usher_forecast_over_limit{")
                        .contains(company.namespace())
                        .endsWith(" 1.0")));
        assertThat(EVERYBODY).allMatch(wiki::lets);
    }

    @Test
    void aRoleThatIsDeletedGoesAndWhatItGaveIsHeld() {
        company.role("parisian", """
                {membership: {rule: "user.location == 'Paris'"}, grants: [{app: {name: wiki}}]}""");
        company.awaitRolledOut(Role.class, "parisian");
        soon(() -> assertThat(PARIS)
                .allSatisfy(name -> assertThat(company.status(name).roles()).hasSize(2)));
        people.rule("user.location == 'London'");
        company.awaitRolledOut(Role.class, "employee");

        company.delete(Role.class, "parisian");

        soon(COUNTED, () -> assertThat(company.find(Role.class, "parisian")).isEmpty());
        isHeld(PARIS, "Role parisian, which is gone");
        soon(() -> assertThat(operator.metrics().lines())
                .anySatisfy(line -> assertThat(line)
                        .startsWith("usher_waves_held{")
                        .contains(company.namespace())
                        .endsWith(" 1.0"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("usher_waves_held_amount{")
                        .contains(company.namespace())
                        .endsWith(" 12.0")));
    }
}
