package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.plan.Ours;
import dev.usher.simulator.StandingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OutlookTest {
    private static final AppId APP = new AppId("people", "wiki");
    private static final Identity ADA = new Identity("people", "1");
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final Decision KEPT = new Decision.Hold(Why.KeptByPolicy);
    private static final Decision SHUT = new Decision.Disabled(Why.UserDeleted);

    private final StandingClock clock = new StandingClock(NOW);
    private Facts shown = new Holder(ADA, KEPT);
    private int decisions;
    private final Outlook outlook = new Outlook(APP, clock, ADA, Optional.empty(), new Latest(shown));

    /** A look, with the next of which whatever is shown then is seen. */
    private final class Latest implements Look {
        private final Facts facts;

        Latest(Facts facts) {
            this.facts = facts;
        }

        @Override
        public Facts facts() {
            return facts;
        }

        @Override
        public Look again() {
            return new Latest(shown);
        }
    }

    /** Somebody about whom one thing is decided for a minute. */
    private final class Holder implements Facts.OfHolder {
        private final Identity identity;
        private final Decision decision;

        Holder(Identity identity, Decision decision) {
            this.identity = identity;
            this.decision = decision;
        }

        @Override
        public Verdict verdict(AppId app, Optional<KnownAccount> closer, Instant at) {
            decisions++;
            return new Verdict(Optional.of(decision), at, NOW.plus(A_MINUTE));
        }

        @Override
        public Optional<Decision> decide(AppId app, Optional<KnownAccount> closer, Instant at) {
            throw new AssertionError("nobody would know how long it holds");
        }

        @Override
        public Identity identity() {
            return identity;
        }

        @Override
        public Set<Identity> aliases() {
            return Set.of();
        }

        @Override
        public Optional<String> userName(AppId app, Instant at) {
            return Optional.empty();
        }

        @Override
        public boolean mayBeCalled(String name, AppId app, Instant at) {
            return true;
        }

        @Override
        public Optional<KnownAccount> account(AppId app) {
            return Optional.empty();
        }

        @Override
        public Ours ours(AppId app) {
            throw new AssertionError("nobody asks");
        }

        @Override
        public Basis basis() {
            throw new AssertionError("nobody asks");
        }
    }

    @Test
    void decidesOnceAsLongAsTheSameIsSeen() {
        assertThat(outlook.last()).contains(KEPT);
        assertThat(outlook.now()).contains(KEPT);
        clock.pass(A_MINUTE.minusNanos(1));
        assertThat(outlook.now()).contains(KEPT);

        assertThat(decisions).isEqualTo(1);
    }

    @Test
    void decidesAnewOnceSomethingElseIsSeen() {
        assertThat(outlook.now()).contains(KEPT);
        shown = new Holder(ADA, SHUT);

        assertThat(outlook.now()).contains(SHUT);
        assertThat(outlook.last()).contains(SHUT);
    }

    @Test
    void decidesAnewOnceTimeMayHaveChangedSomething() {
        assertThat(outlook.now()).contains(KEPT);
        clock.pass(A_MINUTE);
        outlook.now();

        assertThat(decisions).isEqualTo(2);
    }

    @Test
    void decidesAnewForATimeBeforeThat() {
        outlook.now();
        clock.pass(Duration.ofSeconds(-1));
        outlook.now();

        assertThat(decisions).isEqualTo(2);
    }

    @Test
    void decidesNothingAboutSomebodyElseWhoGoesByTheKeyByNow() {
        shown = new Holder(new Identity("people", "2"), KEPT);

        assertThat(outlook.now()).isEmpty();
    }

    @Test
    void decidesNothingOnceNobodyIsThere() {
        shown = new Facts.None();

        assertThat(outlook.now()).isEmpty();
    }
}
