package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.AccessLockStatus.Receipt;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.AppId;
import dev.usher.domain.person.Lock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionReceiptsTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final AppId WIKI = new AppId("people", "wiki");
    private static final Decision.Disabled LOCKED =
            Decision.Disabled.by(List.of(new Lock("people", "case-7", Set.of(), Optional.empty())));
    private static final Decision ENDING = LOCKED.endingSessions(true);

    private final SessionReceipts receipts = new SessionReceipts();

    private Receipt receipt(Receipt... before) {
        return receipts.on(receipt(null, null), List.of(before), NOW);
    }

    private static Receipt receipt(@Nullable String sessions, @Nullable String since) {
        return new Receipt("wiki", "people", "Confirmed", null, "2026-09-15T11:00:00Z", sessions, null, since);
    }

    @Test
    void anAppThatCannotBeAskedSaysSo() {
        receipts.add(WIKI, LOCKED, true, Optional.empty());

        assertThat(receipt().sessions()).isEqualTo("Unsupported");
        assertThat(receipts.areOpen(WIKI)).isFalse();
    }

    @Test
    void oneOpenAccountOfSeveralIsEnough() {
        receipts.add(WIKI, ENDING, true, Optional.empty());
        assertThat(receipt().sessions()).isEqualTo("Ended");
        assertThat(receipts.areOpen(WIKI)).isFalse();

        receipts.add(WIKI, ENDING, false, Optional.of("it answered with status 500"));
        receipts.add(WIKI, ENDING, true, Optional.empty());

        assertThat(receipt().sessions()).isEqualTo("Pending");
        assertThat(receipt().sessionsMessage()).isEqualTo("it answered with status 500");
        assertThat(receipts.areOpen(WIKI)).isTrue();
    }

    @Test
    void theTimeIsThatOfTheState() {
        receipts.add(WIKI, ENDING, true, Optional.empty());

        assertThat(receipt(receipt("Ended", "2026-09-15T11:00:00Z")).sessionsTime())
                .isEqualTo("2026-09-15T11:00:00Z");
        assertThat(receipt(receipt("Pending", "2026-09-15T11:00:00Z")).sessionsTime())
                .isEqualTo("2026-09-15T12:00:00Z");
    }

    @Test
    void whoIsNotShutOutByALockHasNone() {
        receipts.add(WIKI, new Decision.Disabled(Why.Departed), false, Optional.empty());

        assertThat(receipt().sessions()).isNull();
    }
}
