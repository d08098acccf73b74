package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.HttpSource;
import dev.usher.api.WriteBack;
import dev.usher.connector.Credentials;
import dev.usher.domain.feed.Drafting;
import dev.usher.domain.feed.FeedRecord;
import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.domain.feed.Owed;
import dev.usher.domain.feed.Refusal;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.secret.Sensitive;
import dev.usher.net.Body;
import dev.usher.net.HttpAnswer;
import dev.usher.net.HttpRequest;
import dev.usher.net.HttpSender;
import dev.usher.source.Feed;
import dev.usher.source.Pen;
import dev.usher.source.SourceId;
import dev.usher.source.http.HttpFeeds;
import dev.usher.sync.NotOffered;
import dev.usher.sync.Vault;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class HttpSourcesTest {
    private static final SourceId HR = new SourceId("people", "hr");
    private static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");

    private static final Feed.Sink PASSING = new Feed.Sink() {
        @Override
        public void record(FeedRecord record) {
            // Whom it speaks of does not matter here.
        }

        @Override
        public void refused(Refusal refusal) {
            // Nor whom it does not.
        }
    };

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private Instant now = NOW;
    private int status = 401;
    private String version = "1";
    private Optional<Failure> withheld = Optional.empty();

    private final Vault vault = (namespace, uses) -> {
        if (withheld.isPresent()) {
            throw new NotOffered(withheld.get());
        }
        return new Credentials(Map.of("token", new Sensitive("secret")), version);
    };
    private final HttpSources sources = new HttpSources(
            new Shown(vault, new Rejections(() -> now)),
            new Pens(vault, new Rejections(() -> now)),
            new HttpFeeds(tls -> new Answering(), Clock.fixed(NOW, ZoneOffset.UTC), time -> {}));

    private final class Answering implements HttpSender {
        @Override
        public HttpAnswer send(HttpRequest request) {
            asked.incrementAndGet();
            return new HttpAnswer(status, Map.of(), Body.of("[{\"id\": 1}]"));
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    private Supplier<Feed> declared(String url) {
        var said = Serialization.unmarshal(
                "---\n{url: '" + url + "', records: '', auth: {bearer: {secretRef: {name: hr, key: token}}}}",
                HttpSource.class);
        return ((Reading.Of<Supplier<Feed>>)
                        sources.read(HR, said, new Wanted(new Drafting("/id", List.of()), Set.of()), Optional.empty()))
                .value();
    }

    private Optional<Defect> defect(Supplier<Feed> feed) {
        return feed.get().read(PASSING) instanceof Feed.Reading.Broken(Flaw flaw)
                ? Optional.of(flaw.defect())
                : Optional.empty();
    }

    @Test
    void readsOnceAndLetsGoOfEveryConnection() {
        status = 200;
        var feed = declared("https://hr.example.com/people").get();

        feed.read(PASSING);
        feed.read(PASSING);

        assertThat(asked).hasValue(1);
        assertThat(closed).hasValue(2);
    }

    @Test
    void showsWhatWasNotTakenAgainAfterAnHour() {
        var feed = declared("https://hr.example.com/people");
        assertThat(defect(feed)).contains(Defect.CREDENTIALS_REFUSED);
        assertThat(defect(feed)).contains(Defect.CREDENTIALS_REFUSED);
        assertThat(asked).hasValue(1);

        now = NOW.plus(Duration.ofHours(1));
        assertThat(defect(feed)).contains(Defect.CREDENTIALS_REFUSED);
        assertThat(asked).hasValue(2);
    }

    @Test
    void waitsTwiceAsLongEachTimeAndNeverLongerThanADay() {
        var feed = declared("https://hr.example.com/people");

        for (var hour = 0; hour < 24 * 10; hour++) {
            defect(feed);
            now = now.plus(Duration.ofHours(1));
        }

        assertThat(asked)
                .as("after 0, 1, 3, 7, 15 and 31 hours, and then once a day")
                .hasValue(14);
    }

    @Test
    void showsAnotherSecretAndAsksElsewhereAtOnce() {
        assertThat(defect(declared("https://hr.example.com/people"))).contains(Defect.CREDENTIALS_REFUSED);

        version = "2";
        assertThat(defect(declared("https://hr.example.com/people"))).contains(Defect.CREDENTIALS_REFUSED);
        assertThat(asked).hasValue(2);

        status = 200;
        assertThat(defect(declared("https://hr.example.com/workers"))).isEmpty();
        assertThat(asked).hasValue(3);
    }

    @Test
    void asksAgainAfterAnythingElse() {
        status = 500;
        var feed = declared("https://hr.example.com/people");

        assertThat(defect(feed)).contains(Defect.NOT_READ);
        assertThat(defect(feed)).contains(Defect.NOT_READ);

        assertThat(asked).hasValue(2);
    }

    @Test
    void asksNobodyWithoutItsSecret() {
        var feed = declared("https://hr.example.com/people");
        withheld =
                Optional.of(Failure.of(Kind.UNAUTHORIZED, Detail.SECRET_NOT_OFFERED, "hr", "token", "hr.example.com"));
        assertThat(feed.get().read(PASSING))
                .isEqualTo(new Feed.Reading.Broken(
                        Flaw.of(Defect.CREDENTIALS_NOT_OFFERED).about(List.of("hr", "token", "hr.example.com"))));

        withheld = Optional.of(Failure.of(Kind.WAITING, Detail.API_SERVER));
        assertThat(defect(feed)).contains(Defect.NOT_READ);
        assertThat(asked).hasValue(0);
    }

    private Pen pen() {
        var http = Serialization.unmarshal(
                "---\n{url: 'https://hr.example.com/people', records: '', auth: {bearer: {secretRef: {name: hr, key: token}}}}",
                HttpSource.class);
        var back = Serialization.unmarshal(
                "---\n{fields: [{from: userName, to: /login}], http: {url: 'https://hr.example.com/people/{key}'}}",
                WriteBack.class);
        var wanted = new Wanted(new Drafting("/id", List.of()), Set.of("/login"));
        return ((Reading.Of<Supplier<Pen>>) sources.pen(HR, http, back, wanted))
                .value()
                .get();
    }

    private static final Owed ADA = new Owed("1815", new TreeMap<>(Map.of("/login", "ada")), Map.of());

    @Test
    void whatMayNotWriteIsNotShownAgainForAWhile() {
        assertThat(pen().write(ADA)).isInstanceOf(Pen.Answer.Broken.class);
        assertThat(asked).hasValue(1);

        assertThat(pen().write(ADA)).isInstanceOf(Pen.Answer.Closed.class);
        assertThat(asked).as("nobody is asked").hasValue(1);

        version = "2";
        status = 200;
        try (var open = pen()) {
            assertThat(open.write(ADA)).isEqualTo(new Pen.Answer.Written());
        }
    }

    @Test
    void thatOneMayNotBeWrittenShutsNobodyElseOut() {
        status = 403;
        assertThat(pen().write(ADA)).isInstanceOf(Pen.Answer.Failed.class);

        status = 200;

        assertThat(pen().write(ADA)).isEqualTo(new Pen.Answer.Written());
        assertThat(asked).hasValue(2);
    }

    @Test
    void aPenWhoseSecretIsNotOfferedWritesNothing() {
        withheld = Optional.of(Failure.of(Kind.UNAUTHORIZED, Detail.NONE));

        assertThat(pen().write(ADA))
                .isInstanceOfSatisfying(
                        Pen.Answer.Closed.class,
                        closed -> assertThat(closed.flaw().defect()).isEqualTo(Flaw.Defect.CREDENTIALS_NOT_OFFERED));
        assertThat(asked).hasValue(0);
    }
}
