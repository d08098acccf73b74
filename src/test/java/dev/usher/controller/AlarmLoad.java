package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.RetainedAccount;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.rules.CelRulings;
import dev.usher.sync.Catalog;
import dev.usher.sync.Key;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Measures the whole way from a date to the queues of the lanes, each key decided, for many who fall due at one instant
 * among many more; {@code ./usher bench timers} runs it.
 */
public final class AlarmLoad {
    private static final int PEOPLE = 100_000;
    private static final int DUE = 10_000;
    private static final int ROUNDS = 5;
    private static final Duration MOST = Duration.ofSeconds(5);
    private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");
    private static final Instant END = Instant.parse("2026-12-31T00:00:00Z");

    private final FakeCache<ProvisionedUser> users = new FakeCache<>();
    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final Caches caches = new Caches(new Namespaces(Set.of()));
    private final CachedWorld world;

    /** Prints one row, and fails where the figure is beyond its bound. */
    public static void main(String[] arguments) throws InterruptedException {
        var load = new AlarmLoad(PEOPLE, DUE);
        var took = new long[ROUNDS];
        for (var round = 0; round < ROUNDS; round++) {
            took[round] = load.until(DUE).toMillis();
        }
        Arrays.sort(took);
        System.out.printf(
                "%-62s %10s   %s%n",
                "%,d of %,d people end at one instant, until lanes have all".formatted(DUE, PEOPLE),
                "≤ " + MOST.toMillis() + " ms",
                "%d ms (%d rounds: %d to %d)".formatted(took[ROUNDS / 2], ROUNDS, took[0], took[ROUNDS - 1]));
        System.exit(took[ROUNDS - 1] <= MOST.toMillis() ? 0 : 1);
    }

    /** So many people with one account each; those who are due end together, and all others go on. */
    private AlarmLoad(int people, int due) {
        var apps = new FakeCache<TargetApp>();
        caches.use(users, new FakeCache<Role>(), apps, new FakeCache<RetainedAccount>());
        caches.usePolicies(new FakeCache<ProvisioningPolicy>());
        apps.put(Neighbourhood.app("wiki"));
        for (var number = 0; number < people; number++) {
            users.put(user(number, number < due ? END : END.plus(Duration.ofDays(number % 1000L + 1))));
        }
        world = Wiring.world(
                caches,
                new Accesses(
                        caches,
                        new Declarations(new Catalog(List.of()), new KubernetesSerialization()),
                        new CelRulings(),
                        any -> true,
                        any -> false),
                clock);
    }

    private static ProvisionedUser user(int number, Instant end) {
        return Neighbourhood.user(
                "people",
                name(number),
                "{userName: u%d, externalId: \"%d\", employments: [{id: main, status: Terminated, endTime: \"%s\"}]}"
                        .formatted(number, number, end),
                "{accounts: [{app: wiki, namespace: people, state: Active, since: x, id: a%d, tenant: k2v9}]}"
                        .formatted(number));
    }

    private static String name(int number) {
        return "person-%06d".formatted(number);
    }

    /** How long after their instant the last of those who are due was offered to the lanes. */
    private Duration until(int due) throws InterruptedException {
        now.set(START);
        var left = new CountDownLatch(due);
        var alarm = new Alarm(caches, world, new Mailbox(caches), Wiring.lanes(clock), clock);
        var agenda = new Agenda(clock, key -> {
            alarm.ring(key);
            left.countDown();
        });
        users.list(any -> true).forEach(user -> note(agenda, user));
        agenda.start();
        var began = System.nanoTime();
        now.set(END);
        left.await();
        agenda.stop();
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** As its reconciler would have noted it. */
    private void note(Agenda agenda, ProvisionedUser user) {
        world.person(user)
                .flatMap(facts -> facts.resolve(clock.instant()).nextTransition())
                .ifPresent(next -> agenda.at(
                        new Key.OfUser(
                                user.getMetadata().getNamespace(),
                                user.getMetadata().getName()),
                        next.time()));
    }
}
