package dev.usher.controller;

import static dev.usher.domain.access.Company.groups;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.AccountEntry;
import dev.usher.api.HeldEntitlement;
import dev.usher.domain.access.Arrival;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.EntitlementTerms;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Takeover;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Unexplained;
import dev.usher.sync.Aims;
import dev.usher.sync.Result;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AccountEntriesTest {
    private static final AppId APP = new AppId("people", "wiki");
    private static final Tenant TENANT = Tenant.of("wiki");
    private static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");
    private static final Digests DIGESTS = new Digests("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    private static final Decision WAITS = new Decision.Disabled(Why.NotStarted);
    private static final Decision WANTED =
            new Decision.Want(new Desired(new Identity("people", "1815"), Attributes.NONE, new TreeSet<>()), Set.of());
    private static final Decision AWAITED = new Decision.Want(
            new Desired(new Identity("people", "1815"), Attributes.of(Map.of("userName", "ada")), new TreeSet<>()),
            Set.of(),
            Optional.empty(),
            EntitlementTerms.STANDARD,
            Arrival.AWAITED);
    private static final Optional<Applied> AIM = Aims.of(WAITS, DIGESTS);

    private static Result result(AccountState state, boolean prepared) {
        var failed = state == AccountState.Failed;
        return new Result(
                state,
                Optional.of(new RemoteId("7")),
                Optional.of(TENANT),
                AIM,
                failed ? Optional.empty() : AIM,
                failed ? Optional.of(Failure.of(Kind.STALE, Detail.NONE)) : Optional.empty(),
                prepared);
    }

    private static Result nameless(AccountState state) {
        return new Result(
                state, Optional.empty(), Optional.of(Tenant.of("elsewhere")), AIM, AIM, Optional.empty(), false);
    }

    /** An app has moved, and an id of the old address means somebody else at the new one. */
    @Test
    void recordAnIdOnlyWithTheTenantInWhichItWasSeen() {
        var before = entry(Map.of(), Map.of(APP, result(AccountState.Active, false)), NOW);

        for (var state : AccountState.values()) {
            var entry = entry(WAITS, Map.of(APP, before), Map.of(APP, nameless(state)), NOW);

            assertThat(Recall.known(entry).idIn(Tenant.of("elsewhere")))
                    .as(state.name())
                    .isEmpty();
            if (state.isNowhere()) {
                assertThat(entry.id()).as(state.name()).isNull();
                assertThat(entry.tenant()).isEqualTo(Tenant.of("elsewhere").fingerprint());
            } else {
                assertThat(entry.id()).as(state.name()).isEqualTo("7");
                assertThat(entry.tenant()).isEqualTo(TENANT.fingerprint());
            }
        }
    }

    /** It was made a moment ago, and somebody left at the same time. */
    @Test
    void tellsOfAnAccountThatIsLeftAloneAndInNoStatusYet() {
        var kept = new Decision.Hold(Why.KeptByPolicy);

        assertThat(entry(kept, Map.of(), Map.of(APP, result(AccountState.Active, false)), NOW))
                .satisfies(entry -> {
                    assertThat(entry.state()).isEqualTo("Active");
                    assertThat(entry.id()).isEqualTo("7");
                });
    }

    @Test
    void rememberWhatAnAccountHeldBeforeUsherAlsoThroughTheLossOfTheApp() {
        var held = Set.of(new Entitlement("group", "of old"));
        var adopted = new Result(
                AccountState.Disabled,
                Optional.of(new RemoteId("7")),
                Optional.of(TENANT),
                AIM,
                AIM,
                Optional.empty(),
                false,
                Optional.empty(),
                new Takeover(held, false),
                Optional.empty());

        var recorded = entry(Map.of(), Map.of(APP, adopted), NOW);
        var gone = recorded(new Decision.Hold(Why.AppGone), recorded);

        assertThat(Recall.known(recorded).adopted()).isEqualTo(held);
        assertThat(Recall.known(gone.entries().getFirst()).adopted()).isEqualTo(held);
    }

    @Test
    void recordAnAccountThatIsTakenOverBeforeAnythingElseIsKnownOfItInPlaceOfOneThatIsGone() {
        var taken = takesOver();
        var gone = entry(Map.of(), Map.of(APP, result(AccountState.Deleted, false)), NOW);

        var entries = AccountEntries.of(
                Map.of(APP, WAITS),
                Map.of(APP, gone),
                new Answers(Set.of(), Map.of(APP, taken)),
                app -> Optional.of(TENANT),
                DIGESTS,
                NOW);

        assertThat(entries.open()).containsExactly(APP);
        assertThat(entries.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.id()).isEqualTo("8");
            assertThat(entry.adopting()).isTrue();
            assertThat(Recall.known(entry).takeover()).isEqualTo(taken.takeover());
        });
    }

    @Test
    void countAnAccountThatAFirstLoginMakesAsDueAndNotAsAgreed() {
        var said = entries(AWAITED, Map.of(), Map.of(APP, awaits()));

        assertThat(said.open()).isEmpty();
        assertThat(said.due()).isEqualTo(1);
        assertThat(said.agreed()).isZero();
        assertThat(said.awaiting()).containsExactly(APP);
        assertThat(entries(AWAITED, Map.of(APP, said.entries().getFirst()), Map.of()))
                .isEqualTo(said);
    }

    @Test
    void rememberForWhichKeysThereWasNoAccountAndNoneThatIsGone() {
        var gone = entry(Map.of(), Map.of(APP, result(AccountState.Disabled, false)), NOW);

        var entry = entries(AWAITED, Map.of(APP, gone), Map.of(APP, awaits()))
                .entries()
                .getFirst();

        assertThat(entry.state()).isEqualTo("AwaitingLogin");
        assertThat(entry.id()).isNull();
        assertThat(Recall.known(entry).takeover()).isEqualTo(awaits().takeover());
    }

    @Test
    void takeNothingThatAReadOnceAgreedWithForAnAnswerAboutAnAccountThatIsTakenOver() {
        var left = entry(Map.of(), Map.of(APP, result(AccountState.Deleted, false)), NOW);
        var taken = new Result(
                AccountState.Pending,
                Optional.of(new RemoteId("8")),
                Optional.of(TENANT),
                AIM,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                new Takeover(Set.of(), true),
                Optional.empty());

        var recorded = entry(Map.of(APP, left), Map.of(APP, taken), NOW);

        assertThat(recorded.applied()).isNull();
        assertThat(recorded(WAITS, recorded).open()).containsExactly(APP);
    }

    /** A lane may have asked somebody about it in the moment between telling of it and the record. */
    @Test
    void keepWhatWasTakenOverThroughAWordThatNamesNoAccount() {
        var taken = takesOver();
        var recorded = entry(Map.of(), Map.of(APP, taken), NOW);

        var asked = entry(Map.of(APP, recorded), Map.of(APP, nothingKnown(AccountState.Failed)), NOW);
        var gone = entry(Map.of(APP, recorded), Map.of(APP, nothingKnown(AccountState.Deleted)), NOW);

        assertThat(asked.id()).isEqualTo("8");
        assertThat(Recall.known(asked).takeover()).isEqualTo(taken.takeover());
        assertThat(Recall.known(gone).takeover()).isEqualTo(Takeover.NONE);
    }

    /** An account of which nothing is known yet but what it held before Usher. */
    private static Result takesOver() {
        return new Result(
                AccountState.Pending,
                Optional.of(new RemoteId("8")),
                Optional.of(TENANT),
                AIM,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                new Takeover(groups("of old"), true),
                Optional.empty());
    }

    private static Result nothingKnown(AccountState state) {
        return new Result(
                state,
                Optional.empty(),
                Optional.empty(),
                AIM,
                Optional.empty(),
                Optional.of(Failure.of(Kind.UNDECIDED, Detail.CANDIDATE)),
                false);
    }

    private static Result awaits() {
        var aim = Aims.of(AWAITED, DIGESTS);
        return new Result(
                AccountState.AwaitingLogin,
                Optional.empty(),
                Optional.of(TENANT),
                aim,
                aim,
                Optional.empty(),
                false,
                Optional.empty(),
                Takeover.awaiting(aim.orElseThrow()),
                Optional.empty());
    }

    private static AccountEntries entries(
            Decision decision, Map<AppId, AccountEntry> recorded, Map<AppId, Result> said) {
        return AccountEntries.of(
                Map.of(APP, decision), recorded, new Answers(Set.of(), said), app -> Optional.of(TENANT), DIGESTS, NOW);
    }

    @Test
    void nameTheAccountThatMayBeTheirsAsLongAsSomebodyHasToDecide() {
        var asks = result(AccountState.Failed, false).naming(new RemoteId("8"));

        var open = entry(Map.of(), Map.of(APP, asks), NOW);

        assertThat(open.candidate()).isEqualTo("8");
        assertThat(entry(Map.of(APP, open), Map.of(APP, result(AccountState.Disabled, false)), NOW)
                        .candidate())
                .isNull();
    }

    private static AccountEntry entry(Map<AppId, AccountEntry> recorded, Map<AppId, Result> said, Instant now) {
        return entry(WAITS, recorded, said, now);
    }

    private static AccountEntry entry(
            Decision decision, Map<AppId, AccountEntry> recorded, Map<AppId, Result> said, Instant now) {
        return AccountEntries.of(
                        Map.of(APP, decision),
                        recorded,
                        new Answers(Set.of(), said),
                        app -> Optional.of(TENANT),
                        DIGESTS,
                        now)
                .entries()
                .getFirst();
    }

    private static AccountEntry prepared() {
        return entry(Map.of(), Map.of(APP, result(AccountState.Disabled, true)), NOW);
    }

    @Test
    void rememberThatAnAccountIsPreparedAndSayNothingOfOthers() {
        assertThat(prepared().prepared()).isTrue();
        assertThat(Recall.known(prepared()).prepared()).isTrue();

        var used = entry(Map.of(), Map.of(APP, result(AccountState.Disabled, false)), NOW);
        assertThat(used.prepared()).isNull();
        assertThat(Recall.known(used).prepared()).isFalse();
    }

    @Test
    void keepItThroughAFailureAndThroughTheLossOfTheApp() {
        var failed = entry(Map.of(APP, prepared()), Map.of(APP, result(AccountState.Failed, true)), NOW);
        assertThat(failed.prepared()).isTrue();

        var gone = entry(new Decision.Hold(Why.AppGone), Map.of(APP, prepared()), Map.of(), NOW);
        assertThat(gone.state()).isEqualTo("AppGone");
        assertThat(gone.prepared()).isTrue();
    }

    @Test
    void stayDeletedWhereverTheirAppIs() {
        var deleted = entry(Map.of(APP, prepared()), Map.of(APP, result(AccountState.Deleted, false)), NOW);

        assertThat(entry(new Decision.Hold(Why.AppGone), Map.of(APP, deleted), Map.of(), NOW.plusSeconds(5)))
                .isEqualTo(deleted);
    }

    @Test
    void keepItWhereNothingIsSaid() {
        assertThat(entry(Map.of(APP, prepared()), Map.of(), NOW.plusSeconds(5))).isEqualTo(prepared());
    }

    @Test
    void forgetItWithTheFirstResultThatSaysOtherwise() {
        var failed = entry(Map.of(APP, prepared()), Map.of(APP, result(AccountState.Failed, false)), NOW);

        assertThat(failed.prepared()).isNull();
    }

    @Test
    void keepTheBeginningOfAStateThatLasts() {
        var later = NOW.plus(Duration.ofDays(10));

        var entry = entry(Map.of(APP, prepared()), Map.of(APP, result(AccountState.Disabled, true)), later);

        assertThat(entry.since()).isEqualTo("2026-11-02T08:00:00Z");
    }

    private static Result holding(AccountState state, Optional<Unexplained> unexplained) {
        return new Result(
                state,
                Optional.of(new RemoteId("7")),
                Optional.of(TENANT),
                AIM,
                AIM,
                Optional.empty(),
                false,
                unexplained,
                Takeover.NONE,
                Optional.empty());
    }

    @Test
    void sayWhatNothingExplainsUntilItIsReadAgain() {
        var found = new Unexplained(new TreeSet<>(groups("b", "a")), 20);
        var said = entry(Map.of(), Map.of(APP, holding(AccountState.Disabled, Optional.of(found))), NOW);
        assertThat(said.unexplained()).extracting(HeldEntitlement::value).containsExactly("a", "b");
        assertThat(said.unexplainedCount()).isEqualTo(20);

        var unread = Map.of(APP, holding(AccountState.Disabled, Optional.empty()));
        assertThat(entry(Map.of(APP, said), unread, NOW)).isEqualTo(said);
        assertThat(entry(Map.of(APP, said), Map.of(), NOW)).isEqualTo(said);
        var gone = entry(new Decision.Hold(Why.AppGone), Map.of(APP, said), Map.of(), NOW);
        assertThat(gone.unexplained()).isEqualTo(said.unexplained());

        var nothing = Map.of(APP, holding(AccountState.Deleted, Optional.of(Unexplained.NONE)));
        assertThat(entry(Map.of(APP, said), nothing, NOW).unexplained()).isEmpty();
    }

    @Test
    void sayNothingOfAnAccountThatCameInThePlaceOfAnother() {
        var found = new Unexplained(new TreeSet<>(groups("owners")), 1);
        var said = entry(Map.of(), Map.of(APP, holding(AccountState.Disabled, Optional.of(found))), NOW);
        var other = new Result(
                AccountState.Active,
                Optional.of(new RemoteId("8")),
                Optional.of(TENANT),
                AIM,
                AIM,
                Optional.empty(),
                false,
                Optional.empty(),
                Takeover.NONE,
                Optional.empty());

        assertThat(entry(Map.of(APP, said), Map.of(APP, other), NOW).unexplained())
                .isEmpty();
    }

    @Test
    void countOnlyWhereTheyDoNotNameAll() {
        var found = new Unexplained(new TreeSet<>(groups("a")), 1);

        var said = entry(Map.of(), Map.of(APP, holding(AccountState.Disabled, Optional.of(found))), NOW);

        assertThat(said.unexplainedCount()).isNull();
        assertThat(UnexplainedEntitlements.recorded(said)).isEqualTo(found);
    }

    private static AccountEntry shutElsewhere() {
        return entry(
                WANTED,
                Map.of(),
                Map.of(
                        APP,
                        new Result(
                                AccountState.Disabled,
                                Optional.of(new RemoteId("7")),
                                Optional.of(TENANT),
                                Aims.of(WANTED, DIGESTS),
                                Aims.of(WANTED, DIGESTS),
                                Optional.of(Failure.of(Kind.DRIFTED, Detail.DISABLED_ELSEWHERE)),
                                false)),
                NOW);
    }

    private static AccountEntries recorded(Decision decision, AccountEntry entry) {
        return AccountEntries.of(
                Map.of(APP, decision),
                Map.of(APP, entry),
                new Answers(Set.of(), Map.of()),
                app -> Optional.of(TENANT),
                DIGESTS,
                NOW);
    }

    @Test
    void askNobodyAboutWhatSomebodyChangedAndIsLeftSo() {
        var entries = recorded(WANTED, shutElsewhere());

        assertThat(entries.entries()).containsExactly(shutElsewhere());
        assertThat(entries.drifted()).containsExactly(APP);
        assertThat(entries.open()).isEmpty();
        assertThat(entries.failures()).isEmpty();
        assertThat(entries.agreed()).isZero();
        assertThat(Recall.known(shutElsewhere()).isShutElsewhere()).isTrue();
    }

    @Test
    void askAboutItOnceSomethingElseIsDecided() {
        assertThat(recorded(WAITS, shutElsewhere()).open()).containsExactly(APP);
    }

    @Test
    void rememberWhatSomebodyChangedThroughTheLossOfTheApp() {
        var gone = recorded(new Decision.Hold(Why.AppGone), shutElsewhere());

        assertThat(gone.drifted()).isEmpty();
        assertThat(Recall.known(gone.entries().getFirst()).drifted()).isTrue();
        assertThat(recorded(WANTED, gone.entries().getFirst()).open()).containsExactly(APP);
    }

    /** What was agreed before its app went says nothing of the app that came back. */
    @Test
    void areOpenOnceTheAppIsBack() {
        var gone = entry(new Decision.Hold(Why.AppGone), Map.of(APP, prepared()), Map.of(), NOW);

        var back = AccountEntries.of(
                Map.of(APP, WAITS),
                Map.of(APP, gone),
                new Answers(Set.of(), Map.of()),
                app -> Optional.of(TENANT),
                DIGESTS,
                NOW);

        assertThat(back.open()).containsExactly(APP);
    }
}
