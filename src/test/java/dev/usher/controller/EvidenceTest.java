package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.ProvisionedUser;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EvidenceTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final String BY_NAME = "name";

    private final FakeCache<ProvisionedUser> users = new FakeCache<>();
    private final WitnessedCache<ProvisionedUser> cache = new WitnessedCache<>(users);

    private static ProvisionedUser user(String name, String userName) {
        return Neighbourhood.user("people", name, "{userName: " + userName + "}", "{}");
    }

    private static Evidence evidence(Runnable question) {
        return Evidence.taken(NOW, () -> {
                    question.run();
                    return true;
                })
                .evidence();
    }

    @Nested
    class OfWhatIsCached {
        @Test
        void standsAsLongAsTheSameResourceIsFound() {
            users.put(user("ada", "ada"));
            var evidence = evidence(() -> cache.get(new ResourceID("ada", "people")));
            users.put(user("grace", "grace"));
            assertThat(evidence.stands(NOW)).isTrue();

            users.put(user("ada", "ada"));

            assertThat(evidence.stands(NOW)).isFalse();
        }

        @Test
        void standsAsLongAsAResourceIsNotThere() {
            var evidence = evidence(() -> cache.get(new ResourceID("ada", "people")));
            assertThat(evidence.stands(NOW)).isTrue();

            users.put(user("ada", "ada"));

            assertThat(evidence.stands(NOW)).isFalse();
        }

        @Test
        void standsAsLongAsTheSameAreFoundByAnIndex() {
            users.addIndexer(BY_NAME, user -> List.of(user.getSpec().userName()));
            users.put(user("ada", "al"));
            var evidence = evidence(() -> cache.byIndex(BY_NAME, "al"));
            users.put(user("grace", "grace"));
            assertThat(evidence.stands(NOW)).isTrue();

            users.put(user("alan", "al"));
            assertThat(evidence.stands(NOW)).isFalse();

            users.remove(user("ada", "al"));
            assertThat(evidence.stands(NOW)).as("as many, but others").isFalse();
        }

        @Test
        void standsAsLongAsNothingIsInAnEmptyCache() {
            var evidence = evidence(cache::isEmpty);
            assertThat(evidence.stands(NOW)).isTrue();

            users.put(user("ada", "ada"));

            assertThat(evidence.stands(NOW)).isFalse();
        }

        @Test
        void isNoneWhereAllWasLookedThrough() {
            assertThat(evidence(cache::list).stands(NOW)).isFalse();
            assertThat(evidence(() -> cache.list("people")).stands(NOW)).isFalse();
        }
    }

    @Nested
    class OfTime {
        private final Evidence evidence = evidence(() -> {
            Evidence.changesAt(NOW.plusSeconds(9));
            Evidence.changesAt(NOW.plusSeconds(5));
            Evidence.changesAt(NOW.minusSeconds(5));
        });

        @Test
        void standsUntilTimeAloneChangesSomething() {
            assertThat(evidence.stands(NOW)).isTrue();
            assertThat(evidence.stands(NOW.plusSeconds(5).minusNanos(1))).isTrue();
            assertThat(evidence.stands(NOW.plusSeconds(5))).isFalse();
        }

        @Test
        void saysNothingOfATimeBeforeIt() {
            assertThat(evidence.stands(NOW.minusNanos(1))).isFalse();
        }
    }

    @Nested
    class WhatIsLookedUp {
        private final AtomicInteger asked = new AtomicInteger();

        private record Counted(AtomicInteger asked) implements Evidence.LookUp<Integer> {
            @Override
            public Integer ask() {
                return asked.incrementAndGet() > 0 ? 1 : 0;
            }
        }

        private record Around(Counted within) implements Evidence.LookUp<Boolean> {
            @Override
            public Boolean ask() {
                return Evidence.of(within) > 0;
            }

            @Override
            public boolean isSame(Boolean then, Boolean now) {
                return true;
            }
        }

        @Test
        void isAskedOnceForOneAnswer() {
            evidence(() -> {
                Evidence.of(new Counted(asked));
                Evidence.of(new Counted(asked));
            });

            assertThat(asked).hasValue(1);
        }

        @Test
        void isAskedEachTimeWhereNobodyTakesEvidence() {
            Evidence.of(new Counted(asked));
            Evidence.of(new Counted(asked));

            assertThat(asked).hasValue(2);
        }

        @Test
        void answersForWhatItRestsOnItself() {
            var evidence = evidence(() -> Evidence.of(new Around(new Counted(asked))));
            evidence.stands(NOW);

            assertThat(asked)
                    .as("once in the answer, and once by the look-up when it is asked again")
                    .hasValue(2);
        }
    }
}
