package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.usher.api.ProvisioningPolicy;
import dev.usher.domain.person.Duties;
import dev.usher.domain.person.PersonType;
import dev.usher.domain.person.Policy;
import dev.usher.domain.person.QualityRule;
import dev.usher.domain.person.Visibility;
import dev.usher.domain.person.Workday;
import dev.usher.domain.rule.Rule;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoliciesTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Optional<Duration> YEAR = Optional.of(Duration.ofDays(365));
    private static final Optional<Duration> TWO_WEEKS = Optional.of(Duration.ofDays(14));

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{workday: {}, locations: [], types: {Contractor: {}}, allowedNamespaces: {from: Same}}"})
    void isTheStandardWhereItSaysNothing(String spec) {
        var policy = read(spec);

        assertThat(policy.workday()).isEqualTo(Workday.WHOLE_DAYS_IN_UTC);
        assertThat(policy.locations()).isEmpty();
        assertThat(policy.visibility()).isEqualTo(new Visibility.Same());
        assertThat(policy.forget()).isEmpty();
        assertThat(policy.quality()).isEmpty();
        assertThat(PersonType.values()).allMatch(type -> policy.dutiesOf(type).equals(Duties.standard(type)));
    }

    @Test
    void readsAWorkday() {
        assertThat(read("workday: {start: '09:00', end: '18:30', zone: Europe/London}")
                        .workday())
                .isEqualTo(new Workday(LONDON, LocalTime.of(9, 0), Optional.of(LocalTime.of(18, 30))));
    }

    @Test
    void completesAWorkdayThatIsNotSaidWhole() {
        assertThat(read("workday: {zone: Europe/London}").workday()).isEqualTo(Workday.wholeDays(LONDON));
        assertThat(read("workday: {start: '09:00'}").workday())
                .isEqualTo(new Workday(ZoneOffset.UTC, LocalTime.of(9, 0), Optional.empty()));
        assertThat(read("workday: {end: '18:00'}").workday())
                .isEqualTo(new Workday(ZoneOffset.UTC, LocalTime.MIDNIGHT, Optional.of(LocalTime.of(18, 0))));
    }

    @Test
    void readsTheZonesOfLocations() {
        var spec = "locations: [{name: London, zone: Europe/London}, {name: Los Angeles, zone: America/Los_Angeles}]";

        assertThat(read(spec).locations())
                .isEqualTo(Map.of("London", LONDON, "Los Angeles", ZoneId.of("America/Los_Angeles")));
    }

    @ParameterizedTest
    @EnumSource
    void readsTheDutiesOfEveryTypeAndOfNoOther(PersonType type) {
        var policy = read("""
                types:
                  %s:
                    requireEnd: true
                    requireOwner: true
                    maximumSeconds: 86400
                    warnSeconds: 3600
                    requiredAttributes: [title, department]
                """.formatted(type));

        assertThat(policy.duties())
                .isEqualTo(Map.of(
                        type,
                        new Duties(
                                true,
                                true,
                                Optional.of(Duration.ofDays(1)),
                                Optional.of(Duration.ofHours(1)),
                                new TreeSet<>(Set.of("department", "title")))));
    }

    @Test
    void keepsTheStandardOfATypeInWhatIsNotSaid() {
        var none = new TreeSet<String>();

        assertThat(contractor("requireEnd: false")).isEqualTo(new Duties(false, true, YEAR, TWO_WEEKS, none));
        assertThat(contractor("requireOwner: false")).isEqualTo(new Duties(true, false, YEAR, TWO_WEEKS, none));
        assertThat(contractor("maximumSeconds: 60"))
                .isEqualTo(new Duties(true, true, Optional.of(Duration.ofMinutes(1)), TWO_WEEKS, none));
        assertThat(contractor("warnSeconds: 60"))
                .isEqualTo(new Duties(true, true, YEAR, Optional.of(Duration.ofMinutes(1)), none));
        assertThat(contractor("requiredAttributes: [email]"))
                .isEqualTo(new Duties(true, true, YEAR, TWO_WEEKS, new TreeSet<>(Set.of("email"))));
    }

    @Test
    void takesALimitAwayThatIsNought() {
        assertThat(contractor("maximumSeconds: 0").longest()).isEmpty();
        assertThat(contractor("warnSeconds: 0").warning()).isEmpty();
    }

    private static Duties contractor(String duties) {
        return read("types: {Contractor: {" + duties + "}}").dutiesOf(PersonType.Contractor);
    }

    @Test
    void readsFromWhereItsPeopleMayBeNamed() {
        assertThat(read("allowedNamespaces: {from: Same}").visibility()).isEqualTo(new Visibility.Same());
        assertThat(read("allowedNamespaces: {from: All}").visibility()).isEqualTo(new Visibility.All());
        assertThat(read("allowedNamespaces: {from: Names, names: [subsidiary, partners]}")
                        .visibility())
                .isEqualTo(new Visibility.Names(Set.of("subsidiary", "partners")));
    }

    @Test
    void readsByWhichLabelsItsPeopleMayBeNamed() {
        var namespaces = new Namespaces(Set.of());
        namespaces.put("subsidiary", Map.of("group", "acme"));
        namespaces.put("partners", Map.of());
        var spec = "allowedNamespaces: {from: Selector, selector: {matchLabels: {group: acme}}}";

        assertThat(Policies.policy(resource(spec), namespaces))
                .isInstanceOfSatisfying(
                        Reading.Of.class,
                        read -> assertThat(((Policy) read.value()).visibility())
                                .isEqualTo(new Visibility.Selected(
                                        Set.of("subsidiary"), Set.of("subsidiary", "partners"))));
    }

    @Test
    void readsWhenAndHowPersonalDataGoes() {
        assertThat(read("forgetAfterSeconds: 2592000").forget())
                .contains(new Policy.Forget(Duration.ofDays(30), Policy.Forget.How.Delete));
        assertThat(read("{forgetAfterSeconds: 0, forgetting: Delete}").forget())
                .contains(new Policy.Forget(Duration.ZERO, Policy.Forget.How.Delete));
        assertThat(read("{forgetAfterSeconds: 60, forgetting: Empty}").forget())
                .contains(new Policy.Forget(Duration.ofMinutes(1), Policy.Forget.How.Empty));
    }

    @Test
    void readsWhatHasToBeTrueOfEverybody() {
        assertThat(
                        read("quality: [{rule: has(user.email), message: give an address}, {rule: 'false', message: nobody}]")
                                .quality())
                .containsExactly(
                        new QualityRule(new Rule("has(user.email)"), "give an address"),
                        new QualityRule(new Rule("false"), "nobody"));
    }

    @ParameterizedTest(name = "{0} is from a newer version: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "allowedNamespaces: {from: Realm}                | spec.allowedNamespaces.from",
                "{forgetAfterSeconds: 1, forgetting: Scramble}   | spec.forgetting",
                "forgetting: Scramble                            | spec.forgetting",
                "workday: nine to five                           | spec",
                "types: {Contractor: {maximumSeconds: {days: 3}}} | spec",
                "locations: {London: Europe/London}              | spec",
            })
    void doesNothingAboutWhatANewerVersionMayKnow(String spec, String field) {
        assertThat(Policies.policy(resource(spec), new Namespaces(Set.of()))).isEqualTo(new Reading.Newer<>(field));
    }

    @Test
    void doesNothingAboutAResourceWithoutASpec() {
        assertThat(Policies.policy(new ProvisioningPolicy(), new Namespaces(Set.of())))
                .isEqualTo(new Reading.Newer<>("spec"));
    }

    @ParameterizedTest(name = "{0}: {1} must be {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "workday: {zone: Europe/Londn}  | spec.workday.zone  | a name of the IANA time zone database",
                "workday: {start: '25:00'}      | spec.workday.start | a time of the day",
                "workday: {end: 'noon'}         | spec.workday.end   | a time of the day",
                "locations: [{name: London, zone: Europe/London}, {name: Paris, zone: Europe/Pari}] | spec.locations[Paris].zone | a name of the IANA time zone database",
            })
    void saysWhatDoesNotExist(String spec, String field, String advice) {
        assertThat(Policies.policy(resource(spec), new Namespaces(Set.of())))
                .isInstanceOfSatisfying(
                        Reading.Invalid.class,
                        invalid -> assertThat(invalid.message()).startsWith("`" + field + "` must be " + advice));
    }

    private static Policy read(String spec) {
        return Policies.policy(resource(spec), new Namespaces(Set.of())) instanceof Reading.Of<Policy>(var policy)
                ? policy
                : fail("not understood: " + spec);
    }

    private static ProvisioningPolicy resource(String spec) {
        return Serialization.unmarshal(
                "metadata: {name: default, namespace: people}\nspec:\n" + spec.indent(2), ProvisioningPolicy.class);
    }
}
