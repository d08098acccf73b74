package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatheringTest {
    private static final Duration A_MOMENT = Duration.ofMillis(50);

    private final List<String> looked = new CopyOnWriteArrayList<>();
    private final CountDownLatch held = new CountDownLatch(1);
    private final Gathering<String> gathering = new Gathering<>("test-gathering", A_MOMENT, this::look);

    private void look(String subject) {
        looked.add(subject);
        if (subject.equals("mistake")) {
            throw new IllegalStateException("a mistake");
        }
        if (subject.equals("slow")) {
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @AfterEach
    void close() {
        held.countDown();
        gathering.close();
    }

    @Test
    void oneLookSeesAllThatCameWithinAMoment() {
        List.of("slow", "ada", "ada", "ada", "grace").forEach(gathering::add);
        await().until(() -> looked.contains("slow"));
        List.of("ada", "grace").forEach(gathering::add);
        held.countDown();

        await().until(() -> looked.contains("grace"));
        assertThat(looked).containsExactly("slow", "ada", "grace");
    }

    @Test
    void whatComesAfterALookHasBegunIsLookedAtAgain() {
        gathering.add("slow");
        await().until(() -> looked.contains("slow"));
        gathering.add("slow");
        held.countDown();

        await().untilAsserted(() -> assertThat(looked).containsExactly("slow", "slow"));
    }

    @Test
    void whatOneLookFailsAtKeepsNobodyElseFromBeingLookedAt() {
        List.of("mistake", "ada").forEach(gathering::add);

        await().untilAsserted(() -> assertThat(looked).containsExactly("mistake", "ada"));
    }

    @Test
    void onceItIsClosedNobodyIsLookedAtAndNobodyIsTurnedAway() {
        gathering.add("ada");
        gathering.close();
        gathering.add("grace");

        await().during(A_MOMENT.multipliedBy(4)).until(looked::isEmpty);
    }
}
