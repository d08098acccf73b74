package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.ProvisionedUser;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Identity;
import dev.usher.domain.person.Employment;
import dev.usher.domain.person.Leave;
import dev.usher.domain.person.Moment;
import dev.usher.domain.person.Pause;
import dev.usher.domain.person.Person;
import dev.usher.domain.person.PersonType;
import dev.usher.domain.person.Policy;
import dev.usher.domain.person.Visibility;
import dev.usher.domain.person.Workday;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PersonsTest {
    private static final Identity IDENTITY = new Identity("people", "1815");

    @Test
    void readsEveryFieldThatSaysSomethingOfThePerson() {
        var person = read("""
                {userName: ada, externalId: "1815", displayName: Ada Lovelace, email: ada@example.com, title: Analyst,
                 department: Engineering, division: Computing, organization: Engines Ltd, costCenter: "42",
                 location: London, country: GB, locale: en-GB, manager: {name: charles, namespace: board},
                 name: {given: Ada, family: Lovelace}, attributes: {badge: "77"}}""");

        assertThat(person.namespace()).isEqualTo("people");
        assertThat(person.name()).isEqualTo("ada");
        assertThat(person.identity()).isEqualTo(IDENTITY);
        assertThat(person.created()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(person.profile().values())
                .isEqualTo(Map.ofEntries(
                        Map.entry("userName", "ada"),
                        Map.entry("externalId", "1815"),
                        Map.entry("displayName", "Ada Lovelace"),
                        Map.entry("email", "ada@example.com"),
                        Map.entry("title", "Analyst"),
                        Map.entry("department", "Engineering"),
                        Map.entry("division", "Computing"),
                        Map.entry("organization", "Engines Ltd"),
                        Map.entry("costCenter", "42"),
                        Map.entry("location", "London"),
                        Map.entry("country", "GB"),
                        Map.entry("locale", "en-GB"),
                        Map.entry("manager", "charles"),
                        Map.entry("givenName", "Ada"),
                        Map.entry("familyName", "Lovelace"),
                        Map.entry("badge", "77")));
    }

    @Test
    void isAnEmployeeOfWhomNothingElseIsKnownWhereNothingIsSaid() {
        var person = read("{userName: ada}");

        assertThat(person.type()).isEqualTo(PersonType.Employee);
        assertThat(person.profile()).isEqualTo(Attributes.of(Map.of("userName", "ada")));
        assertThat(person.employments()).isEmpty();
        assertThat(person.pause()).isEmpty();
        assertThat(person.workday()).isEqualTo(Workday.WHOLE_DAYS_IN_UTC);
    }

    @ParameterizedTest
    @EnumSource
    void readsEveryType(PersonType type) {
        assertThat(read("{userName: ada, type: " + type + "}").type()).isEqualTo(type);
    }

    @Test
    void takesAFieldBeforeAFreeAttributeOfTheSameName() {
        assertThat(read("{userName: ada, department: Maths, attributes: {department: Physics, userName: eve}}")
                        .profile())
                .isEqualTo(Attributes.of(Map.of("userName", "ada", "department", "Maths")));
    }

    @Test
    void readsAnEmploymentWithAllThatIsSaidOfIt() {
        var person = read("""
                {userName: ada, employments: [{id: main, status: OnLeave, startTime: "2026-12-01",
                 endTime: "2027-06-30T18:00:00Z", primary: true, confidential: true, attributes: {title: Countess},
                 leaves: [{id: l1, from: "2027-02-01", until: "2027-05-01"}, {id: l2, from: "2027-06-01"}]}]}""");

        assertThat(person.employments())
                .containsExactly(new Employment(
                        "main",
                        Employment.Status.OnLeave,
                        Optional.of(day("2026-12-01")),
                        Optional.of(new Moment.At(Instant.parse("2027-06-30T18:00:00Z"))),
                        List.of(
                                new Leave("l1", day("2027-02-01"), Optional.of(day("2027-05-01"))),
                                new Leave("l2", day("2027-06-01"), Optional.empty())),
                        true,
                        true,
                        Attributes.of(Map.of("title", "Countess"))));
    }

    @Test
    void countsAnEntryOfWhichNothingIsSaidAsActive() {
        assertThat(read("{userName: ada, employments: [{id: main}]}").employments())
                .containsExactly(
                        new Employment("main", Employment.Status.Active, Optional.empty(), Optional.empty(), false));
    }

    @Test
    void readsUntilWhenSomebodyIsToBeLeftAlone() {
        assertThat(read("{userName: ada, suspend: {reason: why}}").pause()).contains(new Pause(Optional.empty()));
        assertThat(read("{userName: ada, suspend: {reason: why, until: \"2026-12-24\"}}")
                        .pause())
                .contains(new Pause(Optional.of(day("2026-12-24"))));
    }

    @Test
    void countsDaysInTheirOwnZoneBeforeThatOfTheirLocation() {
        assertThat(read("{userName: ada, timezone: Europe/Paris, location: LA}").workday())
                .isEqualTo(Workday.wholeDays(ZoneId.of("Europe/Paris")));
        assertThat(read("{userName: ada, location: LA}").workday())
                .isEqualTo(Workday.wholeDays(ZoneId.of("America/Los_Angeles")));
    }

    @ParameterizedTest(name = "refuses {0} and names {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "employments: [{id: a, startTime: '2026-02-30'}] | `spec.employments[a].startTime`",
                "employments: [{id: a, endTime: '2026-13-01'}] | `spec.employments[a].endTime`",
                "employments: [{id: a, leaves: [{id: b, from: x}]}] | `spec.employments[a].leaves[b].from`",
                "employments: [{id: a, leaves: [{id: b, from: '2026-01-01', until: x}]}] | `spec.employments[a].leaves[b].until`",
                "suspend: {reason: r, until: never} | `spec.suspend.until`",
                "suspend: {reason: r, until: never}, employments: [{id: a, endTime: x}, {id: b, endTime: x}] | `spec.employments[a].endTime`",
            })
    void refusesWhatDoesNotExistByTheFirstFieldThatSaysIt(String spec, String field) {
        assertThat(persons("{userName: ada, " + spec + "}"))
                .isInstanceOfSatisfying(
                        Reading.Invalid.class,
                        invalid -> assertThat(invalid.message()).startsWith(field + " must be "));
    }

    @Test
    void countsByThePolicyWhereTheirOwnZoneDoesNotExist() {
        var leaver = read("{userName: ada, timezone: Europe/Londn, employments: [{id: a, status: Terminated}]}");

        assertThat(leaver.workday()).isEqualTo(read("{userName: ada}").workday());
        assertThat(leaver.employments()).hasSize(1);
    }

    @ParameterizedTest(name = "does not know {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "type: Android | spec.type",
                "employments: [{id: a, status: Furloughed}] | spec.employments[a].status",
                "type: Android, timezone: Europe/Londn | spec.type",
            })
    void leavesAloneWhatANewerVersionMayKnow(String spec, String field) {
        assertThat(persons("{userName: ada, " + spec + "}")).isEqualTo(new Reading.Newer<>(field));
    }

    @Test
    void leavesAloneWhoeverHasNoSpecItUnderstands() {
        assertThat(Persons.person(new ProvisionedUser(), IDENTITY, Policy.STANDARD))
                .isEqualTo(new Reading.Newer<>("spec"));
    }

    private static Moment day(String text) {
        return new Moment.Day(LocalDate.parse(text));
    }

    private static Person read(String spec) {
        assertThat(persons(spec)).isInstanceOf(Reading.Of.class);
        return ((Reading.Of<Person>) persons(spec)).value();
    }

    private static Reading<Person> persons(String spec) {
        return Persons.person(
                Neighbourhood.user("people", "ada", spec.replace("\n", " "), "{}"),
                IDENTITY,
                new Policy(
                        Workday.WHOLE_DAYS_IN_UTC,
                        Map.of("LA", ZoneId.of("America/Los_Angeles")),
                        Map.of(),
                        new Visibility.Same(),
                        Optional.empty(),
                        Policy.NAMES_RESERVED,
                        Policy.LONG_ABSENCE,
                        List.of()));
    }
}
