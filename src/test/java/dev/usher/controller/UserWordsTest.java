package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.api.ProvisionedUser;
import dev.usher.kube.Events;
import dev.usher.kube.Installation;
import dev.usher.kube.StubbedApi;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UserWordsTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");

    private final Neighbourhood here = new Neighbourhood();
    private final CountDownLatch answers = new CountDownLatch(1);
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final AtomicInteger looks = new AtomicInteger();
    private final StubbedApi api = StubbedApi.answering(patch -> {
        sent.add(patch.body());
        awaitQuietly();
        return new StubbedApi.Answer(200, patch.body());
    });
    private final UserWords words = words();

    private UserWords words() {
        var statuses = new Statuses<ProvisionedUser>(api.client(), () -> true, any -> looks.incrementAndGet());
        var clock = Clock.fixed(NOW, ZoneOffset.UTC);
        var events =
                new Events(api.client(), new Installation("usher", "usher-system", "1"), clock, () -> 0, any -> {});
        return new UserWords(statuses, new Mailbox(here.caches), new Pacing(), new Announcements(events));
    }

    @AfterEach
    void stopIt() {
        answers.countDown();
        api.close();
    }

    private void awaitQuietly() {
        try {
            answers.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ProvisionedUser ada(String state) {
        return here.has("people", "ada", "{userName: ada}", "{observedGeneration: 1, lifecycleState: " + state + "}");
    }

    private UserWords.Said says(ProvisionedUser user, String state) {
        var status = ada(state).getStatus();
        return words.say(
                user, new UserStatuses.Assessment(status, true, true, Set.of(), true, List.of(), List.of()), NOW);
    }

    /** A role that is deleted meanwhile must not be given to her by what is stored late. */
    @Test
    void nothingIsTheLastWordWhileAnEarlierOneIsUnderWay() {
        var user = ada("Planned");
        assertThat(says(user, "Active").last()).isTrue();
        await().until(() -> sent.size() == 1);

        assertThat(says(user, "Planned").last()).as("what is stored already").isFalse();
        assertThat(says(user, "Departed").last()).as("something else").isFalse();

        answers.countDown();
        await().untilAsserted(() -> assertThat(looks).hasValue(1));
        assertThat(says(ada("Active"), "Active").last()).isTrue();
        assertThat(sent).singleElement().asString().contains("Active");
    }

    @Test
    void whatIsNotFinalTakesThePlaceOfWhatWaitsAndWaitsItselfOtherwise() {
        var user = ada("Planned");
        var open = new UserStatuses.Assessment(
                ada("Active").getStatus(), false, true, Set.of(), false, List.of(), List.of());

        var said = words.say(user, open, NOW);

        assertThat(said.last()).isTrue();
        assertThat(said.control().getScheduleDelay()).isPresent();
        assertThat(sent).isEmpty();
    }
}
