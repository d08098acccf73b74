package dev.usher.sync;

import static dev.usher.domain.access.Company.groups;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.FirstAccess;
import dev.usher.connector.Op;
import dev.usher.domain.access.Company;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.person.Employment;
import dev.usher.domain.person.Lock;
import dev.usher.domain.plan.Drift;
import dev.usher.domain.safety.Budget;
import dev.usher.domain.safety.Budgets;
import dev.usher.domain.safety.Limit;
import dev.usher.domain.safety.Order;
import dev.usher.domain.safety.Origin;
import dev.usher.domain.safety.Restraint;
import dev.usher.domain.safety.Ruling;
import dev.usher.domain.safety.Wave;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a person decides about a wave that is held. */
@Timeout(60)
class LaneRulingTest {
    private static final Origin ROLE = new Origin.OfEdit("Role", "people", "analyst", OptionalLong.of(7));
    private static final Origin MAPPING = new Origin.OfEdit("TargetApp", "people", "github", OptionalLong.of(7));

    /** A review counts everybody, which takes a while of thousands. */
    private final Stage stage = Stage.opened(Stage.lookedAfter(Duration.ofMillis(500)));

    private final FakeApp app = stage.app;

    @AfterEach
    void close() {
        stage.close();
    }

    /** People who hold a role. */
    private String[] people(int count) {
        var names =
                IntStream.range(0, count).mapToObj(number -> "user-" + number).toArray(String[]::new);
        for (var name : names) {
            stage.has(name, "analyst");
        }
        stage.settles(names);
        app.forgetLog();
        return names;
    }

    /** The role does not give them the app any more. */
    private void loseTheRole(String... names) {
        stage.census.isSwept(false);
        stage.census.lose(ROLE, names);
        for (var name : names) {
            stage.has(name);
        }
        stage.census.isSwept(true);
    }

    private void areHeld(String... names) {
        stage.awaits(
                "all of them are held",
                () -> Arrays.stream(names).allMatch(name -> stage.status(name).state() == AccountState.Held));
        stage.awaits("the wave is told", () -> !stage.lane.health().held().isEmpty());
    }

    private Wave wave() {
        return stage.lane.health().held().getFirst();
    }

    private Order order(Ruling.Sentence sentence, OptionalInt most) {
        return new Order(
                "uid-" + wave().id(),
                "case-7",
                wave().id(),
                sentence,
                most,
                stage.time.instant().plus(Duration.ofDays(7)));
    }

    private Order decides(Ruling.Sentence sentence) {
        var order = order(sentence, OptionalInt.empty());
        stage.lane.rule(List.of(order));
        return order;
    }

    private void areGone(String... names) {
        for (var name : names) {
            stage.settlesAs(AccountState.Disabled, name);
        }
    }

    private void areKept(String... names) {
        for (var name : names) {
            stage.fails(name, "KeptByDecision");
        }
    }

    private long active() {
        return app.accounts().stream()
                .filter(account ->
                        account.active() && account.attributes().userName().startsWith("user-"))
                .count();
    }

    private List<Ruling> rulings() {
        return stage.ledger.stored(app.id()).restraint().rulings();
    }

    /** Of thirty people who hold a role, twelve are to lose it by one edit, which is more than the limit lets go. */
    private String[] twelveOfThirtyAreHeld() {
        var lost = Arrays.copyOf(people(30), 12);
        loseTheRole(lost);
        areHeld(lost);
        return lost;
    }

    @Test
    void releasesEverybodyOfTheWaveAndSpendsNothingOfTheLimit() {
        var lost = twelveOfThirtyAreHeld();

        decides(Ruling.Sentence.RELEASE);

        areGone(lost);
        assertThat(active()).isEqualTo(18);
        assertThat(stage.ledger.stored(app.id()).restraint().windows()).isEmpty();
        assertThat(stage.lane.health().held()).isEmpty();
    }

    @Test
    void storesARulingBeforeAnybodyLosesAnything() {
        var lost = twelveOfThirtyAreHeld();
        stage.ledger.isBroken(true);

        decides(Ruling.Sentence.RELEASE);
        stage.awaits("the ledger is missed", () -> stage.lane.health().trouble().isPresent());
        assertThat(active()).isEqualTo(30);

        stage.ledger.isBroken(false);
        areGone(lost);
    }

    @Test
    @Timeout(240)
    void releasesThousandsAtOnce() {
        stage.waitsUpTo(Duration.ofSeconds(200));
        var names = people(1_100);
        var lost = Arrays.copyOf(names, 1_050);
        loseTheRole(lost);
        areHeld(lost);

        decides(Ruling.Sentence.RELEASE);

        areGone(lost);
        assertThat(active()).isEqualTo(50);
    }

    @Test
    void keepsEverybodyOfTheWaveForAsLongAsItStands() {
        var lost = twelveOfThirtyAreHeld();
        var id = wave().id();

        decides(Ruling.Sentence.KEEP);

        areKept(lost);
        var why = stage.fails("user-0", "KeptByDecision");
        assertThat(why.detail()).isEqualTo(Detail.KEPT);
        assertThat(why.message()).contains(id, "case-7", "Role analyst generation 7");
        assertThat(stage.lane.health().held()).isEmpty();

        stage.lane.limit(Budgets.STANDARD.with(Limit.REMOVALS, new Budget(100, 100, Duration.ofHours(1))));
        stage.everythingFoundHadItsTurn();
        assertThat(active())
                .as("a limit that would let them go changes nothing")
                .isEqualTo(30);
    }

    @Test
    void countsAnewWhomADecisionKeptOnceItIsDeleted() {
        var lost = twelveOfThirtyAreHeld();
        var id = wave().id();
        decides(Ruling.Sentence.KEEP);
        areKept(lost);

        stage.lane.rule(List.of());

        stage.awaits(
                "they are held once more", () -> !stage.lane.health().held().isEmpty());
        assertThat(wave().members()).hasSize(12);
        assertThat(wave().id()).isNotEqualTo(id);
        assertThat(active()).isEqualTo(30);
    }

    @Test
    void countsAnewWhomADecisionKeptOnceItsTimeIsOver() {
        var lost = Arrays.copyOf(people(30), 8);
        stage.lane.limit(Budgets.STANDARD.with(Limit.REMOVALS, new Budget(7, 0, Duration.ofHours(1))));
        loseTheRole(lost);
        areHeld(lost);
        decides(Ruling.Sentence.KEEP);
        areKept(lost);
        stage.lane.limit(Budgets.STANDARD);
        stage.everythingFoundHadItsTurn();
        assertThat(active()).isEqualTo(30);

        stage.passes(Duration.ofDays(8));

        areGone(lost);
    }

    @Test
    void aDecisionIsNotAboutWhoeverComesLater() {
        var names = people(40);
        var first = Arrays.copyOf(names, 12);
        var later = Arrays.copyOfRange(names, 12, 24);
        loseTheRole(first);
        areHeld(first);
        decides(Ruling.Sentence.RELEASE);
        areGone(first);

        loseTheRole(later);

        areHeld(later);
        assertThat(wave().members()).hasSize(12);
        assertThat(active()).isEqualTo(28);
    }

    @Test
    void whoeverComesLaterIsCountedWithoutThoseWhoAreKept() {
        var names = people(40);
        var first = Arrays.copyOf(names, 12);
        var later = Arrays.copyOfRange(names, 12, 20);
        loseTheRole(first);
        areHeld(first);
        decides(Ruling.Sentence.KEEP);
        areKept(first);

        loseTheRole(later);

        areGone(later);
        assertThat(active()).isEqualTo(32);
    }

    @Test
    void doesNothingWhereTheWaveTakesMoreThanWasLookedAt() {
        var lost = twelveOfThirtyAreHeld();

        stage.lane.rule(List.of(order(Ruling.Sentence.RELEASE, OptionalInt.of(11))));
        stage.everythingFoundHadItsTurn();
        assertThat(active()).isEqualTo(30);
        assertThat(rulings()).isEmpty();

        stage.lane.rule(List.of(order(Ruling.Sentence.RELEASE, OptionalInt.of(12))));
        areGone(lost);
    }

    @Test
    void doesNothingAboutAWaveOfAnotherName() {
        twelveOfThirtyAreHeld();
        var order = order(Ruling.Sentence.RELEASE, OptionalInt.empty());

        stage.lane.rule(List.of(
                new Order(order.uid(), order.name(), "0badcafe", order.sentence(), order.most(), order.until())));
        stage.everythingFoundHadItsTurn();

        assertThat(active()).isEqualTo(30);
        assertThat(rulings()).isEmpty();
    }

    @Test
    void standsOverARestartWhoeverTellsOfItThen() {
        var lost = twelveOfThirtyAreHeld();
        var order = decides(Ruling.Sentence.KEEP);
        areKept(lost);

        stage.census.lose(new Origin.Forgotten(), lost);
        stage.restart();
        for (var name : lost) {
            stage.asks(name);
        }
        stage.everythingFoundHadItsTurn();
        assertThat(active()).as("before anybody tells what is asked for").isEqualTo(30);
        assertThat(rulings()).hasSize(1);

        stage.lane.rule(List.of(order));
        stage.everythingFoundHadItsTurn();
        assertThat(active()).isEqualTo(30);
        assertThat(rulings())
                .singleElement()
                .satisfies(ruling -> assertThat(ruling.wave().members()).hasSize(12));
    }

    @Test
    void aLeaverGoesAlthoughADecisionKeepsWhatTheRoleTook() {
        var lost = twelveOfThirtyAreHeld();
        decides(Ruling.Sentence.KEEP);
        areKept(lost);

        stage.leaves("user-0");

        stage.settlesAs(AccountState.Disabled, "user-0");
        assertThat(active()).isEqualTo(29);
    }

    /** Whom a decision keeps of twelve who are suspended, once five of them went and the next five may go at once. */
    private String[] someAreKeptWhileTheyAreSuspended() {
        var names = Arrays.copyOf(people(30), 12);
        stage.lane.limit(Budgets.STANDARD.with(Limit.ATTESTED, new Budget(1, 1, Duration.ofHours(1))));
        for (var name : names) {
            stage.is(name, Employment.Status.Suspended);
        }
        stage.awaits("the others are held", () -> held(names).length == 12 - Restraint.RESERVE);
        stage.awaits("their wave is told", () -> !stage.lane.health().held().isEmpty());
        var held = held(names);
        decides(Ruling.Sentence.KEEP);
        areKept(held);
        stage.passes(Restraint.RESERVED_FOR);
        return held;
    }

    private String[] held(String... names) {
        return Arrays.stream(names)
                .filter(name -> stage.status(name).state() == AccountState.Held)
                .toArray(String[]::new);
    }

    @Test
    void aLeaverGoesAlthoughADecisionKeepsThemWhileTheyAreSuspended() {
        var held = someAreKeptWhileTheyAreSuspended();

        stage.leaves(held[0]);

        stage.settlesAs(AccountState.Disabled, held[0]);
        assertThat(active()).isEqualTo(30 - Restraint.RESERVE - 1);
    }

    @Test
    void nobodyGoesByTheReserveWhomADecisionKeptUntilNow() {
        var held = someAreKeptWhileTheyAreSuspended();

        stage.lane.rule(List.of());

        areHeld(held);
        stage.everythingFoundHadItsTurn();
        assertThat(active()).isEqualTo(30 - Restraint.RESERVE);
    }

    @Test
    void whoeverWasReleasedAndCameBackHasNoLicenceToGoAgain() {
        var lost = twelveOfThirtyAreHeld();
        decides(Ruling.Sentence.RELEASE);
        areGone(lost);
        for (var name : lost) {
            stage.has(name, "analyst");
        }
        stage.settles(lost);
        stage.awaits(
                "nobody is left of it",
                () -> rulings().stream()
                        .allMatch(ruling -> ruling.wave().members().isEmpty()));

        loseTheRole(lost);

        areHeld(lost);
        assertThat(active()).isEqualTo(30);
        assertThat(rulings())
                .singleElement()
                .satisfies(ruling -> assertThat(ruling.covered()).isEqualTo(12));
    }

    @Test
    void releasesAndKeepsEntitlements() {
        stage.lane.limit(Budgets.STANDARD.with(Limit.ENTITLEMENTS, new Budget(2, 0, Duration.ofHours(1))));
        var names = people(3);
        stage.census.isSwept(false);
        stage.census.lose(ROLE, names);
        for (var name : names) {
            stage.has(name, "auditor");
        }
        stage.census.isSwept(true);
        areHeld(names);

        decides(Ruling.Sentence.KEEP);
        areKept(names);
        for (var name : names) {
            assertThat(app.groupsOf(name)).isEqualTo(groups("analysts", "auditors", "readers"));
        }

        stage.lane.rule(List.of());
        stage.awaits(
                "they are held once more", () -> !stage.lane.health().held().isEmpty());
        decides(Ruling.Sentence.RELEASE);
        stage.settles(names);
        for (var name : names) {
            assertThat(app.groupsOf(name)).isEqualTo(groups("auditors", "readers"));
        }
    }

    @Test
    void releasesAndKeepsWhatAnEditChanges() {
        stage.titles("Analyst");
        var names = people(12);
        stage.lane.limit(Budgets.STANDARD.with(Limit.CHANGES, new Budget(11, 0, Duration.ofHours(1))));
        stage.census.change(MAPPING, names);
        stage.titles("Countess");
        for (var name : names) {
            stage.asks(name);
        }
        for (var name : names) {
            stage.fails(name, "ChangesHeld");
        }

        decides(Ruling.Sentence.KEEP);
        areKept(names);
        assertThat(title("user-0")).contains("Analyst");

        stage.lane.rule(List.of());
        stage.awaits(
                "they are held once more", () -> !stage.lane.health().held().isEmpty());
        decides(Ruling.Sentence.RELEASE);
        stage.settles(names);
        assertThat(title("user-0")).contains("Countess");
    }

    private Optional<String> title(String name) {
        return app.account(name).orElseThrow().attributes().get(Attributes.TITLE);
    }

    @Test
    void tellsWhatWasDecidedByTheHealthOfTheLane() {
        twelveOfThirtyAreHeld();
        var id = wave().id();

        decides(Ruling.Sentence.RELEASE);

        stage.awaits(
                "it is told", () -> !stage.lane.health().rulings().orElseThrow().isEmpty());
        assertThat(stage.lane.health().rulings().orElseThrow()).singleElement().satisfies(ruling -> {
            assertThat(ruling.wave().id()).isEqualTo(id);
            assertThat(ruling.covered()).isEqualTo(12);
            assertThat(ruling.name()).isEqualTo("case-7");
        });
    }

    private Order restores(String wave) {
        var order = new Order(
                "uid-restore-" + wave,
                "back-8",
                wave,
                Ruling.Sentence.RESTORE,
                OptionalInt.empty(),
                stage.time.instant().plus(Duration.ofDays(7)));
        stage.lane.rule(List.of(order));
        return order;
    }

    private void areBack(String... names) {
        for (var name : names) {
            stage.fails(name, "RestoredByDecision");
        }
        stage.awaits("their accounts are enabled", () -> Arrays.stream(names).allMatch(this::isActive));
    }

    private boolean isActive(String name) {
        return app.accounts().stream()
                .anyMatch(account ->
                        account.active() && account.attributes().userName().equals(name));
    }

    /** What is lost by a wave that a person let go. */
    private String released(String... lost) {
        loseTheRole(lost);
        areHeld(lost);
        var wave = wave().id();
        decides(Ruling.Sentence.RELEASE);
        areGone(lost);
        return wave;
    }

    @Test
    void restoresExactlyThoseWhomTheWaveTookWithTheSameAccounts() {
        var names = people(30);
        stage.leaves("user-29");
        stage.settlesAs(AccountState.Disabled, "user-29");
        var lost = Arrays.copyOf(names, 12);
        var before = stage.idOf("user-0");
        var wave = released(lost);

        restores(wave);

        areBack(lost);
        assertThat(active()).isEqualTo(29);
        assertThat(isActive("user-29")).as("whoever left by themselves").isFalse();
        assertThat(stage.idOf("user-0")).isEqualTo(before);
        var why = stage.fails("user-0", "RestoredByDecision");
        assertThat(why.message()).contains(wave, "back-8", "Role analyst generation 7");
    }

    @Test
    void whoIsBroughtBackGetsInBySomethingThatTheyKnow() {
        app.lets(FirstAccess.PASSWORD);
        stage.keeps(CredentialStory.giving(CredentialStory.passwords(true)));
        var lost = Arrays.copyOf(people(30), 12);
        var wave = released(lost);
        stage.awaits(
                "nobody knows their passwords",
                () -> Arrays.stream(lost).map(this::password).allMatch(FakeHandout::isNobodys));

        restores(wave);
        areBack(lost);

        for (var name : lost) {
            assertThat(stage.handout.of(name + "-github")).contains(password(name));
            assertThat(stage.status(name).ended()).isEmpty();
        }
    }

    private String password(String name) {
        return app.passwords().typed(stage.idOf(name)).orElse("");
    }

    /** A receipt counts by it. */
    @Test
    void saysThatSomebodyIsBackOnceTheyAreAndNotBefore() {
        var lost = Arrays.copyOf(people(30), 12);
        var wave = released(lost);
        app.always(Op.UPDATE, Fault.requestLost());

        restores(wave);
        stage.fails("user-0", "Restoring");
        stage.awaits("it was tried", () -> !app.log(Op.UPDATE).isEmpty());
        assertThat(Arrays.stream(lost).flatMap(name -> stage.failure(name).stream()))
                .noneMatch(why -> why.detail() == Detail.RESTORED);

        app.isWell();
        areBack(lost);
    }

    @Test
    void givesBackWhatWentWithTheAccounts() {
        var names = people(30);
        var lost = Arrays.copyOf(names, 12);
        var wave = released(lost);
        assertThat(app.groupsOf("user-0")).isEmpty();

        restores(wave);

        areBack(lost);
        stage.awaits(
                "they are in their groups again",
                () -> Arrays.stream(lost).allMatch(name -> app.groupsOf(name).equals(groups("analysts", "readers"))));
    }

    @Test
    void storesARestorationOverARestart() {
        var lost = Arrays.copyOf(people(30), 12);
        var wave = released(lost);
        restores(wave);
        areBack(lost);

        stage.restart();
        stage.everythingFoundHadItsTurn();

        areBack(lost);
        assertThat(active()).isEqualTo(30);
    }

    @Test
    void countsAnewWhatWasRestoredOnceThatIsDeleted() {
        var lost = Arrays.copyOf(people(30), 12);
        var wave = released(lost);
        restores(wave);
        areBack(lost);

        stage.lane.rule(List.of());

        areHeld(lost);
        assertThat(wave().id()).isNotEqualTo(wave);
        assertThat(active()).isEqualTo(30);
    }

    @Test
    void restoresNobodyWhoHasLeftSince() {
        var lost = Arrays.copyOf(people(30), 12);
        var wave = released(lost);
        stage.leaves("user-1");
        stage.settlesAs(AccountState.Disabled, "user-1");

        restores(wave);

        areBack("user-0", "user-2");
        stage.everythingFoundHadItsTurn();
        assertThat(isActive("user-1")).isFalse();
        assertThat(active()).isEqualTo(29);
    }

    @Test
    void restoresNobodyWhomALockShutsOutForAsLongAsItHolds() {
        var lost = Arrays.copyOf(people(30), 12);
        var wave = released(lost);
        stage.world.lock("user-1", new Lock(Company.NAMESPACE, "lock of user-1", Set.of(), Optional.empty()));
        stage.lane.offer(Stage.user("user-1"), Priority.LOCK);
        stage.settlesAs(AccountState.Disabled, "user-1");

        restores(wave);

        areBack("user-0", "user-2");
        stage.everythingFoundHadItsTurn();
        assertThat(isActive("user-1")).isFalse();
        assertThat(app.groupsOf("user-1")).isEmpty();
        assertThat(rulings().getFirst().wave().members())
                .as("it is still to come back")
                .hasSize(12);

        stage.world.lock("user-1");
        stage.asks("user-1");

        areBack("user-1");
        assertThat(app.groupsOf("user-1")).isEqualTo(groups("analysts", "readers"));
    }

    @Test
    void shutsOutWhomALockMeansAlsoAfterTheyAreBack() {
        var lost = Arrays.copyOf(people(30), 12);
        restores(released(lost));
        areBack(lost);

        stage.world.lock("user-1", new Lock(Company.NAMESPACE, "lock of user-1", Set.of(), Optional.empty()));
        stage.lane.offer(Stage.user("user-1"), Priority.LOCK);

        stage.settlesAs(AccountState.Disabled, "user-1");
        assertThat(isActive("user-1")).isFalse();
        assertThat(active()).isEqualTo(29);
    }

    /** Nobody else would notice. */
    @Test
    void restoresOnceMoreWhatSomebodyTookInTheApp() {
        var lost = Arrays.copyOf(people(30), 12);
        restores(released(lost));
        areBack(lost);
        stage.keeps(Drift.STANDARD);

        app.disables(stage.idOf("user-0"));
        stage.takesAnInventory();
        // One that was under way already may have passed by.
        stage.takesAnInventory();

        stage.awaits("the account is enabled again", () -> isActive("user-0"));
    }

    @Test
    void restoresThoseWhoseStartWasPutOffByMistake() {
        stage.lane.limit(Budgets.STANDARD.with(Limit.ATTESTED, new Budget(0, 0, Duration.ofHours(1))));
        var names = IntStream.range(0, Restraint.RESERVE + 2)
                .mapToObj(number -> "user-" + number)
                .toArray(String[]::new);
        for (var name : names) {
            stage.starts(name, "analysts");
        }
        stage.settles(names);
        stage.census.lose(new Origin.OfPerson(Origin.Matter.PAUSE), names);
        for (var name : names) {
            stage.prepares(name, "analysts");
        }
        stage.awaits(
                "all but the first are held",
                () -> stage.lane.health().held().stream().anyMatch(held -> held.amount() == 2));
        var wave = wave().id();
        decides(Ruling.Sentence.RELEASE);
        areGone(names);

        restores(wave);

        stage.awaits("two are back", () -> active() == 2);
        assertThat(Arrays.stream(names).filter(this::isActive))
                .allSatisfy(name -> stage.fails(name, "RestoredByDecision"));
    }

    @Test
    void holdsNobodyWhoIsToHaveItAgain() {
        var lost = Arrays.copyOf(people(30), 12);
        var wave = released(lost);
        restores(wave);
        areBack(lost);

        stage.has("user-0", "analyst");
        stage.settlesAs(AccountState.Active, "user-0");
        stage.leaves("user-0");

        stage.settlesAs(AccountState.Disabled, "user-0");
        assertThat(rulings().getFirst().wave().members()).hasSize(11);
    }

    @Test
    void restoresNothingOfAWaveThatNobodyKnows() {
        var lost = Arrays.copyOf(people(30), 12);
        released(lost);

        restores("w0badcaf");
        stage.everythingFoundHadItsTurn();

        assertThat(active()).isEqualTo(18);
        assertThat(rulings()).isEmpty();
    }

    @Test
    void restoresEntitlementsUntilTheyAreWantedAgain() {
        stage.lane.limit(Budgets.STANDARD.with(Limit.ENTITLEMENTS, new Budget(2, 0, Duration.ofHours(1))));
        var names = people(3);
        stage.census.isSwept(false);
        stage.census.lose(ROLE, names);
        for (var name : names) {
            stage.has(name, "auditor");
        }
        stage.census.isSwept(true);
        areHeld(names);
        var wave = wave().id();
        decides(Ruling.Sentence.RELEASE);
        for (var name : names) {
            stage.settlesAs(AccountState.Active, name);
            assertThat(app.groupsOf(name)).isEqualTo(groups("auditors", "readers"));
        }

        restores(wave);

        for (var name : names) {
            stage.fails(name, "RestoredByDecision");
            stage.awaits(
                    name + " has it back", () -> app.groupsOf(name).equals(groups("analysts", "auditors", "readers")));
        }
        stage.has("user-0", "auditor", "analyst");
        stage.settlesAs(AccountState.Active, "user-0");
        assertThat(rulings().getFirst().wave().members()).hasSize(2);
    }
}
