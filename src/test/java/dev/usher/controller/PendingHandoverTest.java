package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.RetainedAccount;
import dev.usher.api.RetainedAccountStatus;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.sync.Aims;
import dev.usher.sync.Result;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PendingHandoverTest {
    private static final Digests DIGESTS = new Digests("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    private static final String SPEC =
            "{app: {name: wiki}, tenant: k2v9, id: a1, externalId: \"1815\", realm: people, user: ada, reason: UserDeleted}";

    private static final Decision ABSENT = new Decision.Absent(Why.UserDeleted);

    private final Neighbourhood here = new Neighbourhood();

    private static String status(String reason, Applied applied) {
        return "{state: Retained, since: \"2026-09-01T00:00:00Z\", applied: \"%s\", conditions: [{type: Ready, status: \"False\", reason: %s, message: m, lastTransitionTime: \"2026-09-01T00:00:00Z\"}]}"
                .formatted(applied.text(), reason);
    }

    @Test
    void outlastsARestart() {
        here.hasRetained("wiki-1", SPEC, status("HandoverPending", Aims.halfway(DIGESTS)));
        var known =
                PendingHandover.known(here.caches.retained("people", "wiki-1").orElseThrow(), DIGESTS);

        assertThat(known.state()).isEqualTo(AccountState.Disabled);
        assertThat(known.isHalfway(Aims.halfway(DIGESTS))).isTrue();
        assertThat(known.id()).isPresent();
    }

    @Test
    void outlastsTroubleOfTheApp() {
        here.hasRetained("wiki-1", SPEC, status("HandoverPending", Aims.halfway(DIGESTS)));
        var account = here.caches.retained("people", "wiki-1").orElseThrow();

        account.setStatus(after(account, Optional.of(trouble())));
        assertThat(account.getStatus().state()).isEqualTo(RetainedStates.Removing.name());
        assertThat(PendingHandover.known(account, DIGESTS).isHalfway(Aims.halfway(DIGESTS)))
                .isTrue();
        account.setStatus(after(account, Optional.empty()));
        assertThat(PendingHandover.known(account, DIGESTS).isHalfway(Aims.halfway(DIGESTS)))
                .as("nothing new was said")
                .isTrue();
        assertThat(PendingHandover.lost(account, Optional.of(ABSENT), DIGESTS)).isEmpty();
    }

    private static RetainedAccountStatus after(RetainedAccount account, Optional<Result> said) {
        return RetainedStatuses.of(
                account,
                Optional.of(ABSENT),
                RetainedStatuses.Dates.NONE,
                said,
                DIGESTS,
                Instant.parse("2026-11-02T08:00:00Z"));
    }

    private static Result trouble() {
        return new Result(
                AccountState.Failed,
                Optional.of(new RemoteId("a1")),
                Optional.of(new Tenant("k2v9")),
                Aims.of(ABSENT, DIGESTS),
                Optional.of(Aims.halfway(DIGESTS)),
                Optional.of(Failure.of(Kind.UNREACHABLE, Detail.NONE)),
                false);
    }

    @Test
    void isSaidOfNoOther() {
        here.hasRetained(
                "wiki-1", SPEC, status("Retained", Aims.of(ABSENT, DIGESTS).orElseThrow()));
        var known =
                PendingHandover.known(here.caches.retained("people", "wiki-1").orElseThrow(), DIGESTS);

        assertThat(known.applied()).isEqualTo(Optional.empty());
        assertThat(known.state()).isEqualTo(AccountState.Pending);
    }
}
