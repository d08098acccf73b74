package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.RetainedAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.sync.InventoryReport;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrphanhoodTest {
    private static final RemoteId ID = new RemoteId("7f3a");
    private static final Instant SHOWN = Instant.parse("2026-09-02T00:00:00Z");
    private static final Instant EARLIER = Instant.parse("2026-09-01T00:00:00Z");

    private static RetainedAccount account(String state) {
        return Serialization.unmarshal("""
                metadata: {namespace: people, name: wiki-1}
                spec: {app: {name: wiki}, tenant: k2v9, id: 7f3a, externalId: "1815", realm: people, reason: UserDeleted}
                status: {state: %s, orphanedTime: "2026-09-01T00:00:00Z"}
                """.formatted(state), RetainedAccount.class);
    }

    private static Optional<InventoryReport.Found> shows(Map<RemoteId, Instant> confirmed) {
        return Optional.of(
                new InventoryReport.Found(9, confirmed.size(), List.of(), confirmed, InventoryReport.Remarks.NONE));
    }

    @Test
    void isWhatTheLastCompleteInventorySays() {
        assertThat(Orphanhood.of(account("Kept"), shows(Map.of(ID, SHOWN)))).contains(SHOWN);
    }

    @Test
    void isOverWhereTheLastOneDoesNotShowIt() {
        assertThat(Orphanhood.of(account("Kept"), shows(Map.of(new RemoteId("8"), SHOWN))))
                .isEmpty();
    }

    @Test
    void staysAsItIsRecordedUntilThisOperatorHasLooked() {
        assertThat(Orphanhood.of(account("Kept"), Optional.empty())).contains(EARLIER);
    }

    /** Whoever was shut out for it is not shown any more: that must not let them in again, nor start their retention anew. */
    @ParameterizedTest
    @ValueSource(strings = {"Removing", "Held", "Retained"})
    void staysAsItIsRecordedOnceSomethingFollowsFromIt(String state) {
        assertThat(Orphanhood.of(account(state), shows(Map.of()))).contains(EARLIER);
    }
}
