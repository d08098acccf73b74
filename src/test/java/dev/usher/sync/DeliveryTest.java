package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppSession;
import dev.usher.connector.Batch;
import dev.usher.connector.Capabilities;
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
import dev.usher.sync.Memberships.Wish;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Who of those who go together has to wait for the others. */
class DeliveryTest {
    private static final Entitlement STAFF = new Entitlement("group", "staff");

    private final AtomicLong numbers = new AtomicLong();
    private final FakeJournal journal = new FakeJournal();
    private final List<Wish> decided = new ArrayList<>();
    private final List<Wish> whenRead = new ArrayList<>();
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
