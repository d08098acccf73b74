package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.RetainedAccount;
import dev.usher.domain.account.AccessEnd;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Takeover;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecallTest {
    private static RetainedAccount retained(String state, String adopting) {
        return Serialization.unmarshal("""
                metadata: {name: wiki-1, namespace: people}
                spec:
                  app: {name: wiki}
                  id: "7"
                  externalId: "1815"
                  realm: people
                  reason: UserDeleted
                  adopted: [{kind: group, value: of old}]
                  %s
                status: {state: %s}
                """.formatted(adopting, state), RetainedAccount.class);
    }

    @Test
    void knowsWhatAnAccountHeldBeforeUsherUntilItWasTakenWithTheUser() {
        var held = Set.of(new Entitlement("group", "of old"));

        assertThat(Recall.known(retained("Removing", "")).takeover()).isEqualTo(new Takeover(held, false));
        assertThat(Recall.known(retained("Kept", "")).takeover()).isEqualTo(new Takeover(held, false));
        assertThat(Recall.known(retained("Retained", "")).takeover()).isEqualTo(Takeover.NONE);
    }

    @Test
    void knowsWhatAnAccountHeldBeforeUsherWhereALockAloneDisabledIt() {
        var shut = retained("Retained, keepsEntitlements: true", "");

        assertThat(Recall.known(shut).takeover())
                .isEqualTo(new Takeover(Set.of(new Entitlement("group", "of old")), false));
    }

    @Test
    void knowsThatAccessHadEndedBeforeTheUserWent() {
        var departed = retained("Removing", "endedTime: \"2026-03-01T00:00:00Z\"\n  credentialDue: true");

        assertThat(Recall.known(departed).ended()).contains(new AccessEnd(Instant.parse("2026-03-01T00:00:00Z"), true));
        assertThat(Recall.known(retained("Removing", "")).ended()).isEmpty();
        assertThat(Recall.known(retained(
                                "Removing, endedTime: \"2026-04-01T00:00:00Z\"", "endedTime: \"2026-03-01T00:00:00Z\""))
                        .ended())
                .contains(new AccessEnd(Instant.parse("2026-04-01T00:00:00Z"), false));
    }

    @Test
    void knowsThatAnAccountMayShowAnotherKeyAlsoOnceItIsDisabled() {
        assertThat(Recall.known(retained("Retained", "adopting: true")).takeover())
                .isEqualTo(new Takeover(Set.of(), true));
    }
}
