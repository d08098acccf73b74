package dev.usher.sync;

import static dev.usher.domain.access.Company.person;
import static dev.usher.domain.access.Company.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.access.Company;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LaneBookTest {
    private static final AppId APP = Company.app("github");

    private final FakeLedger ledger = new FakeLedger(new FakeTenure());
    private final FakeWorld world =
            new FakeWorld(Clock.systemUTC(), new Digests("0123456789abcdef".getBytes(StandardCharsets.US_ASCII)));
    private final LaneBook book = new LaneBook(ledger, world, APP);

    private void claims(int number) throws LedgerFailure {
        var claim = new Claim("user-" + number, tenant("github"), Instant.EPOCH, false);
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
                .hasSizeBetween(250, 251)
                .containsKey(person("user-1").identity())
                .doesNotContainKey(person("user-0").identity());
        assertThat(ledger.writes()).isEqualTo(500);
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
}
