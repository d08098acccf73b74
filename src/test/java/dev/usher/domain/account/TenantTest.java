package dev.usher.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TenantTest {
    private static final Tenant HERE = Tenant.of("scim|https://scim.example.com/v2");

    /** It is stored beside every account id: another one for the same address would let all of them look foreign. */
    @Test
    void keepsItsFormat() {
        assertThat(HERE.fingerprint()).isEqualTo("hrmz322i");
    }

    @Test
    void isShortAndFitForALabel() {
        var seen = new HashSet<Tenant>();
        for (var number = 0; number < 10_000; number++) {
            var tenant = Tenant.of("scim|https://" + number + ".example.com/v2");
            assertThat(tenant.fingerprint()).matches("[0-9a-z]{8}");
            seen.add(tenant);
        }
        assertThat(seen).hasSize(10_000);
    }

    @Test
    void makesAnIdWorthNothingElsewhere() {
        var id = new RemoteId("7f3a");
        var account = new KnownAccount(
                Optional.of(id), Optional.of(HERE), AccountState.Active, Optional.empty(), Instant.EPOCH);

        assertThat(account.idIn(HERE)).contains(id);
        assertThat(account.idIn(Tenant.of("scim|https://scim.example.org/v2"))).isEmpty();
    }

    @Test
    void isNeededForAnIdToMeanAnything() {
        var account = new KnownAccount(
                Optional.of(new RemoteId("7f3a")),
                Optional.empty(),
                AccountState.Pending,
                Optional.empty(),
                Instant.EPOCH);

        assertThat(account.idIn(HERE)).isEmpty();
    }

    @Test
    void boundsWhatARemoteServerCallsAnId() {
        assertThat(new RemoteId("x".repeat(256)).value()).hasSize(256);
        assertThatThrownBy(() -> new RemoteId("x".repeat(257))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RemoteId(" ")).isInstanceOf(IllegalArgumentException.class);
    }
}
