package dev.usher.domain.access;

import static dev.usher.domain.access.Company.app;
import static dev.usher.domain.access.Company.group;
import static dev.usher.domain.access.Company.role;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.person.Employment;
import dev.usher.domain.person.LifecycleState;
import dev.usher.domain.person.Moment;
import dev.usher.domain.person.Person;
import dev.usher.domain.quality.Surroundings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every company, person and memory; a failure names its seed and its round. */
class ResolverPropertiesTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final int ROUNDS = 1_000;
    private static final int SOME = 6;

    /** One generated question. */
    private record Case(Company company, Person person, List<RoleKey> explicit, Memory memory) {
        Resolution resolve() {
            return resolve(explicit, memory);
        }

        Resolution resolve(List<RoleKey> roles, Memory known) {
            return Resolver.resolve(person, Surroundings.NONE, roles, company.access(), known, NOW);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void resolvingAgainWithWhatIsRememberedChangesNothing(long seed) {
        forEachCase(seed, (some, random) -> {
            var first = some.resolve();

            assertThat(some.resolve(some.explicit(), first.next())).isEqualTo(first);
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theOrderOfRolesNeverMatters(long seed) {
        forEachCase(seed, (some, random) -> {
            var shuffled = new ArrayList<>(some.explicit());
            shuffled.addAll(some.explicit());
            Collections.shuffle(shuffled, random);

            assertThat(some.resolve(shuffled, some.memory())).isEqualTo(some.resolve());
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void oneMoreGrantNeverTakesAnEntitlement(long seed) {
        forEachCase(seed, (some, random) -> {
            var before = entitlements(some.resolve());
            some.company()
                    .extendsRole(
                            role("r" + random.nextInt(SOME)),
                            new Grant(app("a" + random.nextInt(SOME)), Set.of(group("g" + random.nextInt(SOME)))));
            var after = entitlements(some.resolve());

            before.forEach(
                    (app, held) -> assertThat(after.getOrDefault(app, Set.of())).containsAll(held));
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void oneRoleLessNeverGivesAnything(long seed) {
        forEachCase(seed, (some, random) -> {
            var before = entitlements(some.resolve());
            var fewer = new ArrayList<>(some.explicit());
            if (!fewer.isEmpty()) {
                fewer.remove(random.nextInt(fewer.size()));
            }

            entitlements(some.resolve(fewer, some.memory()))
                    .forEach((app, held) ->
                            assertThat(before.getOrDefault(app, Set.of())).containsAll(held));
        });
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
    void nothingIsWantedForSomebodyWhoIsNotActive(long seed) {
        forEachCase(seed, (some, random) -> {
            var resolution = some.resolve();

            if (resolution.state() != LifecycleState.Active) {
                assertThat(resolution.apps().values()).noneMatch(Decision.Want.class::isInstance);
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
            some.company().losesRole("r" + random.nextInt(SOME));
            var managed = some.company().access();
            var after = some.resolve(some.explicit(), held.next());

            before.forEach((app, entitlements) -> {
                var decision = after.apps().get(app);
                if (decision instanceof Decision.Want want) {
                    var kept = new HashSet<>(want.account().entitlements());
                    kept.addAll(want.frozen());
                    var taken = new TreeSet<>(entitlements);
                    taken.retainAll(managed.managed(app));
                    taken.removeAll(kept);
                    assertThat(taken).isEmpty();
                } else if (decision != null) {
                    assertThat(decision).isNotInstanceOfAny(Decision.Disabled.class, Decision.Absent.class);
                }
            });
        });
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
        for (var round = 0; round < ROUNDS; round++) {
            try {
                check.of(someCase(random), random);
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ", round " + round + ": " + e.getMessage(), e);
            }
        }
    }

    private static Case someCase(Random random) {
        var company = new Company();
        for (var number = 0; number < SOME; number++) {
            if (random.nextInt(5) > 0) {
                company.hasApp("a" + number, oneOf(random, Reaction.values()));
            }
            if (random.nextInt(5) > 0) {
                company.hasRole("r" + number, someRoles(random), someGrants(random));
            }
        }
        return new Case(company, somePerson(random), someRoles(random), someMemory(random));
    }

    private static List<RoleKey> someRoles(Random random) {
        return random.ints(random.nextInt(4), 0, SOME)
                .mapToObj(number -> role("r" + number))
                .distinct()
                .toList();
    }

    private static Grant[] someGrants(Random random) {
        return random.ints(random.nextInt(3), 0, SOME)
                .mapToObj(number -> new Grant(
                        app("a" + number), random.nextBoolean() ? Set.of() : Set.of(group("g" + random.nextInt(SOME)))))
                .toArray(Grant[]::new);
    }

    private static Person somePerson(Random random) {
        if (random.nextInt(3) > 0) {
            return Company.person("ada");
        }
        var status = oneOf(random, Employment.Status.values());
        var start = Moment.parse(random.nextBoolean() ? "2026-01-01" : "2027-01-01");
        return Company.person("ada", new Employment("main", status, start, Optional.empty(), false));
    }

    private static <T> T oneOf(Random random, T[] all) {
        return List.of(all).get(random.nextInt(all.length));
    }

    private static Memory someMemory(Random random) {
        var roles = new HashMap<RoleKey, Held>();
        someRoles(random)
                .forEach(role -> roles.put(
                        role,
                        new Held(List.of(new Cause(Cause.Kind.Explicit, Optional.empty(), NOW.minusSeconds(9))))));
        var accounts = new HashMap<AppId, KnownAccount>();
        random.ints(random.nextInt(4), 0, SOME)
                .forEach(number -> accounts.put(
                        app("a" + number),
                        new KnownAccount(
                                Optional.of(new RemoteId("id" + number)),
                                Optional.of(Company.tenant("a" + number)),
                                oneOf(random, AccountState.values()),
                                Optional.empty(),
                                NOW)));
        return new Memory(roles, List.of(), Optional.empty(), Optional.empty(), Optional.empty(), accounts);
    }
}
