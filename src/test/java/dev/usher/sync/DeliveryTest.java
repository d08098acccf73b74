package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppFailure;
import dev.usher.connector.AppSession;
import dev.usher.connector.Batch;
import dev.usher.connector.Capabilities;
import dev.usher.connector.Capability;
import dev.usher.connector.Change;
import dev.usher.connector.ChangeId;
import dev.usher.connector.Completeness;
import dev.usher.connector.Outcome;
import dev.usher.connector.Report;
import dev.usher.connector.Scope;
import dev.usher.connector.Sink;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.sync.Memberships.Wish;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who of those who go together has to wait for the others. */
class DeliveryTest {
    private static final Entitlement STAFF = new Entitlement("group", "staff");
    private static final Failure GONE = Failure.of(Kind.GONE, Detail.ENTITLEMENT, "group staff");
    private static final Outcome MADE = new Outcome.Agreed(Optional.empty());

    private final AtomicLong numbers = new AtomicLong();
    private final FakeJournal journal = new FakeJournal();
    private final List<Wish> decided = new ArrayList<>();
    private final List<Wish> whenRead = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final LaneCalls calls = new LaneCalls(
            new Terse(),
            () -> Priority.CHANGE,
            journal,
            Clock.systemUTC(),
            () -> new ChangeId(new AppId("people", "wiki"), new Identity("people", "1815"), numbers.incrementAndGet()));

    /** Shows the first of those who enter, and says of the others that it was done. */
    private final class Terse implements AppSession {
        @Override
        public Capabilities capabilities() {
            return new Capabilities(List.of());
        }

        @Override
        public void ping() {}

        @Override
        public Completeness observe(Scope scope, Sink sink) {
            whenRead.addAll(decided);
            return Completeness.EXACT;
        }

        @Override
        public void apply(Batch batch, Report report) {
            for (var change : batch.changes()) {
                var members = ((Change.Members) change).add();
                report.outcome(members.getFirst().id(), new Outcome.Agreed(Optional.empty()));
                members.stream().skip(1).forEach(member -> report.outcome(member.id(), new Outcome.Accepted()));
            }
        }

        @Override
        public void close() {}
    }

    /** Has no group; makes one if that is said, and one that is made late does not let anybody in at once. */
    private final class Bare implements AppSession {
        private final boolean makes;
        private final Outcome making;
        private final Set<String> groups = new HashSet<>();

        Bare(boolean makes, Outcome making) {
            this.makes = makes;
            this.making = making;
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities(
                    List.of(new Capability(Capability.GROUPS_CREATE, Boolean.toString(makes), Capability.Origin.spec)));
        }

        @Override
        public void ping() {}

        @Override
        public Completeness observe(Scope scope, Sink sink) {
            return Completeness.EXACT;
        }

        @Override
        public void apply(Batch batch, Report report) {
            switch (batch.changes().getFirst()) {
                case Change.Define define -> {
                    asked.add("make");
                    if (making instanceof Outcome.Agreed) {
                        groups.add(define.entitlement().value());
                    }
                    report.outcome(define.id(), making);
                }
                case Change.Members members -> {
                    asked.add("members");
                    var outcome = groups.isEmpty() ? new Outcome.Failed(GONE) : new Outcome.Agreed(Optional.empty());
                    Stream.concat(members.add().stream(), members.remove().stream())
                            .forEach(member -> report.outcome(member.id(), outcome));
                }
                case Change.OfAccount any -> throw new UnsupportedOperationException();
            }
        }

        @Override
        public void close() {}
    }

    private LaneCalls calls(AppSession session) {
        return new LaneCalls(session, () -> Priority.CHANGE, journal, Clock.systemUTC(), calls::nextId);
    }

    /** How one who enters, or leaves, a group of that app ends; without a word they did. */
    private Optional<Kind> end(Bare app, boolean holds) {
        var own = new Wish(new Change.Member(calls.nextId(), new RemoteId("a1")), holds, () -> true, calls(app));
        assertThat(go(own)).isEmpty();
        assertThat(decided).containsExactly(own);
        return own.failure().map(AppFailure::failure).map(Failure::kind);
    }

    @Test
    void whatIsNotThereIsMadeOnceForThoseWhoEnterIt() {
        assertThat(end(new Bare(true, MADE), true)).isEmpty();

        assertThat(asked).containsExactly("members", "make", "members");
        assertThat(journal.records())
                .containsSubsequence(
                        "intent Define", "result Define Agreed", "intent Members", "result Members Agreed");
    }

    @Test
    void whatIsNotThereIsMadeForNobodyWhoLeavesIt() {
        assertThat(end(new Bare(true, MADE), false)).contains(Kind.GONE);

        assertThat(asked).containsExactly("members");
    }

    @Test
    void whatIsNotThereIsMadeNowhereElse() {
        assertThat(end(new Bare(false, MADE), true)).contains(Kind.GONE);

        assertThat(asked).containsExactly("members");
    }

    @Test
    void whatCannotBeMadeIsNotAskedForAgain() {
        assertThat(end(new Bare(true, new Outcome.Failed(Failure.of(Kind.DENIED, Detail.NONE))), true))
                .contains(Kind.DENIED);

        assertThat(asked).containsExactly("members", "make");
    }

    @Test
    void whatIsSaidToBeMadeAndIsNotThereIsNotMadeTwice() {
        assertThat(end(new Bare(true, new Outcome.Accepted()), true)).contains(Kind.GONE);

        assertThat(asked).containsExactly("members", "make", "members");
    }

    @Test
    void whatMayBeMadeLaterIsWaitedFor() {
        var lost = new Outcome.Ambiguous(Failure.of(Kind.UNREACHABLE, Detail.TIMED_OUT), Instant.EPOCH);

        assertThat(end(new Bare(true, lost), true)).contains(Kind.WAITING);

        assertThat(asked).containsExactly("members", "make");
    }

    private Wish enters(String account, BooleanSupplier isStillDecided) {
        return new Wish(new Change.Member(calls.nextId(), new RemoteId(account)), true, isStillDecided, calls);
    }

    private List<Wish> go(Wish own, Wish... others) {
        var all = new ArrayList<>(List.of(own));
        all.addAll(List.of(others));
        return new Delivery(STAFF, own, decided::add).of(all);
    }

    @Test
    void whoeverIsShownToBeInDoesNotWaitForTheLookAtTheOthers() {
        var own = enters("a1", () -> true);
        var other = enters("a2", () -> true);

        assertThat(go(own, other)).isEmpty();

        assertThat(whenRead).containsExactly(own);
        assertThat(decided).containsExactly(own, other);
    }

    @Test
    void whoeverIsNotToEnterAnyMoreDoesNotWaitForTheOthers() {
        var own = enters("a1", () -> true);
        var other = enters("a2", () -> false);

        assertThat(go(own, other)).isEmpty();

        assertThat(decided).containsExactly(other, own);
        assertThat(other.isDropped()).isTrue();
    }

    @Test
    void whoeverIsNotToEnterAnyMoreLeavesItToAnotherToSendTheRequest() {
        var own = enters("a1", () -> false);
        var other = enters("a2", () -> true);

        assertThat(go(own, other)).containsExactly(other);

        assertThat(decided).containsExactly(own);
        assertThat(journal.records()).isEmpty();
    }
}
