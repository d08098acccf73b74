package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.api.AccessLock;
import dev.usher.api.ProvisionedUser;
import dev.usher.domain.access.Resolution;
import dev.usher.domain.account.AppId;
import dev.usher.domain.quality.Related;
import dev.usher.simulator.StandingClock;
import dev.usher.sync.Facts;
import dev.usher.sync.Key;
import dev.usher.sync.Look;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lanes are told of somebody whom they look at again: the same, or what has changed, and nothing that was. */
class CachedLooksTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final AppId WIKI = new AppId("people", "wiki");
    private static final Key ADA = new Key.OfUser("people", "ada");
    private static final String SPEC =
            "{userName: ada, externalId: \"1\", manager: {name: grace}, roles: [{name: reader}]}";
    private static final String READS = "{grants: [{app: {name: wiki}}]}";

    private final Neighbourhood here = new Neighbourhood();
    private final Accesses accesses = here.accesses();
    private final StandingClock clock = new StandingClock(NOW);
    private final CachedWorld world = Wiring.world(here.caches, accesses, clock);

    @BeforeEach
    void adaReadsTheWiki() {
        world.locks().use(here.locks);
        world.holds().use(new Listing<>(List.of()));
        here.hasApp("wiki");
        here.hasRole("reader", READS);
        here.has("grace", "{userName: grace}");
        here.has("ada", SPEC);
    }

    private static Facts.OfPerson person(Look look) {
        assertThat(look.facts()).isInstanceOf(Facts.OfPerson.class);
        return (Facts.OfPerson) look.facts();
    }

    private Resolution resolved(Look look) {
        return person(look).resolve(clock.instant());
    }

    @Nested
    class AsLongAsNothingChanges {
        @Test
        void theSameIsSaid() {
            var first = world.look(ADA);
            clock.pass(Duration.ofMinutes(1));
            here.has("alan", "{userName: alan}");

            assertThat(first.again()).isSameAs(first);
            assertThat(first.facts()).isEqualTo(world.facts(ADA));
        }

        @Test
        void oneLaneHearsWhatAnotherHasFound() {
            var first = world.look(ADA);

            assertThat(world.look(ADA)).isSameAs(first);
            assertThat(world.look(new Key.OfUser("people", "grace"))).isNotSameAs(first);
        }

        /** Its members are counted again and again, and so are the accounts of an app. */
        @Test
        void nothingIsFoundOutAnewForAStatusOfARoleOrAnApp() {
            here.hasApp("people", "wiki", "k2v9");
            accesses.forget("people");
            var first = world.look(ADA);

            here.hasRole("people", "reader", READS, "{members: 12}");
            here.hasApp("people", "wiki", "k2v9");

            accesses.forget("people");
            assertThat(first.again()).isSameAs(first);
        }

        @Test
        void whatIsFoundOfAnAppThatIsEditedIsNotTheSame() {
            var first = world.look(ADA);

            here.hasApp("wiki", "suspend: {reason: moving}");

            accesses.forget("people");
            assertThat(first.again()).isNotSameAs(first);
        }

        /** There are few places for what was found, so that two may share one. */
        @Test
        void nobodyHearsWhatWasFoundOfSomebodyElse() {
            var found = new HashMap<Key, Look>();
            for (var user = 0; user < 300; user++) {
                here.has("user-" + user, "{userName: user-%d}".formatted(user));
                var key = new Key.OfUser("people", "user-" + user);
                found.put(key, world.look(key));
            }

            found.keySet().forEach(key -> assertThat(world.look(key).facts()).isEqualTo(world.facts(key)));
        }

        @Test
        void whoeverDecidesAboutThatVersionHearsIt() {
            var ada = version("1");
            var first = world.look(ADA);

            assertThat(world.person(ada)).containsSame(person(first));
        }

        @Test
        void nothingIsKeptWithWhichNobodyWorks() {
            var left = new WeakReference<>(world.look(ADA));

            await().untilAsserted(() -> {
                System.gc();
                assertThat(left.get()).isNull();
            });
        }
    }

    private ProvisionedUser version(String version) {
        var user = here.has("ada", SPEC);
        user.getMetadata().setResourceVersion(version);
        return user;
    }

    /** A status is said of the version of a user that it was decided of. */
    @Test
    void whoeverDecidesAboutAnotherVersionDoesNotHearOfTheCachedOne() {
        var earlier = version("1");
        here.has("ada", "{userName: lovelace}").getMetadata().setResourceVersion("2");
        var cached = world.look(ADA);

        assertThat(world.person(earlier)).isPresent().isNotEqualTo(Optional.of(person(cached)));
    }

    @Nested
    class IsSeenAtOnce {
        private Look before;

        @BeforeEach
        void adaWasLookedAt() {
            before = world.look(ADA);
        }

        private Look now() {
            var now = before.again();
            assertThat(now).isNotSameAs(before);
            assertThat(now.facts()).isEqualTo(world.facts(ADA));
            return now;
        }

        @Test
        void anEditOfTheUser() {
            here.has("ada", "{userName: lovelace, externalId: \"1\"}");

            assertThat(resolved(now()).apps()).isEmpty();
        }

        @Test
        void thatTheUserIsGone() {
            here.has("ada", SPEC).getMetadata().setDeletionTimestamp("2026-09-15T12:00:00Z");

            assertThat(now().facts()).isInstanceOf(Facts.None.class);
        }

        @Test
        void anEditOfARole() {
            here.hasRole("reader", "{}");
            accesses.forget("people");

            assertThat(resolved(now()).apps()).isEmpty();
        }

        @Test
        void anEditOfAnApp() {
            here.hasApp("wiki", "suspend: {reason: moving}");
            accesses.forget("people");

            assertThat(resolved(now()).apps()).isNotEqualTo(resolved(before).apps());
        }

        @Test
        void thatARoleWasDeleted() {
            here.isDeleted(here.hasRole("reader", READS));
            accesses.forget("people");

            assertThat(person(now()).basis().absent())
                    .isNotEqualTo(person(before).basis().absent());
        }

        @Test
        void aLock() {
            here.hasLock("out", "{user: {name: ada}}");

            assertThat(resolved(before).lockout().shuts(WIKI)).isFalse();
            assertThat(resolved(now()).lockout().shuts(WIKI)).isTrue();
        }

        @Test
        void aPolicy() {
            here.hasPolicy("people", "{workday: {zone: Europe/Paris}}");

            assertThat(person(now()).person()).isNotEqualTo(person(before).person());
        }

        @Test
        void thatSomebodyHasTheNameAndIsOlder() {
            here.since("2020-01-01T00:00:00Z", here.has("lovelace", "{userName: ada}"));

            assertThat(person(now()).around().taken()).isNotEmpty();
        }

        @Test
        void thatSomebodyHasTheKeyAndIsOlder() {
            here.since("2020-01-01T00:00:00Z", here.has("lovelace", "{userName: lovelace, externalId: \"1\"}"));

            assertThat(person(now()).identity()).isNotEqualTo(person(before).identity());
        }

        @Test
        void anAccountThatLostItsUserAndIsTheirs() {
            here.hasRetained(
                    "wiki-1",
                    "{app: {name: wiki}, tenant: k2v9, id: a1, externalId: \"1\", realm: people, user: ada, userName: ada}",
                    "{}");

            assertThat(person(now()).account(WIKI)).isPresent();
        }

        @Test
        void whatBecomesOfTheirManager() {
            here.has("grace", "{userName: grace, employments: [{id: main, status: Terminated}]}");

            assertThat(person(now()).around().manager().map(Related::standing)).contains(Related.Standing.Departed);
        }

        @Test
        void aFurtherIdentityOfTheirs() {
            here.has(
                    "people",
                    "ada-admin",
                    "{userName: ada-admin, person: {name: ada}}",
                    "{roles: [{name: reader, namespace: people}]}");

            assertThat(now()).isNotSameAs(before);
        }

        @Test
        void aLabelOfANamespace() {
            here.labels("people", Map.of("group", "acme"));

            assertThat(now()).isNotSameAs(before);
        }
    }

    @Nested
    class OfALock {
        private AccessLock lock;
        private Look before;

        @BeforeEach
        void adaIsLockedForAnHour() {
            lock = here.hasLock("out", "{user: {name: ada}, until: \"2026-09-15T13:00:00Z\"}");
            before = world.look(ADA);
        }

        private boolean isShut() {
            return resolved(before.again()).lockout().shuts(WIKI);
        }

        @Test
        void itsEndIsSeenWhenItComes() {
            clock.pass(Duration.ofMinutes(59));
            assertThat(before.again()).isSameAs(before);
            assertThat(isShut()).isTrue();

            clock.pass(Duration.ofMinutes(1));
            assertThat(before.again()).isNotSameAs(before);
            assertThat(isShut()).isFalse();
        }

        @Test
        void itsReleaseIsSeenAtOnce() {
            world.locks().release(lock);

            assertThat(isShut()).isFalse();
        }

        @Test
        void thatItIsKeptWithoutItsResourceIsSeenAtOnce() {
            here.locks.remove(lock);
            before = before.again();
            assertThat(isShut()).isFalse();

            world.locks().keep(lock);

            assertThat(isShut()).isTrue();
        }
    }

    @Test
    void thatTheirManagerLeavesOnADateIsSeenWhenItComes() {
        here.has("grace", "{userName: grace, employments: [{id: main, endTime: \"2026-09-15T13:00:00Z\"}]}");
        var before = world.look(ADA);
        clock.pass(Duration.ofMinutes(59));
        assertThat(before.again()).isSameAs(before);

        clock.pass(Duration.ofMinutes(1));

        assertThat(person(before.again()).around().manager().map(Related::standing))
                .contains(Related.Standing.Departed);
    }

    /** Whatever is edited, who looks again finds what somebody finds who looks for the first time. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void afterAnyEditWhatIsSaidAgainIsWhatIsSaidAnew(long seed) {
        var random = new Random(seed);
        var keys = List.of(ADA, new Key.OfUser("people", "grace"), new Key.OfRetained("people", "wiki-1"));
        var looks = new HashMap<Key, Look>();
        keys.forEach(key -> looks.put(key, world.look(key)));
        for (var edit = 0; edit < 200; edit++) {
            edit(random);
            looks.replaceAll((key, look) -> look.again());
            looks.forEach((key, look) -> assertThat(look.facts()).isEqualTo(world.facts(key)));
        }
    }

    private void edit(Random random) {
        var name = pick(random, "ada", "grace", "alan");
        var other = pick(random, "ada", "grace", "alan");
        switch (random.nextInt(9)) {
            case 0 -> here.has(name, "{userName: %s, externalId: \"%d\"}".formatted(other, random.nextInt(3)));
            case 1 -> here.has(name, "{userName: %s, manager: {name: %s}}".formatted(name, other));
            case 2 -> here.has(name, "{userName: %s, person: {name: %s}}".formatted(name, other));
            case 3 ->
                here.has(
                        "people",
                        name,
                        "{userName: " + name + ", roles: [{name: reader}]}",
                        "{userName: " + other + "}");
            case 4 -> {
                here.hasRole("reader", pick(random, READS, "{}"));
                accesses.forget("people");
            }
            case 5 ->
                here.hasRetained(
                        "wiki-1",
                        "{app: {name: wiki}, tenant: k2v9, id: a1, externalId: \"%d\", realm: people, user: %s, userName: %s}"
                                .formatted(random.nextInt(3), name, other),
                        "{}");
            case 6 ->
                here.hasLock(
                        "out",
                        "{user: {name: %s}, until: \"2026-09-15T1%d:00:00Z\"}".formatted(name, random.nextInt(10)));
            case 7 -> here.locks.remove(here.hasLock("out", "{user: {name: ada}}"));
            default -> clock.pass(Duration.ofMinutes(random.nextInt(20)));
        }
    }

    private static String pick(Random random, String... some) {
        return some[random.nextInt(some.length)];
    }
}
