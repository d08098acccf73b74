package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.access.Company;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HoldingsTest {
    private static final Instant NOW = Instant.parse("2026-05-01T08:00:00Z");
    private static final AppId GITHUB = Company.app("github");
    private static final Tenant HERE = Company.tenant("github");
    private static final Key ADA = Stage.user("ada");
    private static final RemoteId ID = new RemoteId("7f3a");
    private static final KnownAccount ACCOUNT =
            new KnownAccount(Optional.of(ID), Optional.of(HERE), AccountState.Active, Applied.parse("1.x9Kq2w"), NOW);

    private final FakeWorld world = new FakeWorld(Clock.fixed(NOW, ZoneOffset.UTC), Stage.DIGESTS);
    private final Holdings holdings = new Holdings();

    @BeforeEach
    void adaHasAnAccount() {
        holdings.reset(HERE, Map.of());
        world.declare(ADA, Company.person("ada"), List.of());
        holdings.note(ada(), ACCOUNT);
    }

    private Facts.OfHolder ada() {
        return (Facts.OfHolder) world.facts(ADA);
    }

    @Test
    void whatIsRecordedAsItWasFoundIsNotRememberedTwice() {
        var unrecorded = ada();
        world.remember(ADA, GITHUB, ACCOUNT);

        holdings.settle(ada(), GITHUB);

        assertThat(holdings.known(ada(), GITHUB)).contains(ACCOUNT);
        assertThat(holdings.known(unrecorded, GITHUB)).isEmpty();
        assertThat(holdings.ownerOf(ID)).contains(ada().identity());
    }

    @Test
    void aRecordMaySayThatItIsSoSinceALittleLater() {
        var unrecorded = ada();
        world.remember(ADA, GITHUB, ACCOUNT.since(NOW.plusSeconds(2)));

        holdings.settle(ada(), GITHUB);

        assertThat(holdings.known(ada(), GITHUB)).contains(ACCOUNT.since(NOW.plusSeconds(2)));
        assertThat(holdings.known(unrecorded, GITHUB)).isEmpty();
    }

    @Test
    void aRecordOfAnEarlierTimeDoesNotTakeItsPlace() {
        world.remember(ADA, GITHUB, ACCOUNT.since(NOW.minusSeconds(2)));

        holdings.settle(ada(), GITHUB);

        assertThat(holdings.known(ada(), GITHUB)).contains(ACCOUNT);
    }

    @Test
    void whatIsNotRecordedYetIsRemembered() {
        holdings.settle(ada(), GITHUB);

        assertThat(holdings.known(ada(), GITHUB)).contains(ACCOUNT);
    }

    @Test
    void whatWasFoundSinceIsRemembered() {
        world.remember(ADA, GITHUB, ACCOUNT);
        holdings.doubt(ada(), ACCOUNT);

        holdings.settle(ada(), GITHUB);

        assertThat(holdings.known(ada(), GITHUB)).contains(ACCOUNT.doubted());
    }

    @Test
    void whatIsRecordedInAnotherTenantIsNotWhatWasFoundHere() {
        world.remember(
                ADA,
                GITHUB,
                new KnownAccount(
                        Optional.of(ID),
                        Optional.of(Company.tenant("elsewhere")),
                        AccountState.Active,
                        ACCOUNT.applied(),
                        NOW));

        holdings.settle(ada(), GITHUB);

        assertThat(holdings.known(ada(), GITHUB)).contains(ACCOUNT);
    }
}
