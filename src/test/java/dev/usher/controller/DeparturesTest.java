package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.access.Company;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Memory;
import dev.usher.domain.access.Resolution;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.person.LifecycleState;
import dev.usher.sync.Aims;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeparturesTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final AppId GITHUB = Company.app("github");
    private static final Digests DIGESTS = new Digests("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

    private static Set<AppId> begun(Applied applied, Decision decision) {
        var known = new KnownAccount(
                Optional.of(new RemoteId("1")),
                Optional.of(Company.tenant("github")),
                AccountState.Disabled,
                Optional.of(applied),
                NOW);
        return Departures.begun(Set.of(), Memory.NONE.with(GITHUB, known), resolution(decision), DIGESTS);
    }

    private static Resolution resolution(Decision decision) {
        return new Resolution(
                LifecycleState.Departed, false, false, Map.of(GITHUB, decision), Memory.NONE, List.of(), List.of());
    }

    @Test
    void areBegunWhereTheAccountIsDisabledAndOnlyItsHandoverIsLeft() {
        var absent = new Decision.Absent(Why.UserDeleted);
        var disabled = new Decision.Disabled(Why.UserDeleted);

        assertThat(begun(Aims.halfway(DIGESTS), absent)).containsExactly(GITHUB);
        assertThat(begun(Aims.halfway(DIGESTS), disabled)).isEmpty();
        assertThat(begun(Aims.of(disabled, DIGESTS).orElseThrow(), absent))
                .as("it was retained until now")
                .isEmpty();
    }
}
