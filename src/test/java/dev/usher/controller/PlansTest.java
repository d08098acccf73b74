package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.TargetAppStatus;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.sync.Result;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlansTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final String RETAINED = "{app: {name: wiki}, externalId: \"1\", realm: people, reason: UserDeleted}";

    private final Neighbourhood here = new Neighbourhood();

    private void has(String name, String app, String reason, String steps) {
        here.has("people", name, "{userName: " + name + "}", """
                {accounts: [{app: %s, namespace: people, state: Active, since: x, reason: %s, planned: [%s]}]}
                """.formatted(app, reason, steps));
    }

    @Test
    void countWhatWouldBeDoneToTheAccountsOfAnApp() {
        var wiki = here.hasApp("wiki", "phase: Shadow");
        has("ada", "wiki", "OnlyPlanned", "update, removeEntitlements");
        has("bob", "wiki", "OnlyPlanned", "update");
        has("carl", "wiki", "AccountProtected", "disable");
        has("dora", "chat", "OnlyPlanned", "create");

        assertThat(Plans.counts(wiki, here.caches, NOW)).isEqualTo(new TargetAppStatus.Plan(0, 2, 0, 0, 1));
    }

    @Test
    void countAccountsWithoutAUserThatWaitToBeDisabledAndThoseWhoseTimeHasCome() {
        var wiki = here.hasApp("wiki", "phase: Observe");
        here.hasRetained(
                "wiki-1",
                RETAINED,
                "{state: Removing, conditions: [{type: Ready, status: \"False\", reason: OnlyPlanned}]}");
        here.hasRetained("wiki-2", RETAINED, "{state: Retained, purgeTime: \"2026-09-15T12:00:00Z\"}");
        here.hasRetained("wiki-3", RETAINED, "{state: Retained, purgeTime: \"2026-09-15T12:00:01Z\"}");
        here.hasRetained("wiki-4", RETAINED, "{state: Deleted}");

        assertThat(Plans.counts(wiki, here.caches, NOW)).isEqualTo(new TargetAppStatus.Plan(0, 0, 1, 1, 0));
    }

    @Test
    void areNoneWhereEverythingIsDone() {
        assertThat(Plans.counts(here.hasApp("wiki", "phase: Managed"), here.caches, NOW))
                .isNull();
    }

    /** It would be taken for an answer after a restart. */
    @Test
    void leaveNothingConfirmedOfAnAccountToWhichSomethingWouldBeDone() {
        var ada = here.has("people", "ada", "{userName: ada}", """
                {accounts: [{app: wiki, namespace: people, state: Active, since: x, applied: 1.before}]}
                """);
        var before = ada.getStatus().accounts().stream().findFirst();

        assertThat(Plans.applied(result(Failure.of(Kind.PLANNED, Detail.PLANNED, "update")), before))
                .isEmpty();
        assertThat(Plans.applied(result(Failure.of(Kind.WAITING, Detail.NONE)), before))
                .contains("1.before");
    }

    private static Result result(Failure failure) {
        return new Result(
                AccountState.Active,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(failure),
                false);
    }

    @Test
    void sayWhatWouldBeDoneInTheWordsOfAStatus() {
        assertThat(Plans.steps(Optional.of(Failure.of(Kind.PLANNED, Detail.PLANNED, "update, removeEntitlements"))))
                .containsExactly("update", "removeEntitlements");
        assertThat(Plans.steps(Optional.of(Failure.of(Kind.GONE, Detail.ENTITLEMENT, "group x"))))
                .isEmpty();
    }
}
