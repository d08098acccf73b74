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
import dev.usher.sync.CorrelationId;
import dev.usher.sync.Decided;
import dev.usher.sync.Journal;
import dev.usher.sync.JournalFailure;
import dev.usher.sync.Meter;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TracedChangesTest {
    private static final AppId WIKI = new AppId("people", "wiki");
    private static final Outcome AGREED = new Outcome.Agreed(Optional.empty());
    private static final Outcome DOWN = new Outcome.Failed(Failure.of(Kind.UNREACHABLE, Detail.NO_CONNECTION));

    private final List<SpanData> told = new ArrayList<>();
    private final TracedChanges changes = new TracedChanges(
            SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(new Kept()))
                    .build()
                    .get("test"),
            Clock.systemUTC());
    private final Recording recording = new Recording();
    private final Journal journal = changes.journal(recording);
    private final Meter meter = changes.meter((app, op, failure, took) -> {});
    private long numbers;

    private final class Kept implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            told.addAll(spans);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

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
        return CorrelationId.of(() -> {
            journal.intent(change);
            meter.called(WIKI, Op.DISABLE, failed, Duration.ofMillis(250));
            journal.result(change, outcome);
            return CorrelationId.current().orElseThrow();
        });
    }

    private static Map<String, String> attributes(SpanData span) {
        var all = new HashMap<String, String>();
        span.getAttributes().forEach((key, value) -> all.put(key.getKey(), value.toString()));
        return all;
    }

    @Test
    void aChangeIsASpanFromItsIntentToItsResultAndItsRequestsAreWithinIt() {
        var correlation = ends(new Change.Disable(id("u1"), new RemoteId("ada")), AGREED, Optional.empty());

        assertThat(told).extracting(SpanData::getName).containsExactly("request disable", "change");
        var request = told.getFirst();
        var change = told.getLast();
        assertThat(attributes(change))
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
        assertThat(attributes(request)).isEqualTo(Map.of("usher.app", "people/wiki", "usher.operation", "disable"));
    }

    @Test
    void whatIsWrittenOfTheResultStillKnowsTheTraceAndNothingDoesAfterIt() {
        var correlation = ends(new Change.Disable(id("u1"), new RemoteId("1")), AGREED, Optional.empty());

        assertThat(recording.traces).containsExactly(Optional.of(told.getLast().getTraceId()));
        assertThat(changes.trace(correlation)).isEmpty();
    }

    @Test
    void whatFailedIsAnErrorWithItsReason() {
        ends(new Change.Disable(id("u1"), new RemoteId("1")), DOWN, Optional.of(Kind.UNREACHABLE));

        assertThat(told).allSatisfy(span -> {
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(attributes(span)).containsEntry("usher.reason", "AppUnreachable");
        });
    }

    @Test
    void thoseWhoGoTogetherAreOneTraceWithASpanForEach() {
        var group = new Entitlement("group", "analysts");
        var first = new Change.Members(group, List.of(new Change.Member(id("u1"), new RemoteId("1"))), List.of());
        var second = new Change.Members(group, List.of(new Change.Member(id("u2"), new RemoteId("2"))), List.of());

        CorrelationId.of(() -> {
            journal.intent(first);
            journal.intent(second);
            journal.result(first, AGREED);
            journal.result(second, AGREED);
            return true;
        });

        assertThat(told)
                .extracting(span -> attributes(span).get("usher.resource"))
                .containsExactly("ProvisionedUser/people/u1", "ProvisionedUser/people/u2");
        assertThat(told)
                .extracting(SpanData::getTraceId)
                .containsOnly(told.getFirst().getTraceId());
        assertThat(recording.traces).containsOnly(Optional.of(told.getFirst().getTraceId()));
    }

    @Test
    void whatCouldNotBeRecordedEndsAndWhatIsSentAllTheSameIsSeenOnceMore() {
        recording.fails = true;
        var shut = new Change.Disable(id("u1"), new RemoteId("1"));

        var correlation = CorrelationId.of(() -> {
            assertThatThrownBy(() -> journal.intent(shut)).isInstanceOf(JournalFailure.class);
            journal.result(shut, AGREED);
            return CorrelationId.current().orElseThrow();
        });

        assertThat(told)
                .extracting(span -> attributes(span).get("usher.outcome"))
                .containsExactly("Unrecorded", "Agreed");
        assertThat(changes.trace(correlation)).isEmpty();
    }

    @Test
    void requestsOfNoChangeAreNotSeen() {
        meter.called(WIKI, Op.LIST, Optional.empty(), Duration.ofMillis(250));
        CorrelationId.of(() -> {
            meter.called(WIKI, Op.LIST, Optional.empty(), Duration.ofMillis(250));
            return true;
        });

        assertThat(told).isEmpty();
    }
}
