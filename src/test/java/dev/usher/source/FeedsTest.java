package dev.usher.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.domain.account.Digests;
import dev.usher.domain.feed.Drafting;
import dev.usher.domain.feed.FieldTerms;
import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Sanity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FeedsTest {
    private static final SourceId HR = new SourceId("people", "hr");
    private static final Duration NEVER = Duration.ofDays(1);
    static final SourceTerms TERMS = new SourceTerms(
            new Drafting(
                    "number",
                    Stream.of("userName", "status")
                            .map(to -> new FieldTerms(to, to, Map.of(), Optional.empty()))
                            .toList()),
            List.of(),
            Sanity.STANDARD,
            false,
            Set.of(),
            Set.of(),
            "a");

    private final FakePeople people = new FakePeople();
    private final AtomicInteger told = new AtomicInteger();
    private final AtomicReference<Optional<Feeds.Setup>> declared = new AtomicReference<>(Optional.empty());
    private final Feeds feeds = new Feeds(new Feeds.Ports(
            (any, from) -> declared.get(),
            any -> declared.get().isPresent(),
            new Surroundings(
                    people,
                    people,
                    (source, user, generation, since) -> {},
                    new Digests(new byte[16]),
                    () -> Instant.EPOCH),
            any -> told.incrementAndGet()));

    @AfterEach
    void stop() {
        feeds.stop(Duration.ofSeconds(5));
    }

    private FakeFeed isDeclared(Duration every) {
        var feed = FakeFeed.of("number=1815 userName=ada status=Active");
        declared.set(Optional.of(new Feeds.Setup(TERMS, () -> feed, every)));
        return feed;
    }

    private void awaitTold(int times) {
        await().untilAsserted(() -> assertThat(told.get()).isGreaterThanOrEqualTo(times));
    }

    @Test
    void readsASourceAtOnceAndTellsWhatCameOfIt() {
        isDeclared(NEVER);

        feeds.look(HR, "1");

        awaitTold(1);
        assertThat(feeds.report(HR, "1")).containsInstanceOf(RunReport.Complete.class);
        assertThat(feeds.report(HR, "2")).as("of another declaration").isEmpty();
        assertThat(people.logins()).containsExactly("ada");
    }

    @Test
    void readsItAgainAndAgain() {
        isDeclared(Duration.ofMillis(1));

        feeds.look(HR, "1");

        awaitTold(3);
        assertThat(people.log()).containsExactly("create 1815");
    }

    @Test
    void readsItOnceForOneDeclarationAndAtOnceForTheNext() {
        isDeclared(NEVER);
        feeds.look(HR, "1");
        awaitTold(1);

        feeds.look(HR, "1");
        feeds.look(HR, "2");

        awaitTold(2);
        assertThat(feeds.report(HR, "2")).isPresent();
        assertThat(told).hasValue(2);
    }

    @Test
    void readsNoneThatIsNotDeclaredAnyMore() {
        isDeclared(Duration.ofMillis(1));
        feeds.look(HR, "1");
        awaitTold(1);

        declared.set(Optional.empty());

        await().untilAsserted(() -> assertThat(feeds.report(HR, "1")).isEmpty());
        var feed = isDeclared(NEVER);
        feeds.look(HR, "1");
        await().untilAsserted(() -> assertThat(feed.reads()).isPositive());
    }

    @Test
    void leavesASourceAloneAsLongAsItAsks() {
        var asked = new AtomicInteger();
        declared.set(Optional.of(new Feeds.Setup(
                TERMS,
                () -> {
                    var flaw = Flaw.of(Flaw.Defect.TOO_MANY_REQUESTS);
                    var until = asked.getAndIncrement() == 0 ? Duration.ofMillis(1) : NEVER;
                    return sink -> new Feed.Reading.Broken(flaw.until(Instant.EPOCH.plus(until)));
                },
                Duration.ofMillis(1))));

        feeds.look(HR, "1");

        awaitTold(2);
        await().during(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(asked).hasValue(2));
    }

    @Test
    void readsOneWhileAnotherOneOfItsNamespaceIsSlow() throws InterruptedException {
        var slow = new SourceId(HR.namespace(), "slow");
        var begun = new CountDownLatch(1);
        var ends = new CountDownLatch(1);
        isDeclared(NEVER);
        var setup = declared.get().orElseThrow();
        declared.set(Optional.of(new Feeds.Setup(
                TERMS,
                () -> {
                    begun.countDown();
                    waitFor(ends);
                    return setup.feed().get();
                },
                NEVER)));
        feeds.look(slow, "1");
        begun.await();

        declared.set(Optional.of(setup));
        feeds.look(HR, "1");

        awaitTold(1);
        assertThat(feeds.report(HR, "1")).isPresent();
        assertThat(feeds.report(slow, "1")).isEmpty();
        ends.countDown();
        awaitTold(2);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void goesOnAfterARunThatFailed() {
        var asked = new AtomicInteger();
        var feed = FakeFeed.of("number=1815 userName=ada status=Active");
        declared.set(Optional.of(new Feeds.Setup(
                TERMS,
                () -> {
                    if (asked.getAndIncrement() == 0) {
                        throw new IllegalStateException("on purpose");
                    }
                    return feed;
                },
                Duration.ofMillis(1))));

        feeds.look(HR, "1");

        awaitTold(1);
    }

    @Test
    void slowServersHoldUpNoFile() throws InterruptedException {
        var ends = new CountDownLatch(1);
        var begun = new CountDownLatch(8);
        isDeclared(NEVER);
        var near = declared.get().orElseThrow();
        declared.set(Optional.of(new Feeds.Setup(
                TERMS,
                () -> {
                    begun.countDown();
                    waitFor(ends);
                    return near.feed().get();
                },
                NEVER,
                true)));
        IntStream.range(0, 10).forEach(at -> feeds.look(new SourceId("slow-" + at, "hr"), "1"));
        begun.await();

        declared.set(Optional.of(near));
        feeds.look(HR, "1");

        await().untilAsserted(() -> assertThat(feeds.report(HR, "1")).isPresent());
        ends.countDown();
        awaitTold(11);
    }

    @Test
    void slowServersOfOneNamespaceHoldUpNoOther() throws InterruptedException {
        var ends = new CountDownLatch(1);
        var begun = new CountDownLatch(2);
        isDeclared(NEVER);
        var near = declared.get().orElseThrow();
        var slow = new Feeds.Setup(
                TERMS,
                () -> {
                    begun.countDown();
                    waitFor(ends);
                    return near.feed().get();
                },
                NEVER,
                true);
        declared.set(Optional.of(slow));
        IntStream.range(0, 10).forEach(at -> feeds.look(new SourceId("slow", "hr-" + at), "1"));
        begun.await();

        declared.set(Optional.of(new Feeds.Setup(TERMS, near.feed(), NEVER, true)));
        feeds.look(HR, "1");

        await().untilAsserted(() -> assertThat(feeds.report(HR, "1")).isPresent());
        ends.countDown();
        awaitTold(11);
    }
}
