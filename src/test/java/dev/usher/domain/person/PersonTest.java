package dev.usher.domain.person;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Identity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PersonTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final Instant CREATED = Instant.parse("2026-11-01T12:00:00Z");

    private static Person person(Employment... employments) {
        return new Person(
                "people",
                "ada",
                PersonType.Employee,
                new Identity("people", "1"),
                Attributes.NONE,
                List.of(employments),
                Workday.WHOLE_DAYS_IN_UTC,
                Optional.empty(),
                CREATED);
    }

    private static Employment employment(String start, String end) {
        return new Employment(start + end, Employment.Status.Active, Moment.parse(start), Moment.parse(end), false);
    }

    @Test
    void beginsWithTheEarliestEmploymentThatIsNotOver() {
        var person = person(
                employment("2027-01-01", ""), employment("2020-01-01", "2021-01-01"), employment("2024-05-01", ""));

        assertThat(person.begins(NOW)).isEqualTo(Instant.parse("2024-05-01T00:00:00Z"));
    }

    @Test
    void beginsWhenDeclaredWhereNobodySaysWhen() {
        assertThat(person().begins(NOW)).isEqualTo(CREATED);
        assertThat(person(employment("", "")).begins(NOW)).isEqualTo(CREATED);
    }
}
