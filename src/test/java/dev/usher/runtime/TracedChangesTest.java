package dev.usher.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.connector.Change;
import dev.usher.connector.ChangeId;
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.sync.Correlated;
import dev.usher.sync.CorrelationId;
import dev.usher.sync.Decided;
import dev.usher.sync.Journal;
import dev.usher.sync.JournalFailure;
import dev.usher.sync.Meter;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TracedChangesTest {
    private static final AppId WIKI = new AppId("people", "wiki");
    private static final Outcome AGREED = new Outcome.Agreed(Optional.empty());
    private static final Outcome DOWN = new Outcome.Failed(Failure.of(Kind.UNREACHABLE, Detail.NO_CONNECTION));

    private final Spanned spanned = new Spanned();
    private final TracedChanges changes = new TracedChanges(spanned.tracer(), Clock.systemUTC());
    private final Recording recording = new Recording();
    private final Journal journal = changes.journal(recording);
    private final Meter meter = changes.meter((app, op, failure, took) -> {});
    private long numbers;

    /** Notes what is said of the trace while it is told of a result. */
    private final class Recording implements Journal {
        private final List<Optional<String>> traces = new ArrayList<>();
        private boolean fails;

        @Override
        public void intent(Change change) {
            if (fails) {
                throw new JournalFailure("full");
            }
        }

        @Override
        public void result(Change change, Outcome outcome) {
            traces.add(CorrelationId.current().flatMap(changes::trace));
        }

        @Override
        public void decision(Decided decided) {}
    }

    private ChangeId id(String user) {
        return new ChangeId(
                WIKI, new Identity("people", user), Optional.of("ProvisionedUser/people/" + user), ++numbers);
    }

    private String ends(Change change, Outcome outcome, Optional<Kind> failed) {
        return Correlated.of(() -> {
            journal.intent(change);
            meter.called(WIKI, Op.DISABLE, failed, Duration.ofMillis(250));
            journal.result(change, outcome);
            return CorrelationId.current().orElseThrow();
        });
    }

    @Test
    void aChangeIsASpanFromItsIntentToItsResultAndItsRequestsAreWithinIt() {
        var correlation = ends(new Change.Disable(id("u1"), new RemoteId("ada")), AGREED, Optional.empty());

        assertThat(spanned.spans()).extracting(SpanData::getName).containsExactly("request disable", "change");
        var request = spanned.spans().getFirst();
        var change = spanned.spans().getLast();
        assertThat(Spanned.attributes(change))
                .isEqualTo(Map.of(
                        "usher.app",
                        "people/wiki",
                        "usher.resource",
                        "ProvisionedUser/people/u1",
                        "usher.correlation",
                        correlation,
                        "usher.change",
                        "Disable",
                        "usher.outcome",
                        "Agreed"));
        assertThat(change.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(request.getParentSpanId()).isEqualTo(change.getSpanId());
        assertThat(request.getTraceId()).isEqualTo(change.getTraceId());
        assertThat(Duration.ofNanos(request.getEndEpochNanos() - request.getStartEpochNanos()))
                .isEqualTo(Duration.ofMillis(250));
        assertThat(Spanned.attributes(request))
                .isEqualTo(Map.of("usher.app", "people/wiki", "usher.operation", "disable"));
    }

    @Test
    void whatIsWrittenOfTheResultStillKnowsTheTraceAndNothingDoesAfterIt() {
        var correlation = ends(new Change.Disable(id("u1"), new RemoteId("1")), AGREED, Optional.empty());

        assertThat(recording.traces)
                .containsExactly(Optional.of(spanned.spans().getLast().getTraceId()));
        assertThat(changes.trace(correlation)).isEmpty();
    }

    @Test
    void whatFailedIsAnErrorWithItsReason() {
        ends(new Change.Disable(id("u1"), new RemoteId("1")), DOWN, Optional.of(Kind.UNREACHABLE));

        assertThat(spanned.spans()).allSatisfy(span -> {
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(Spanned.attributes(span)).containsEntry("usher.reason", "AppUnreachable");
        });
    }

    @Test
    void thoseWhoGoTogetherAreOneTraceWithASpanForEach() {
        var group = new Entitlement("group", "analysts");
        var first = new Change.Members(group, List.of(new Change.Member(id("u1"), new RemoteId("1"))), List.of());
        var second = new Change.Members(group, List.of(new Change.Member(id("u2"), new RemoteId("2"))), List.of());

        Correlated.of(() -> {
            journal.intent(first);
            journal.intent(second);
            journal.result(first, AGREED);
            journal.result(second, AGREED);
            return true;
        });

        assertThat(spanned.spans())
                .extracting(span -> Spanned.attributes(span).get("usher.resource"))
                .containsExactly("ProvisionedUser/people/u1", "ProvisionedUser/people/u2");
        assertThat(spanned.spans())
                .extracting(SpanData::getTraceId)
                .containsOnly(spanned.spans().getFirst().getTraceId());
        assertThat(recording.traces)
                .containsOnly(Optional.of(spanned.spans().getFirst().getTraceId()));
    }

    @Test
    void whatCouldNotBeRecordedEndsAndWhatIsSentAllTheSameIsSeenOnceMore() {
        recording.fails = true;
        var shut = new Change.Disable(id("u1"), new RemoteId("1"));

        var correlation = Correlated.of(() -> {
            assertThatThrownBy(() -> journal.intent(shut)).isInstanceOf(JournalFailure.class);
            journal.result(shut, AGREED);
            return CorrelationId.current().orElseThrow();
        });

        assertThat(spanned.spans())
                .extracting(span -> Spanned.attributes(span).get("usher.outcome"))
                .containsExactly("Unrecorded", "Agreed");
        assertThat(changes.trace(correlation)).isEmpty();
    }

    @Test
    void changesThatNeverEndHideNoLaterOnes() {
        Correlated.of(() -> {
            for (var number = 0; number < TracedChanges.MOST; number++) {
                journal.intent(new Change.Disable(id("lost"), new RemoteId("1")));
            }
            return true;
        });
        var correlation = ends(new Change.Disable(id("u1"), new RemoteId("1")), AGREED, Optional.empty());

        assertThat(spanned.spans())
                .filteredOn(span -> span.getName().equals("change"))
                .extracting(span -> Spanned.attributes(span).get("usher.outcome"))
                .containsExactly("Lost", "Agreed");
        assertThat(changes.trace(correlation)).isEmpty();
    }

    @Test
    void ofWhatIsNotSentToAnybodyTheTraceIsNotSaid() {
        var unseen = new TracedChanges(
                SdkTracerProvider.builder()
                        .setSampler(Sampler.alwaysOff())
                        .build()
                        .get("test"),
                Clock.systemUTC());

        Correlated.of(() -> {
            unseen.journal(recording).intent(new Change.Disable(id("u1"), new RemoteId("1")));
            assertThat(unseen.trace(CorrelationId.current().orElseThrow())).isEmpty();
            return true;
        });
    }

    @Test
    void requestsOfNoChangeAreNotSeen() {
        meter.called(WIKI, Op.LIST, Optional.empty(), Duration.ofMillis(250));
        Correlated.of(() -> {
            meter.called(WIKI, Op.LIST, Optional.empty(), Duration.ofMillis(250));
            return true;
        });

        assertThat(spanned.spans()).isEmpty();
    }
}
