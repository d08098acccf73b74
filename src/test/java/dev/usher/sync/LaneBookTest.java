package dev.usher.sync;

import static dev.usher.domain.access.Company.person;
import static dev.usher.domain.access.Company.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.domain.access.Company;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.safety.FirstSeen;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LaneBookTest {
    private static final AppId APP = Company.app("github");

    private static final Duration LONG = Duration.ofHours(1);

    private final FakeTenure tenure = new FakeTenure();
    private final FakeLedger ledger = new FakeLedger(tenure);
    private final FakeWorld world =
            new FakeWorld(Clock.systemUTC(), new Digests("0123456789abcdef".getBytes(StandardCharsets.US_ASCII)));
    private final LaneBook book = new LaneBook(ledger, world, APP, Aside.Waits::run, Duration.ZERO);
    private final AtomicInteger waiting = new AtomicInteger();
    private final LaneBook patient = new LaneBook(ledger, world, APP, this::standsAside, LONG);
    private final List<Thread> joiners = new ArrayList<>();
    private final AtomicInteger failed = new AtomicInteger();

    private void standsAside(Aside.Waits waits) throws InterruptedException {
        waiting.incrementAndGet();
        try {
            waits.run();
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** Claims of so many joiners at once, each of whom waits for the others. */
    private void joinTogether(int many) {
        for (var number = joiners.size(); many > 0; number++, many--) {
            var name = "user-" + number;
            joiners.add(Thread.ofVirtual().start(() -> {
                try {
                    patient.claim(
                            person(name).identity(),
                            new Claim(name, tenant("github"), Instant.EPOCH, false),
                            page -> page);
                } catch (LedgerFailure e) {
                    failed.incrementAndGet();
                }
            }));
        }
    }

    private void areAllWaiting() {
        Stage.await().until(() -> waiting.get() == joiners.size());
    }

    private void haveAllEnded() throws InterruptedException {
        for (var joiner : joiners) {
            joiner.join();
        }
    }

    private static Page withAnOrphan(Page page) {
        return page.withOrphans(new FirstSeen(tenant("github"), Map.of(new RemoteId("id-9"), Instant.EPOCH)));
    }

    private void claims(int number) throws LedgerFailure {
        var claim = new Claim("user-" + number, tenant("github"), Instant.EPOCH.plusSeconds(number), false);
        book.edit(page -> page.withClaim(person("user-" + number).identity(), claim));
    }

    private void isRecorded(int number) {
        var key = Stage.user("user-" + number);
        world.declare(key, person("user-" + number), List.of());
        world.remember(
                key,
                APP,
                new KnownAccount(
                        Optional.of(new RemoteId("id-" + number)),
                        Optional.of(tenant("github")),
                        AccountState.Active,
                        Optional.empty(),
                        Instant.EPOCH));
    }

    /** A page with as many claims as people cannot be stored. */
    @Test
    void claimsThatHaveServedGoWithTheNextWriteWhereThereAreMany() throws LedgerFailure {
        for (var number = 0; number < 500; number++) {
            claims(number);
            if (number % 2 == 0) {
                isRecorded(number);
            }
            assertThat(ledger.stored(APP).claims().size()).isLessThan(64 + number / 2 + 1);
        }

        assertThat(ledger.stored(APP).claims())
                .hasSizeBetween(250, 250 + 64)
                .containsKey(person("user-1").identity())
                .doesNotContainKey(person("user-0").identity());
        assertThat(ledger.writes()).isEqualTo(500);
        assertThat(world.recollections())
                .as("whoever has not served is not asked again with each write")
                .isLessThan(500 * 8);
    }

    @Test
    void whoseClaimIsNewIsNotAskedAboutWithAWriteOfOthers() throws LedgerFailure {
        for (var number = 0; number < 100; number++) {
            var claim = new Claim("user-" + number, tenant("github"), Instant.EPOCH.plusMillis(number), false);
            var identity = person("user-" + number).identity();
            book.edit(page -> page.withClaim(identity, claim));
        }

        assertThat(world.recollections()).isZero();
    }

    @Test
    void allThatHaveServedGoTogetherWhenTheAppIsLookedAt() throws LedgerFailure {
        claims(1);
        claims(2);
        claims(3);
        isRecorded(1);
        isRecorded(2);

        book.settleClaims();

        assertThat(ledger.stored(APP).claims())
                .containsOnlyKeys(person("user-3").identity());
        assertThat(ledger.writes()).isEqualTo(4);
        book.settleClaims();
        assertThat(ledger.writes()).as("nothing has served since").isEqualTo(4);
    }

    /** An app lost an account, and another one is being made in its place. */
    @Test
    void aClaimOfAnotherAccountInsteadOfTheOneThatIsRecordedHasNotServed() throws LedgerFailure {
        isRecorded(1);
        var claim = new Claim("user-1", tenant("github"), Instant.EPOCH, true, Optional.of(new RemoteId("id-1")));
        book.edit(page -> page.withClaim(person("user-1").identity(), claim));

        book.settleClaims();

        assertThat(ledger.stored(APP).claims()).containsEntry(person("user-1").identity(), claim);
    }

    @Test
    void aMistakeOfWhatWritesIsAFailureOfAllWhoWaitForItAndOfNobodyAfterThem()
            throws InterruptedException, LedgerFailure {
        joinTogether(3);
        areAllWaiting();
        ledger.isWrittenWith(new NoClassDefFoundError("javax/lang/model"));

        assertThatThrownBy(() -> patient.edit(LaneBookTest::withAnOrphan)).isInstanceOf(LedgerFailure.class);

        haveAllEnded();
        assertThat(failed).hasValue(3);
        ledger.isWrittenWell();
        assertThat(patient.edit(LaneBookTest::withAnOrphan).orphans()).isPresent();
    }

    /** Nothing goes on where the memory is used up; but those who wait are not to hold anything meanwhile. */
    @Test
    void whatIsOfTheMachineGoesOnAndLeavesNobodyWaiting() throws InterruptedException {
        joinTogether(3);
        areAllWaiting();
        ledger.isWrittenWith(new OutOfMemoryError("on purpose"));

        assertThatThrownBy(() -> patient.edit(LaneBookTest::withAnOrphan)).isInstanceOf(OutOfMemoryError.class);

        haveAllEnded();
        assertThat(failed).hasValue(3);
    }

    @Test
    void aHundredClaimsThatWaitForEachOtherAreStoredInOneWrite() throws InterruptedException {
        joinTogether(LaneBook.MOST_IN_COMPANY - 1);
        areAllWaiting();
        assertThat(ledger.writes()).isZero();

        joinTogether(1);
        haveAllEnded();

        assertThat(ledger.writes()).isEqualTo(1);
        assertThat(ledger.stored(APP).claims()).hasSize(LaneBook.MOST_IN_COMPANY);
        assertThat(failed).hasValue(0);
    }

    @Test
    void aClaimWithoutCompanyIsStoredAfterAMoment() throws LedgerFailure {
        var brief = new LaneBook(ledger, world, APP, this::standsAside, Duration.ofMillis(1));

        brief.claim(person("ada").identity(), new Claim("ada", tenant("github"), Instant.EPOCH, false), page -> page);

        assertThat(ledger.stored(APP).claims()).hasSize(1);
    }

    @Test
    void whateverElseIsStoredWaitsForNobodyAndTakesTheClaimsWithIt() throws LedgerFailure, InterruptedException {
        joinTogether(3);
        areAllWaiting();

        var page = patient.edit(LaneBookTest::withAnOrphan);
        haveAllEnded();

        assertThat(page.orphans()).isPresent();
        assertThat(page.claims()).hasSize(3);
        assertThat(ledger.writes()).isEqualTo(1);
    }

    /** Each of a wave. */
    @Test
    void whatAWaveTakesIsStoredWithTheClaimsThatWait() throws LedgerFailure, InterruptedException {
        joinTogether(LaneBook.MOST_IN_COMPANY - 1);
        areAllWaiting();

        var page = patient.editInCompany(LaneBookTest::withAnOrphan);
        haveAllEnded();

        assertThat(page.orphans()).isPresent();
        assertThat(ledger.writes()).isEqualTo(1);
        assertThat(patient.editInCompany(LaneBookTest::withAnOrphan))
                .as("for what is stored already nobody waits")
                .isSameAs(page);
        assertThat(ledger.writes()).isEqualTo(1);
    }

    @Test
    void allThatWaitFailWhereSomebodyElseHasThePage() throws LedgerFailure, InterruptedException {
        patient.page();
        joinTogether(3);
        areAllWaiting();
        ledger.load(APP);

        assertThatThrownBy(() -> patient.edit(LaneBookTest::withAnOrphan)).isInstanceOf(Superseded.class);
        haveAllEnded();

        assertThat(failed).hasValue(3);
        assertThat(ledger.stored(APP).claims()).isEmpty();
    }

    @Test
    void allThatWaitFailWhereTenureIsLost() throws InterruptedException {
        joinTogether(3);
        areAllWaiting();
        tenure.isHeld(false);

        assertThatThrownBy(() -> patient.edit(LaneBookTest::withAnOrphan)).isInstanceOf(LedgerFailure.class);
        haveAllEnded();

        assertThat(failed).hasValue(3);
    }

    @Test
    void aClaimOfWhoWasInterruptedInTheWaitIsNotStoredLater() throws LedgerFailure, InterruptedException {
        joinTogether(2);
        areAllWaiting();

        joiners.getFirst().interrupt();
        joiners.getFirst().join();
        patient.edit(LaneBookTest::withAnOrphan);
        haveAllEnded();

        assertThat(failed).hasValue(1);
        assertThat(ledger.stored(APP).claims())
                .containsOnlyKeys(person("user-1").identity());
    }

    /** They have a key of their own since then. */
    @Test
    void aClaimUnderTheNameThatSomebodyWentByMayBeTheirs() throws LedgerFailure {
        isRecorded(1);
        isRecorded(2);
        var byName = person("before-1").identity();
        world.knewAs(person("user-1"), byName);
        book.edit(page -> page.withClaim(byName, new Claim("another", tenant("github"), Instant.EPOCH, false)));

        assertThat(mayHaveClaim(1)).isTrue();
        assertThat(mayHaveClaim(2)).isFalse();
    }

    @Test
    void aClaimUnderALoginNameMayBeThatOfWhoeverBearsIt() throws LedgerFailure {
        isRecorded(2);
        book.edit(page -> page.withClaim(
                person("user-1").identity(), new Claim("USER-2", tenant("github"), Instant.EPOCH, false)));

        assertThat(mayHaveClaim(2)).isTrue();
    }

    private boolean mayHaveClaim(int number) {
        return world.facts(Stage.user("user-" + number)) instanceof Facts.OfHolder holder
                && book.mayHaveClaimOf(holder, "user-" + number);
    }
}
