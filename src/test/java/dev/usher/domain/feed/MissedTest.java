package dev.usher.domain.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.Digests;
import dev.usher.domain.feed.Person.Standing;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MissedTest {
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
    private static final Digests DIGESTS = new Digests(new byte[16]);

    private static Person person(String uid, String key) {
        return new Person(
                "ada", uid, Standing.HERE, Optional.of(key), Map.of(), Map.of(), Optional.empty(), Optional.empty());
    }

    @Test
    void isReadAsItWasWritten() {
        var note = Missed.of(DIGESTS, "hr", person("1", "1815"), 2, NOW);

        assertThat(Missed.parse(note.text())).contains(note);
        assertThat(note.isOf(DIGESTS, "hr", person("1", "1815"))).isTrue();
    }

    @Test
    void isNobodyElsesAndOfNoOtherSource() {
        var note = Missed.of(DIGESTS, "hr", person("1", "1815"), 2, NOW);

        assertThat(note.isOf(DIGESTS, "hr", person("2", "1815"))).isFalse();
        assertThat(note.isOf(DIGESTS, "hr", person("1", "1816"))).isFalse();
        assertThat(note.isOf(DIGESTS, "badges", person("1", "1815"))).isFalse();
        assertThat(new Missed(3, NOW, note.digest()).isOf(DIGESTS, "hr", person("1", "1815")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "9999", "0 2026-12-01T12:00:00Z x", "-1 2026-12-01T12:00:00Z x", "2 yesterday x"})
    void whatIsNoneIsNotRead(String text) {
        assertThat(Missed.parse(text)).isEmpty();
    }
}
