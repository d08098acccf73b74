package dev.usher.sync;

import static dev.usher.domain.access.Company.groups;
import static dev.usher.domain.access.Company.person;
import static dev.usher.domain.access.Company.roles;
import static dev.usher.sync.Stage.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.access.Company;
import dev.usher.domain.access.Phase;
import dev.usher.domain.access.Reaction;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.person.Employment;
import dev.usher.domain.person.Hold;
import dev.usher.domain.person.Lock;
import dev.usher.domain.person.Pause;
import dev.usher.domain.person.Person;
import dev.usher.domain.plan.Correlation;
import dev.usher.domain.plan.Drift;
import dev.usher.domain.rule.AccountRule;
import dev.usher.domain.safety.Budget;
import dev.usher.domain.safety.Budgets;
import dev.usher.domain.safety.Limit;
import dev.usher.domain.safety.OrphanTerms;
import dev.usher.domain.safety.Protection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Of whatever may be true of an account at the same time, two at a time: the table of docs/precedence.md.
 *
 * <p>Ada works, is in two groups, and the app deletes whoever departs.
 */
@Timeout(60)
class PrecedenceTest {
    private static final String LOST = "Grace";
    /** So many who depart in a short time go whatever the limits are. */
    private static final int RESERVE = 5;

    enum Circumstance {
        /** Her namespace is being deleted, says a live read. */
        TORN_DOWN,
        /** Nothing is written to the app. */
        OBSERVED,
        PROTECTED,
        LOCKED,
        DEPARTED,
        /** She is given another role. */
        GIVEN,
        /** What there is of her is not deleted. */
        KEPT,
        /** Nobody may lose anything. */
        LIMITED,
        /** Her resource asks to leave her alone. */
        FROZEN,
        /** Somebody changed her name in the app. */
        DRIFTED
    }

    enum Outcome {
        UNTOUCHED,
        DISABLED,
        DELETED,
        ENLARGED,
        MENDED,
        ENLARGED_AND_MENDED
    }

    /** A row has what follows where a circumstance and, from left to right, those below it are true; by first letters. */
    private static final String TABLE = """
            TORN_DOWN   .  .  .  .  E  .  .  .  M
            OBSERVED       .  .  .  .  .  .  .  .
            PROTECTED         .  .  .  .  .  .  .
            LOCKED               D  D  D  D  D  D
            DEPARTED                X  D  .  X  X
            GIVEN                      E  E  .  B
            KEPT                          .  .  M
            LIMITED                          .  M
            FROZEN                              .
            """;

    private final Stage stage = Stage.opened(new Stage(Duration.ofHours(1)));
    private final FakeApp app = stage.app;
    private final Set<Circumstance> circumstances = EnumSet.noneOf(Circumstance.class);

    @BeforeEach
    void adaWorks() {
        stage.world.company.hasApp("github", Reaction.Delete);
        stage.world.declare();
        stage.has("ada", "analyst");
        stage.settles("ada");
    }

    @AfterEach
    void ends() {
        stage.close();
    }

    static Stream<Arguments> pairs() {
        var all = Circumstance.values();
        var pairs = new ArrayList<Arguments>();
        var rows = TABLE.lines().map(row -> row.strip().split(" +")).toList();
        for (var i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i)[0]).isEqualTo(all[i].name());
            assertThat(rows.get(i)).hasSize(all.length - i);
            for (var j = i + 1; j < all.length; j++) {
                pairs.add(Arguments.of(all[i], all[j], outcome(rows.get(i)[j - i])));
            }
        }
        return pairs.stream();
    }

    /** The page that people read says the same: its last table has the same rows, with letters of its own. */
    @Test
    void isWhatThePageSays() throws IOException {
        var page = Files.readAllLines(Path.of("docs/precedence.md")).stream()
                .dropWhile(line -> !line.startsWith("| | left alone"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(PrecedenceTest::cells)
                .toList();

        assertThat(page)
                .isEqualTo(TABLE.lines()
                        .map(row -> Stream.of(row.strip().split(" +")).skip(1).toList())
                        .toList());
    }

    /** Those that say something, but for the first, in the letters of the table here. */
    private static List<String> cells(String line) {
        return Stream.of(line.split("\\|"))
                .map(String::strip)
                .filter(cell -> !cell.isEmpty())
                .skip(1)
                .map(cell -> switch (cell) {
                    case "·" -> ".";
                    case "G" -> "E";
                    case "GM" -> "B";
                    default -> cell;
                })
                .toList();
    }

    private static Outcome outcome(String letter) {
        return switch (letter) {
            case "." -> Outcome.UNTOUCHED;
            case "D" -> Outcome.DISABLED;
            case "X" -> Outcome.DELETED;
            case "E" -> Outcome.ENLARGED;
            case "M" -> Outcome.MENDED;
            case "B" -> Outcome.ENLARGED_AND_MENDED;
            default -> throw new IllegalArgumentException(letter);
        };
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @MethodSource("pairs")
    void ofTwoThatAreTrueThisFollows(Circumstance one, Circumstance other, Outcome outcome) {
        var id = stage.idOf("ada");
        areTrue(one, other);

        stage.asks("ada");

        stage.awaits("it is " + outcome, () -> outcome().equals(Optional.of(outcome)));
        hadHerTurn();
        assertThat(outcome()).hasValue(outcome);
        if (outcome == Outcome.UNTOUCHED) {
            assertThat(app.writes()).noneMatch(line -> line.contains(id.value()));
        }
    }

    private void areTrue(Circumstance... some) {
        circumstances.addAll(List.of(some));
        if (is(Circumstance.LIMITED)) {
            spendsTheReserve();
            stage.lane.limit(none(none(none(Budgets.STANDARD, Limit.REMOVALS), Limit.ATTESTED), Limit.ENTITLEMENTS));
        }
        if (is(Circumstance.TORN_DOWN)) {
            stage.world.confirms(Confirmation.TEARDOWN);
        }
        if (is(Circumstance.OBSERVED)) {
            stage.isIn(new Phase.Observe());
        }
        if (is(Circumstance.LOCKED)) {
            stage.world.lock("ada", new Lock(Company.NAMESPACE, "case-7", Set.of(), Optional.empty()));
        }
        if (is(Circumstance.KEPT)) {
            stage.world.hold(
                    "ada",
                    new Hold(Company.NAMESPACE, "matter-7", Set.of(Stage.identity("ada")), Set.of(), Optional.empty()));
        }
        if (is(Circumstance.DRIFTED)) {
            app.sets(stage.idOf("ada"), Attributes.DISPLAY_NAME, LOST);
        }
        stage.world.declare(
                user("ada"), ada(), is(Circumstance.GIVEN) ? roles("analyst", "auditor") : roles("analyst"));
        app.forgetLog();
        stage.keeps(new Upkeep(
                Duration.ofHours(1),
                Drift.STANDARD,
                OrphanTerms.STANDARD,
                Correlation.STANDARD,
                new Protection(is(Circumstance.PROTECTED) ? Optional.of(new AccountRule("ada")) : Optional.empty())));
    }

    private boolean is(Circumstance circumstance) {
        return circumstances.contains(circumstance);
    }

    private static Budgets none(Budgets budgets, Limit limit) {
        return budgets.with(limit, new Budget(0, 0, Duration.ofHours(1)));
    }

    private void spendsTheReserve() {
        for (var number = 0; number < RESERVE; number++) {
            stage.has("leaver-" + number, "guest");
            stage.settles("leaver-" + number);
        }
        for (var number = 0; number < RESERVE; number++) {
            stage.leaves("leaver-" + number);
            stage.settlesAs(AccountState.Deleted, "leaver-" + number);
        }
    }

    private Person ada() {
        var employed = is(Circumstance.DEPARTED)
                ? person("ada", Company.employment(Employment.Status.Terminated))
                : person("ada");
        return new Person(
                employed.namespace(),
                employed.name(),
                employed.type(),
                employed.identity(),
                employed.profile(),
                employed.employments(),
                employed.workday(),
                is(Circumstance.FROZEN) ? Optional.of(new Pause(Optional.empty())) : Optional.empty(),
                employed.created());
    }

    /** Empty: something is half done. */
    private Optional<Outcome> outcome() {
        var account = app.account("ada");
        if (account.isEmpty()) {
            return Optional.of(Outcome.DELETED);
        }
        if (!account.get().active()) {
            return Optional.of(Outcome.DISABLED);
        }
        var isMended = is(Circumstance.DRIFTED) && !isCalled(account.get(), LOST);
        var held = app.groupsOf(account.get().id());
        if (held.equals(groups("analysts", "readers", "auditors"))) {
            return Optional.of(isMended ? Outcome.ENLARGED_AND_MENDED : Outcome.ENLARGED);
        }
        return held.equals(groups("analysts", "readers"))
                ? Optional.of(isMended ? Outcome.MENDED : Outcome.UNTOUCHED)
                : Optional.empty();
    }

    private static boolean isCalled(Account account, String name) {
        return account.attributes().get(Attributes.DISPLAY_NAME).equals(Optional.of(name));
    }

    /** Whoever was asked for after her was worked on, again and again. */
    private void hadHerTurn() {
        for (var round : Arrays.asList("first", "second", "third")) {
            stage.asks("ada");
            stage.has(round, "guest");
            stage.awaits(
                    round + " was worked on", () -> stage.outbox.of(user(round)).isPresent());
        }
    }
}
