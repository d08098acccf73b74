package dev.usher.controller;

import dev.usher.api.EmploymentEntry;
import dev.usher.api.LeaveEntry;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserSpec;
import dev.usher.api.Reference;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Identity;
import dev.usher.domain.person.Employment;
import dev.usher.domain.person.Leave;
import dev.usher.domain.person.Moment;
import dev.usher.domain.person.Pause;
import dev.usher.domain.person.Person;
import dev.usher.domain.person.PersonType;
import dev.usher.domain.person.Policy;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A user resource as a person; what cannot be understood is named by its field, the first one found. */
final class Persons {
    private final ProvisionedUser user;
    private final ProvisionedUserSpec spec;
    private Optional<Reading<Person>> refusal = Optional.empty();

    private Persons(ProvisionedUser user, ProvisionedUserSpec spec) {
        this.user = user;
        this.spec = spec;
    }

    /**
     * Reads a user.
     *
     * @param identity by which their accounts are found
     * @param policy of their namespace
     */
    static Reading<Person> person(ProvisionedUser user, Identity identity, Policy policy) {
        return user.getSpec() == null
                ? new Reading.Newer<>("spec")
                : new Persons(user, user.getSpec()).read(identity, policy);
    }

    private Reading<Person> read(Identity identity, Policy policy) {
        var person = new Person(
                user.getMetadata().getNamespace(),
                user.getMetadata().getName(),
                type(),
                identity,
                profile(spec),
                spec.employments().stream().map(this::employment).toList(),
                policy.workdayOf(zone(spec), Optional.ofNullable(spec.location())),
                Optional.ofNullable(spec.suspend())
                        .map(suspend -> new Pause(moment("spec.suspend.until", suspend.until()))),
                Times.created(user));
        spec.roles().forEach(this::times);
        return refusal.orElseGet(() -> new Reading.Of<>(person));
    }

    private void refuse(Reading<Person> reading) {
        if (refusal.isEmpty()) {
            refusal = Optional.of(reading);
        }
    }

    private PersonType type() {
        return known(PersonType.class, "spec.type", spec.type(), PersonType.Employee);
    }

    /** Their own zone; empty also where what they name is none, since a wrong zone may keep nobody in. */
    static Optional<ZoneId> zone(ProvisionedUserSpec spec) {
        try {
            return Optional.ofNullable(spec.timezone()).map(ZoneId::of);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Employment employment(EmploymentEntry entry) {
        var field = "spec.employments[" + entry.id() + "]";
        return new Employment(
                entry.id(),
                known(Employment.Status.class, field + ".status", entry.status(), Employment.Status.Active),
                moment(field + ".startTime", entry.startTime()),
                moment(field + ".endTime", entry.endTime()),
                entry.leaves().stream().map(leave -> leave(field, leave)).toList(),
                Boolean.TRUE.equals(entry.primary()),
                Boolean.TRUE.equals(entry.confidential()),
                Attributes.of(entry.attributes()));
    }

    /** An end that cannot be read must not become none. */
    private void times(ProvisionedUserSpec.RoleAssignment role) {
        var field = "spec.roles[" + role.name() + "]";
        var _ = moment(field + ".from", role.from());
        var _ = moment(field + ".until", role.until());
    }

    private Leave leave(String employment, LeaveEntry entry) {
        var field = employment + ".leaves[" + entry.id() + "]";
        return new Leave(
                entry.id(),
                moment(field + ".from", entry.from()).orElse(new Moment.At(Instant.MAX)),
                moment(field + ".until", entry.until()));
    }

    private Optional<Moment> moment(String field, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        var moment = Moment.parse(text);
        if (moment.isEmpty()) {
            refuse(new Reading.Invalid<>("`" + field + "` must be a date or an instant that exists"));
        }
        return moment;
    }

    private <E extends Enum<E>> E known(Class<E> type, String field, @Nullable String text, E otherwise) {
        if (text == null) {
            return otherwise;
        }
        return Translate.constant(type, text).orElseGet(() -> {
            refuse(new Reading.Newer<>(field));
            return otherwise;
        });
    }

    /** Fields go before free attributes of the same name. */
    private static Attributes profile(ProvisionedUserSpec spec) {
        Map<String, String> values = new TreeMap<>(spec.attributes());
        values.put(Attributes.USER_NAME, spec.userName());
        put(values, Attributes.EXTERNAL_ID, spec.externalId());
        put(values, Attributes.DISPLAY_NAME, spec.displayName());
        put(values, Attributes.EMAIL, spec.email());
        put(values, Attributes.TITLE, spec.title());
        put(values, Attributes.DEPARTMENT, spec.department());
        put(values, Attributes.DIVISION, spec.division());
        put(values, Attributes.ORGANIZATION, spec.organization());
        put(values, Attributes.COST_CENTER, spec.costCenter());
        put(values, Attributes.LOCATION, spec.location());
        put(values, Attributes.COUNTRY, spec.country());
        put(values, Attributes.LOCALE, spec.locale());
        put(
                values,
                Attributes.MANAGER,
                Optional.ofNullable(spec.manager()).map(Reference::name).orElse(null));
        Optional.ofNullable(spec.name()).ifPresent(name -> {
            put(values, Attributes.GIVEN_NAME, name.given());
            put(values, Attributes.FAMILY_NAME, name.family());
        });
        return Attributes.of(values);
    }

    private static void put(Map<String, String> values, String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }
}
