package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.RetainedAccount;
import dev.usher.controller.RetainedStatuses.Dates;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.AccessEnd;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.Takeover;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.person.Lock;
import dev.usher.sync.Aims;
import dev.usher.sync.Result;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetainedStatusesTest {
    private static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");
    private static final Instant IN_A_MONTH = NOW.plus(Duration.ofDays(30));
    private static final Dates PURGE = new Dates(Optional.of(IN_A_MONTH), Optional.empty(), Optional.empty());
    private static final Digests DIGESTS = new Digests("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    private static final Decision DISABLED = new Decision.Disabled(Why.UserDeleted);
    private static final Decision ABSENT = new Decision.Absent(Why.UserDeleted);

    private final RetainedAccount account = account();

    private static RetainedAccount account() {
        var account = new RetainedAccount();
        account.setMetadata(new ObjectMetaBuilder()
                .withNamespace("people")
                .withName("wiki-1")
                .withGeneration(1L)
                .build());
        return account;
    }

    private static Result result(AccountState state, Optional<Applied> applied) {
        return new Result(state, Optional.empty(), Optional.empty(), applied, applied, Optional.empty(), false);
    }

    private boolean isDone(Decision decision) {
        return RetainedStatuses.isDone(account, Optional.of(decision), DIGESTS);
    }

    private void becomes(AccountState state, Dates purge) {
        becomes(result(state, Aims.of(DISABLED, DIGESTS)), purge);
    }

    private void becomes(Result result, Dates purge) {
        account.setStatus(
                RetainedStatuses.of(account, Optional.of(DISABLED), purge, Optional.of(result), DIGESTS, NOW));
    }

    @Test
    void saysThatItIsDisabledAndWhatItsDeletionWaitsFor() {
        var why = Failure.of(Kind.HANDOVER_PENDING, Detail.STATUS, "202");
        var pending = new Result(
                AccountState.Disabled,
                Optional.empty(),
                Optional.empty(),
                Aims.of(ABSENT, DIGESTS),
                Optional.of(Aims.halfway(DIGESTS)),
                Optional.of(why),
                false);
        account.setStatus(RetainedStatuses.of(account, Optional.of(ABSENT), PURGE, Optional.of(pending), DIGESTS, NOW));
        isPending(why);
        assertThat(isDone(ABSENT)).isFalse();
        assertThat(PendingHandover.lost(account, Optional.of(ABSENT), DIGESTS))
                .as("it was counted when it was disabled")
                .isEmpty();
        assertThat(PendingHandover.lost(account, Optional.of(DISABLED), DIGESTS))
                .contains(DISABLED);

        // A restart is no news.
        account.setStatus(RetainedStatuses.of(account, Optional.of(ABSENT), PURGE, Optional.empty(), DIGESTS, NOW));
        isPending(why);

        var stays = RetainedStatuses.of(account, Optional.of(DISABLED), PURGE, Optional.of(pending), DIGESTS, NOW);
        assertThat(Conditions.of(stays.conditions(), "Ready"))
                .hasValueSatisfying(ready -> assertThat(ready.reason()).isEqualTo("Retained"));
    }

    private void isPending(Failure why) {
        assertThat(account.getStatus().state()).isEqualTo("Retained");
        assertThat(RetainedStatuses.seen(account)).contains(AccountState.Disabled);
        assertThat(Conditions.of(account.getStatus().conditions(), "Ready")).hasValueSatisfying(ready -> {
            assertThat(ready.status()).isEqualTo("False");
            assertThat(ready.reason()).isEqualTo("HandoverPending");
            assertThat(ready.message()).isEqualTo(why.message());
        });
    }

    @Test
    void saysThatAccessHasEndedUntilSomebodyIsLetInAgain() {
        becomes(ended(), PURGE);
        assertThat(account.getStatus().endedTime()).isEqualTo("2026-11-02T08:00:00Z");
        becomes(AccountState.Failed, PURGE);
        assertThat(account.getStatus().endedTime()).isEqualTo("2026-11-02T08:00:00Z");

        becomes(AccountState.Active, PURGE);

        assertThat(account.getStatus().endedTime()).isNull();
    }

    private static Result ended() {
        var aim = Aims.of(DISABLED, DIGESTS);
        return new Result(
                AccountState.Disabled,
                Optional.empty(),
                Optional.empty(),
                aim,
                aim,
                Optional.empty(),
                false,
                Optional.empty(),
                Takeover.NONE,
                Optional.empty(),
                Optional.of(new AccessEnd(NOW, false)),
                Optional.empty());
    }

    @Test
    void saysFromTheFirstMomentWhenTheAccountIsDeleted() {
        var status = RetainedStatuses.of(account, Optional.of(DISABLED), PURGE, Optional.empty(), DIGESTS, NOW);

        assertThat(status.state()).isEqualTo("Removing");
        assertThat(status.purgeTime()).isEqualTo("2026-12-02T08:00:00Z");
    }

    @Test
    void saysWhyNothingIsDoneWhereTheAppIsNotManagedYet() {
        var planned = Optional.of(DISABLED.planned(true));

        var first = RetainedStatuses.of(account, planned, PURGE, Optional.empty(), DIGESTS, NOW);
        var told = RetainedStatuses.of(
                account, planned, PURGE, Optional.of(wouldLose(AccountState.Disabled)), DIGESTS, NOW);

        for (var status : List.of(first, told)) {
            assertThat(status.state()).isEqualTo("Removing");
            assertThat(status.conditions().getFirst().reason()).isEqualTo("OnlyPlanned");
        }
        assertThat(told.conditions().getFirst().message()).endsWith("to do: removeEntitlements");
    }

    private static Result wouldLose(AccountState state) {
        return new Result(
                state,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Failure.of(Kind.PLANNED, Detail.PLANNED, "removeEntitlements")),
                false);
    }

    @Test
    void saysThatItIsKeptAlsoWhereItWasToBeRemovedBeforeTheAppWasKnown() {
        account.setStatus(RetainedStatuses.of(account, Optional.empty(), Dates.NONE, Optional.empty(), DIGESTS, NOW));
        assertThat(account.getStatus().state()).isEqualTo("Removing");

        var kept = new Decision.Hold(Why.KeptByPolicy);
        assertThat(RetainedStatuses.of(account, Optional.of(kept), Dates.NONE, Optional.empty(), DIGESTS, NOW)
                        .state())
                .isEqualTo("Kept");
    }

    /** An app that is left alone is no app that keeps accounts. */
    @Test
    void waitsWhereNothingIsWrittenToTheApp() {
        var status = RetainedStatuses.of(
                account, Optional.of(new Decision.Hold(Why.AppSuspended)), PURGE, Optional.empty(), DIGESTS, NOW);

        assertThat(status.state()).isEqualTo("Removing");
        assertThat(status.conditions().getFirst().reason()).isEqualTo("AppSuspended");
    }

    @ParameterizedTest
    @EnumSource(names = {"Disabled", "Held", "Failed"})
    void saysSoAsLongAsTheAccountIsThere(AccountState state) {
        becomes(state, PURGE);

        assertThat(account.getStatus().purgeTime()).isEqualTo("2026-12-02T08:00:00Z");
    }

    @Test
    void saysNothingOfTheKindWhereItStaysOrIsGone() {
        becomes(AccountState.Disabled, Dates.NONE);
        assertThat(account.getStatus().purgeTime()).isNull();

        becomes(AccountState.Deleted, PURGE);
        assertThat(account.getStatus().purgeTime()).isNull();
    }

    @Test
    void isDoneWithADisabledAccountUntilItIsToBeDeleted() {
        assertThat(isDone(DISABLED)).isFalse();

        becomes(AccountState.Disabled, PURGE);
        assertThat(isDone(DISABLED)).isTrue();
        assertThat(isDone(ABSENT)).isFalse();

        becomes(AccountState.Deleted, PURGE);
        assertThat(isDone(ABSENT)).isTrue();
    }

    private static Decision locked(String name) {
        return Decision.Disabled.by(List.of(new Lock("people", name, Set.of(), Optional.empty())));
    }

    private void saysOf(Decision decision, AccountState state) {
        var said = result(state, Aims.of(decision, DIGESTS));
        account.setStatus(
                RetainedStatuses.of(account, Optional.of(decision), Dates.NONE, Optional.of(said), DIGESTS, NOW));
    }

    private void saysNothingNewOf(Decision decision) {
        account.setStatus(
                RetainedStatuses.of(account, Optional.of(decision), Dates.NONE, Optional.empty(), DIGESTS, NOW));
    }

    /** Somebody may have enabled it since it was disabled, or since an earlier lock. */
    @Test
    void isNotDoneForALockBeforeTheAccountWasReadForThatLock() {
        saysOf(DISABLED, AccountState.Disabled);
        assertThat(isDone(locked("case-7"))).isFalse();

        saysNothingNewOf(locked("case-7"));
        assertThat(account.getStatus().state()).isEqualTo("Retained");
        assertThat(isDone(locked("case-7"))).isFalse();

        saysOf(locked("case-7"), AccountState.Disabled);
        saysNothingNewOf(locked("case-7"));
        assertThat(isDone(locked("case-7"))).isTrue();
        assertThat(isDone(locked("case-8"))).isFalse();
        assertThat(isDone(DISABLED)).isTrue();
    }

    /** A lock takes nothing, and whoever was shut out by one leaves like everybody else once it is over. */
    @Test
    void isNotDoneWithWhatALockLeftToTheAccountOnceTheLockIsReleased() {
        saysOf(locked("case-7"), AccountState.Disabled);
        saysNothingNewOf(locked("case-7"));
        assertThat(account.getStatus().keepsEntitlements()).isTrue();
        assertThat(isDone(locked("case-7"))).isTrue();
        assertThat(isDone(new Decision.Hold(Why.KeptByPolicy))).isTrue();

        saysNothingNewOf(DISABLED);
        assertThat(isDone(DISABLED)).isFalse();
        assertThat(isDone(DISABLED.planned(true))).isFalse();

        saysOf(DISABLED, AccountState.Disabled);
        assertThat(account.getStatus().keepsEntitlements()).isNull();
        assertThat(isDone(DISABLED)).isTrue();
    }

    @Test
    void isNotDoneWithAWordOnALockThatWasReleasedMeanwhile() {
        var said = result(AccountState.Disabled, Aims.of(locked("case-7"), DIGESTS));
        account.setStatus(
                RetainedStatuses.of(account, Optional.of(DISABLED), Dates.NONE, Optional.of(said), DIGESTS, NOW));

        assertThat(account.getStatus().state()).isEqualTo("Retained");
        assertThat(isDone(DISABLED)).isFalse();
    }

    @Test
    void forgetsWhatWasReadOnceTheAccountIsNotAsDecided() {
        saysOf(locked("case-7"), AccountState.Disabled);

        saysOf(locked("case-7"), AccountState.Failed);

        assertThat(account.getStatus().applied()).isNull();
    }

    @Test
    void tellsThatAnAccountWasSeenDisabledWhileItIsRetained() {
        assertThat(RetainedStatuses.seen(account)).isEmpty();

        becomes(AccountState.Disabled, PURGE);
        assertThat(RetainedStatuses.seen(account)).contains(AccountState.Disabled);

        becomes(AccountState.Held, PURGE);
        assertThat(RetainedStatuses.seen(account)).isEmpty();
    }

    @Test
    void isNotDoneWithWhatIsHeld() {
        becomes(AccountState.Held, PURGE);

        assertThat(isDone(DISABLED)).isFalse();
    }
}
