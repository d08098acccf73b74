package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.Condition;
import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.safety.Takings;
import dev.usher.sync.InventoryReport;
import dev.usher.sync.LaneHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpiringTest {
    private static final Instant END = Instant.parse("2026-12-01T08:00:00Z");
    private static final Instant NOW = END.minus(Duration.ofDays(14));
    private static final String SAID =
            "The certificate that `tls.clientCertificate` gives is valid until 2026-12-01T08:00:00Z: renew it in its Secret";
    private static final String OF_TOKENS =
            "The certificate that `auth.oauth2.clientCertificate` gives is valid until 2026-12-01T08:00:00Z: renew it in its Secret";
    private static final LaneHealth.Ability LONG = ability("tls.clientCertificate", Duration.ofDays(90));
    private static final Tally NOBODY = new Tally(new TargetAppStatus.Counts(0, 0, 0, 0, 0, 0, 0), null, List.of());

    private final TargetApp app = new Neighbourhood().hasApp("wiki", "displayName: Wiki");

    private static LaneHealth.Ability ability(String field, Duration life) {
        return new LaneHealth.Ability(field + ".validity", END.minus(life) + "/" + END, "spec");
    }

    private static Optional<LaneHealth> health(boolean asked, LaneHealth.Ability... certificates) {
        return Optional.of(new LaneHealth(
                asked,
                Optional.empty(),
                List.of(certificates),
                List.of(),
                Optional.empty(),
                Takings.NONE,
                InventoryReport.NONE,
                Optional.empty(),
                Collections.emptySortedSet()));
    }

    private TargetAppStatus status(Optional<LaneHealth> health, Instant now) {
        return AppStatuses.of(app, Tenant.of("wiki"), health, Optional.empty(), NOBODY, now);
    }

    private static Optional<String> said(TargetAppStatus status) {
        return Conditions.of(status.conditions(), "CertificateExpiring").map(Condition::message);
    }

    @Test
    void isSaidFromTwoWeeksBeforeTheEndOn() {
        assertThat(said(status(health(true, LONG), NOW.minusSeconds(1)))).isEmpty();
        assertThat(said(status(health(true, LONG), NOW))).contains(SAID);
        assertThat(said(status(health(true, LONG), END.plusSeconds(1)))).contains(SAID);
        assertThat(Conditions.areReady(status(health(true, LONG), NOW).conditions()))
                .isTrue();
    }

    /** Whoever renews it every day would be warned every day. */
    @Test
    void isSaidLaterOfACertificateThatLivesShorter() {
        var daily = health(true, ability("tls.clientCertificate", Duration.ofHours(24)));

        assertThat(said(status(daily, END.minus(Duration.ofHours(7))))).isEmpty();
        assertThat(said(status(daily, END.minus(Duration.ofHours(6))))).contains(SAID);
    }

    @Test
    void isOverOnceAnotherOneIsShown() {
        app.setStatus(status(health(true, LONG), NOW));
        var renewed = new LaneHealth.Ability(
                "tls.clientCertificate.validity", NOW + "/" + END.plus(Duration.ofDays(76)), "spec");

        assertThat(said(status(health(true, renewed), NOW))).isEmpty();
    }

    /** What comes and goes would be an event each time. */
    @Test
    void isSaidOfEachCertificateOnceWhateverElseIsWrong() {
        var first = status(health(true, LONG), NOW);
        assertThat(Expiring.news(app, first)).containsExactly(SAID);
        app.setStatus(first);

        var stalled = AppStatuses.stalled(app, Failure.of(Kind.MISCONFIGURED, Detail.NONE), NOBODY, NOW);
        assertThat(Expiring.news(app, stalled)).isEmpty();
        app.setStatus(stalled);
        app.getMetadata().setGeneration(7L);
        var unasked = status(health(false), NOW);
        assertThat(said(unasked)).contains(SAID);
        app.setStatus(unasked);

        var both = status(health(true, LONG, ability("auth.oauth2.clientCertificate", Duration.ofDays(90))), NOW);
        assertThat(said(both)).contains(SAID + "; " + OF_TOKENS);
        assertThat(Expiring.news(app, both)).containsExactly(OF_TOKENS);
    }

    @Test
    void isMeasuredOfTheFirstToEnd() {
        assertThat(Expiring.first(app, NOW)).isEmpty();
        var later = new LaneHealth.Ability(
                "auth.oauth2.clientCertificate.validity", NOW + "/" + END.plus(Duration.ofDays(76)), "spec");

        app.setStatus(status(health(true, later, LONG), NOW));

        assertThat(Expiring.first(app, NOW)).contains(new Expiring.End(END, true));
        assertThat(Expiring.first(app, NOW.minusSeconds(1))).contains(new Expiring.End(END, false));
    }

    @Test
    void isNotSaidOfAnythingElseThatAnAppCanDo() {
        var odd = new LaneHealth.Ability("tls.clientCertificate.validity", "tomorrow", "spec");
        var other = new LaneHealth.Ability("path", NOW + "/" + END, "spec");

        assertThat(said(status(health(true, odd, other), END))).isEmpty();
    }
}
