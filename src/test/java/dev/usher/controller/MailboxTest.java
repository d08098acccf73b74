package dev.usher.controller;

import static dev.usher.domain.access.Company.groups;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Takeover;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.person.LifecycleState;
import dev.usher.domain.plan.Unexplained;
import dev.usher.sync.Key;
import dev.usher.sync.Result;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final Key ADA = new Key.OfUser("people", "ada");
    private static final AppId WIKI = new AppId("people", "wiki");
    private static final String LEFT = "{userName: ada, employments: [{id: main, status: Terminated}]}";

    private final Neighbourhood here = new Neighbourhood();
    private final Mailbox mailbox = new Mailbox(here.caches);
    private final CachedWorld world = Wiring.world(here.caches, here.accesses(), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void tellsOfAnAccountThatWasMadeForSomebodyWhoLeavesBeforeItIsInTheStatus() {
        here.has("ada", LEFT);
        mailbox.put(ADA, WIKI, result(AccountState.Active, Optional.of(new RemoteId("7"))));

        assertThat(state()).isEqualTo(LifecycleState.Departed);
    }

    @Test
    void tellsOfNoAccountThatAnAppDidNotMake() {
        here.has("ada", LEFT);
        mailbox.put(ADA, WIKI, result(AccountState.Failed, Optional.empty()));

        assertThat(mailbox.accounts(ADA, NOW)).isEmpty();
        assertThat(state()).isEqualTo(LifecycleState.Purged);
    }

    @Test
    void changesNothingAboutAnAccountThatIsInTheStatus() {
        var ada = here.has(
                "people",
                "ada",
                LEFT,
                "{accounts: [{app: wiki, namespace: people, state: Deleted, since: \"2026-09-01T00:00:00Z\", id: \"7\"}]}");
        mailbox.put(ADA, WIKI, result(AccountState.Disabled, Optional.of(new RemoteId("7"))));

        var known = world.person(ada).orElseThrow();
        assertThat(known.knowing(mailbox.accounts(ADA, NOW))).isEqualTo(known);
    }

    /** A second look that reads nothing must not make anybody forget what the first one found. */
    @Test
    void keepsWhatAnAccountHoldsUntilItIsReadAgain() {
        here.has("ada", "{userName: ada}");
        var found = new Unexplained(new TreeSet<>(groups("by hand")), 1);
        mailbox.put(ADA, WIKI, holding("7", Optional.of(found)));
        mailbox.put(ADA, WIKI, holding("7", Optional.empty()));
        assertThat(mailbox.of(ADA, WIKI).flatMap(Result::unexplained)).contains(found);

        mailbox.put(ADA, WIKI, holding("7", Optional.of(Unexplained.NONE)));
        assertThat(mailbox.of(ADA, WIKI).flatMap(Result::unexplained)).contains(Unexplained.NONE);

        mailbox.put(ADA, WIKI, holding("8", Optional.empty()));
        assertThat(mailbox.of(ADA, WIKI).flatMap(Result::unexplained)).isEmpty();
    }

    /** Somebody joins in five apps, and nothing is made of an answer before the last one is there. */
    @Nested
    class WhileAppsOweAnAnswer {
        private static final Duration A_MOMENT = Duration.ofMillis(100);

        private final Mailbox patient = new Mailbox(here.caches, A_MOMENT);
        private final List<String> looked = new CopyOnWriteArrayList<>();
        private final AtomicBoolean complete = new AtomicBoolean();

        @BeforeEach
        void listen() {
            here.has("ada", "{userName: ada}");
            patient.completeBy(any -> complete.get());
            patient.users()
                    .setEventHandler(event ->
                            looked.add(event.getRelatedCustomResourceID().getName()));
            patient.users().start();
        }

        @AfterEach
        void close() {
            patient.close();
        }

        @Test
        void theUserIsLookedAtOnceForAllThatComeWithinAMoment() {
            for (var app : List.of("wiki", "shop", "mail")) {
                patient.put(ADA, new AppId("people", app), joined());
            }
            assertThat(looked).isEmpty();

            await().untilAsserted(() -> assertThat(looked).containsExactly("ada"));
        }

        @Test
        void theUserIsLookedAtRightAfterTheLast() {
            complete.set(true);
            patient.put(ADA, WIKI, joined());

            assertThat(looked).containsExactly("ada");
        }

        @Test
        void troubleAndAccessThatEndsAreReadAtOnce() {
            patient.put(ADA, WIKI, result(AccountState.Failed, Optional.empty()));
            assertThat(looked).hasSize(1);

            patient.put(ADA, WIKI, result(AccountState.Disabled, Optional.of(new RemoteId("7"))));
            assertThat(looked).hasSize(2);

            patient.put(
                    ADA,
                    WIKI,
                    new Result(
                            AccountState.Active,
                            Optional.of(new RemoteId("7")),
                            Optional.of(Tenant.of("wiki")),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(Failure.of(Kind.WAITING, Detail.NONE)),
                            false));
            assertThat(looked).hasSize(3);
        }

        private Result joined() {
            return result(AccountState.Active, Optional.of(new RemoteId("7")));
        }
    }

    private static Result holding(String id, Optional<Unexplained> unexplained) {
        return new Result(
                AccountState.Active,
                Optional.of(new RemoteId(id)),
                Optional.of(Tenant.of("wiki")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                unexplained,
                Takeover.NONE,
                Optional.empty());
    }

    private LifecycleState state() {
        var ada = here.caches.user("people", "ada").orElseThrow();
        return world.person(ada)
                .orElseThrow()
                .knowing(Map.copyOf(mailbox.accounts(ADA, NOW)))
                .resolve(NOW)
                .state();
    }

    private static Result result(AccountState state, Optional<RemoteId> id) {
        return new Result(
                state, id, Optional.of(Tenant.of("wiki")), Optional.empty(), Optional.empty(), Optional.empty(), false);
    }
}
