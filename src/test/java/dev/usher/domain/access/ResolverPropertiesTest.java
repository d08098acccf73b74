package dev.usher.domain.access;

import static dev.usher.domain.access.Company.app;
import static dev.usher.domain.access.Company.group;
import static dev.usher.domain.access.Company.role;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.person.Employment;
import dev.usher.domain.person.LifecycleState;
import dev.usher.domain.person.Main;
import dev.usher.domain.person.Transition;
import dev.usher.domain.quality.Problem;
import dev.usher.domain.rule.Truth;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every company, person and memory; a failure names its seed and its round. */
class ResolverPropertiesTest {
    private static final Instant NOW = Question.NOW;
    private static final Instant FAR = Instant.parse("2040-01-01T00:00:00Z");
    private static final int ROUNDS = 1_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void resolvingAgainWithWhatIsRememberedChangesNothing(long seed) {
        forEachCase(seed, (some, random) -> {
            var first = some.resolve();

            assertThat(some.resolve(some.asked(), first.next(), NOW)).isEqualTo(first);
        });
    }

    /** Nor that of what they contain and grant, of causes in memory, and of what is asked for. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theOrderOfRolesNeverMatters(long seed) {
        forEachCase(
                seed,
                (some, random) -> assertThat(
                                withCausesInOrder(some.withRolesShuffled(random).resolve()))
                        .isEqualTo(withCausesInOrder(some.resolve())));
    }

    /** What is remembered of a role that cannot be read is handed on as it was. */
    private static Resolution withCausesInOrder(Resolution resolution) {
        var next = resolution.next();
        var roles = new HashMap<RoleKey, Held>();
        next.roles()
                .forEach((role, held) -> roles.put(
                        role,
                        new Held(held.causes().stream()
                                .sorted(Comparator.comparing(Cause::toString))
                                .toList())));
        return new Resolution(
                resolution.state(),
                resolution.paused(),
                resolution.forgets(),
                resolution.apps(),
                Case.remembering(roles, next),
                resolution.transitions(),
                resolution.problems(),
                resolution.refused(),
                resolution.excepted(),
                resolution.lockout());
    }

    /** Of a role that is there: one that appears takes what might have been its own. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void oneMoreGrantNeverTakesAnEntitlement(long seed) {
        forEachCase(seed, (some, random) -> {
            var before = entitlements(some.resolve());
            var extended = role("r" + random.nextInt(Cases.SOME));
            var more =
                    new Grant(app("a" + random.nextInt(Cases.SOME)), Set.of(group("g" + random.nextInt(Cases.SOME))));
            if (some.company().access().roles().containsKey(extended)) {
                some.company().extendsRole(extended, more);
            }
            var after = entitlements(some.resolve());

            before.forEach(
                    (app, held) -> assertThat(after.getOrDefault(app, Set.of())).containsAll(held));
        });
    }

    /** Except a role that was withheld because of it, or only kept for a grace and in its way, and what that one contains. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void oneRoleLessNeverGivesAnythingButWhatAConflictWithheld(long seed) {
        forEachCase(seed, (some, random) -> {
            var more = some.resolve();
            var fewer = new ArrayList<>(some.asked().assignments());
            if (!fewer.isEmpty()) {
                fewer.remove(random.nextInt(fewer.size()));
            }
            var less = some.resolve(new Asked(fewer, some.asked().elsewhere()), some.memory(), NOW);

            var before = entitlements(more);
            var access = some.company().access();
            var released = granted(access, contained(access, waiting(more)));
            entitlements(less).forEach((app, held) -> {
                var explained = new HashSet<>(before.getOrDefault(app, Set.of()));
                explained.addAll(released.getOrDefault(app, Set.of()));
                assertThat(explained).containsAll(held);
            });
        });
    }

    /** Except the role that the conflict names, or that is not there, and what was held through that one alone. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void oneRoleMoreTakesNothingButWhatAConflictNames(long seed) {
        forEachCase(seed, (some, random) -> {
            var before = steady(some);
            var more = new ArrayList<>(some.asked().assignments());
            var added = role("r" + random.nextInt(Cases.SOME));
            if (more.stream().noneMatch(assignment -> assignment.role().equals(added))) {
                more.add(new Assignment(added));
            }
            var after = some.resolve(new Asked(more, some.asked().elsewhere()), before.next(), NOW);

            var named = withheld(after);
            var granted = before.next().roles();
            var readable = some.company().access().roles().keySet();
            assertThat(after.next().roles().keySet())
                    .containsAll(granted.keySet().stream()
                            .filter(role -> isJustified(
                                    role,
                                    granted,
                                    (any, cause) -> cause.kind() != Cause.Kind.Grace
                                            && !named.contains(any)
                                            && readable.contains(any),
                                    new HashSet<>()))
                            .toList());
        });
    }

    /** What one cause gave goes with it, and nothing that another one gives. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void oneAssignmentLessTakesExactlyWhatItAloneJustified(long seed) {
        forEachCase(seed, (some, random) -> {
            var asked = some.asked();
            if (asked.assignments().isEmpty()) {
                return;
            }
            var before = steady(some);
            var fewer = new ArrayList<>(asked.assignments());
            var taken = fewer.remove(random.nextInt(fewer.size())).role();

            takesExactly(
                    some,
                    before,
                    some.resolve(new Asked(fewer, asked.elsewhere()), before.next(), NOW),
                    (role, cause) -> cause.kind() == Cause.Kind.Explicit && role.equals(taken));
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void oneRuleThatIsNoLongerTrueTakesExactlyWhatItAloneJustified(long seed) {
        forEachCase(seed, (some, random) -> {
            var name = "r" + random.nextInt(Cases.SOME);
            some.company().answers(Cases.rule(name), Truth.YES);
            var before = steady(some);
            some.company().answers(Cases.rule(name), Truth.NO);

            takesExactly(
                    some,
                    before,
                    some.resolve(some.asked(), before.next(), NOW),
                    (role, cause) -> cause.kind() == Cause.Kind.Rule && role.equals(role(name)));
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void oneContainedRoleLessTakesExactlyWhatItAloneJustified(long seed) {
        forEachCase(seed, (some, random) -> {
            var before = steady(some);
            var container = role("r" + random.nextInt(Cases.SOME));
            var contained = Optional.ofNullable(some.company().access().roles().get(container))
                    .map(RoleDefinition::inherits)
                    .orElse(List.of());
            if (contained.isEmpty()) {
                return;
            }
            var fewer = new ArrayList<>(contained);
            var taken = fewer.remove(random.nextInt(fewer.size()));
            some.company()
                    .inherits(
                            container.name(), fewer.stream().map(RoleKey::name).toArray(String[]::new));

            takesExactly(
                    some,
                    before,
                    some.resolve(some.asked(), before.next(), NOW),
                    (role, cause) -> role.equals(taken)
                            && cause.via().filter(container::equals).isPresent());
        });
    }

    /** What is decided of somebody of whom nothing else is about to change. */
    private static Resolution steady(Case some) {
        return some.resolve(some.asked(), some.resolve().next(), NOW);
    }

    private static void takesExactly(Case some, Resolution before, Resolution after, BiPredicate<RoleKey, Cause> gone) {
        if (isConflict(before) || isInDoubt(before) || isInDoubt(after)) {
            return;
        }
        var held = before.next().roles();
        var kept = new TreeSet<RoleKey>();
        for (var role : held.keySet()) {
            if (isJustified(role, held, gone.negate(), new HashSet<>())) {
                kept.add(role);
            }
        }
        var access = some.company().access();
        var left = after.next().roles().keySet();
        assertThat(left).containsAll(kept);
        kept.addAll(contained(access, waiting(before)));
        assertThat(kept).containsAll(left);
        var given = granted(access, left);
        entitlements(before).forEach((app, entitlements) -> {
            if (given.containsKey(app)) {
                assertThat(entitlements(after)).containsEntry(app, given.get(app));
            } else {
                assertThat(entitlements(after)).doesNotContainKey(app);
            }
        });
    }

    /** Roles that are withheld, or kept for a grace, which gives way without a word. */
    private static Set<RoleKey> waiting(Resolution resolution) {
        var waiting = withheld(resolution);
        resolution.next().roles().forEach((role, held) -> {
            if (held.causes().stream().anyMatch(cause -> cause.kind() == Cause.Kind.Grace)) {
                waiting.add(role);
            }
        });
        return waiting;
    }

    /** What roles give. */
    private static Map<AppId, Set<Entitlement>> granted(Access access, Set<RoleKey> roles) {
        var all = new HashMap<AppId, Set<Entitlement>>();
        for (var role : roles) {
            Optional.ofNullable(access.roles().get(role)).map(RoleDefinition::grants).orElse(List.of()).stream()
                    .filter(grant -> access.apps().containsKey(grant.app()))
                    .forEach(grant -> all.computeIfAbsent(grant.app(), app -> new HashSet<>())
                            .addAll(grant.entitlements()));
        }
        return all;
    }

    /** These roles and what they contain. */
    private static Set<RoleKey> contained(Access access, Set<RoleKey> roles) {
        var all = new HashSet<RoleKey>();
        var next = new ArrayDeque<>(roles);
        while (!next.isEmpty()) {
            var role = next.remove();
            if (all.add(role)) {
                Optional.ofNullable(access.roles().get(role))
                        .map(RoleDefinition::inherits)
                        .ifPresent(next::addAll);
            }
        }
        return all;
    }

    /** Whether a role has a cause that counts, itself or through others. */
    private static boolean isJustified(
            RoleKey role, Map<RoleKey, Held> roles, BiPredicate<RoleKey, Cause> counts, Set<RoleKey> underway) {
        return underway.add(role)
                && Optional.ofNullable(roles.get(role)).map(Held::causes).orElse(List.of()).stream()
                        .filter(cause -> counts.test(role, cause))
                        .anyMatch(cause -> cause.via()
                                .map(via -> isJustified(via, roles, counts, new HashSet<>(underway)))
                                .orElse(true));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nobodyHoldsTwoRolesThatConflictWithoutAnException(long seed) {
        forEachCase(seed, (some, random) -> {
            var resolution = some.resolve();
            var access = some.company().access();
            if (isInDoubt(resolution)) {
                return;
            }
            for (var role : resolution.next().roles().keySet()) {
                for (var other : access.conflictsOf(role)) {
                    if (resolution.next().roles().containsKey(other)) {
                        assertThat(isExcepted(some, role) || isExcepted(some, other))
                                .as("%s and %s", role, other)
                                .isTrue();
                    }
                }
            }
        });
    }

    private static boolean isExcepted(Case some, RoleKey role) {
        var names = new HashSet<>(Set.of("people/ada"));
        if (some.around().main() instanceof Main.Of of) {
            names.add(of.person().namespace() + "/" + of.person().name());
        }
        return Optional.ofNullable(some.company().access().roles().get(role)).stream()
                .flatMap(there -> there.separation().exceptions().stream())
                .anyMatch(exception -> names.contains(exception.user())
                        && exception.until().end(some.person().workday()).isAfter(NOW));
    }

    private static boolean isInDoubt(Resolution resolution) {
        return resolution.problems().stream()
                .anyMatch(problem ->
                        problem.kind() == Problem.Kind.RoleNotFound || problem.kind() == Problem.Kind.RuleUnknown);
    }

    private static boolean isConflict(Resolution resolution) {
        return !withheld(resolution).isEmpty();
    }

    /** The roles that a conflict keeps somebody from. */
    private static Set<RoleKey> withheld(Resolution resolution) {
        return resolution.refused().entrySet().stream()
                .filter(refused -> refused.getValue() instanceof Refusal.Because(Problem problem)
                        && problem.kind() == Problem.Kind.RoleConflict)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyAppThatIsRememberedHasADecision(long seed) {
        forEachCase(
                seed,
                (some, random) -> assertThat(some.resolve().apps().keySet())
                        .containsAll(some.memory().accounts().keySet()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothingIsWantedEnabledForSomebodyWhoHasNotStartedOrHasDeparted(long seed) {
        forEachCase(seed, (some, random) -> {
            var resolution = some.resolve();

            switch (resolution.state()) {
                case Planned, PreProvisioned ->
                    assertThat(wanted(resolution))
                            .noneMatch(want -> want.account().enabled());
                case Locked, Departed, Purged -> assertThat(wanted(resolution)).isEmpty();
                case Active, OnLeave, Suspended ->
                    assertThat(wanted(resolution))
                            .allMatch(want -> want.account().enabled());
            }
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aFrozenPersonIsNeverGivenAnythingNew(long seed) {
        forEachCase(seed, (some, random) -> {
            var resolution = some.resolve();
            var frozen = resolution.paused()
                    || resolution.problems().stream().anyMatch(problem -> problem.effect() == Problem.Effect.FREEZES);

            if (frozen) {
                assertThat(wanted(resolution)).isEmpty();
                assertThat(some.memory().accounts().keySet())
                        .containsAll(resolution.apps().keySet());
            }
        });
    }

    /** Until the instant that it names time alone changes nothing: that instant is all that has to be waited for. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothingChangesBeforeTheNextTransition(long seed) {
        forEachCase(seed, (some, random) -> {
            if (mayTurnOutNeverToHaveCome(some.around().main())) {
                return;
            }
            var first = some.resolve();
            var until = first.nextTransition().map(Transition::time).orElse(FAR);

            assertThat(some.resolve(some.asked(), first.next(), until.minusNanos(1)))
                    .isEqualTo(first);
        });
    }

    /** A further identity that departed by itself is not told of the end of what its person is missing. */
    private static boolean mayTurnOutNeverToHaveCome(Main main) {
        return main instanceof Main.Of of
                && !of.career().remembered().isEmpty()
                && of.career().declared().stream().allMatch(entry -> entry.status() == Employment.Status.Withdrawn);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void transitionsAreAheadAndInOrder(long seed) {
        forEachCase(
                seed,
                (some, random) -> assertThat(some.resolve().transitions())
                        .isSorted()
                        .doesNotHaveDuplicates()
                        .allMatch(transition -> transition.time().isAfter(NOW)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theOrderOfEmploymentsAndOfLeavesNeverMatters(long seed) {
        forEachCase(
                seed,
                (some, random) -> assertThat(some.shuffled(random).resolve()).isEqualTo(some.resolve()));
    }

    /** What nobody may read of a confidential employment is not shown as the next transition. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothingIsPreparedForAConfidentialStartAndNoneIsShown(long seed) {
        forEachCase(seed, (some, random) -> {
            var resolution = some.resolve();

            assertThat(resolution.shownTransition().filter(Transition::confidential))
                    .isEmpty();
            if (some.person().employments().stream().allMatch(Employment::confidential)
                    && some.around().main() instanceof Main.Own) {
                assertThat(resolution.state()).isNotEqualTo(LifecycleState.PreProvisioned);
            }
        });
    }

    /** A missing role is no reason to take anything away. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void losingTheDefinitionOfARoleTakesNothing(long seed) {
        forEachCase(seed, (some, random) -> {
            var held = some.resolve();
            var before = entitlements(held);
            some.company().losesRole("r" + random.nextInt(Cases.SOME));
            var managed = some.company().access();
            var after = some.resolve(some.asked(), held.next(), NOW);

            before.forEach((app, entitlements) -> {
                var decision = after.apps().get(app);
                if (decision instanceof Decision.Want want) {
                    var kept = new HashSet<>(want.account().entitlements());
                    kept.addAll(want.frozen());
                    var taken = new TreeSet<>(entitlements);
                    taken.retainAll(managed.ours(app).taken());
                    taken.removeAll(kept);
                    assertThat(taken).isEmpty();
                } else if (decision != null && !decision.equals(new Decision.Disabled(Why.NotStarted))) {
                    assertThat(decision).isNotInstanceOfAny(Decision.Disabled.class, Decision.Absent.class);
                }
            });
        });
    }

    private static List<Decision.Want> wanted(Resolution resolution) {
        return resolution.apps().values().stream()
                .filter(Decision.Want.class::isInstance)
                .map(Decision.Want.class::cast)
                .toList();
    }

    private static Map<AppId, Set<Entitlement>> entitlements(Resolution resolution) {
        var all = new HashMap<AppId, Set<Entitlement>>();
        resolution.apps().forEach((app, decision) -> {
            if (decision instanceof Decision.Want want) {
                all.put(app, want.account().entitlements());
            }
        });
        return all;
    }

    private interface Check {
        void of(Case some, Random random);
    }

    private static void forEachCase(long seed, Check check) {
        var random = new Random(seed);
        var cases = new Cases(random);
        for (var round = 0; round < ROUNDS; round++) {
            var some = cases.next();
            try {
                check.of(some, random);
            } catch (AssertionError e) {
                throw new AssertionError(
                        "seed " + seed + ", round " + round + ", " + some.person() + ", " + some.around() + ", "
                                + some.memory() + ": " + e.getMessage(),
                        e);
            }
        }
    }
}
