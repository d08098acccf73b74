package dev.usher.controller;

import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.ProvisioningPolicySpec;
import dev.usher.api.ProvisioningPolicyStatus;
import dev.usher.domain.person.Duties;
import dev.usher.domain.person.PersonType;
import dev.usher.domain.person.Policy;
import dev.usher.domain.person.QualityRule;
import dev.usher.domain.person.Workday;
import dev.usher.domain.rule.Rule;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The policy of a namespace as the domain's words; the border where null ends. */
final class Policies {
    private Policies() {}

    static Reading<Policy> policy(ProvisioningPolicy resource, Namespaces namespaces) {
        var spec = resource.getSpec();
        if (spec == null) {
            return new Reading.Newer<>("spec");
        }
        return workday(spec.workday())
                .then(workday -> locations(spec.locations())
                        .then(locations -> Visibilities.of(spec.allowedNamespaces(), namespaces)
                                .then(visibility -> forget(spec)
                                        .then(forget -> new Reading.Of<>(new Policy(
                                                workday,
                                                locations,
                                                duties(spec.types()),
                                                visibility,
                                                forget,
                                                Optional.ofNullable(spec.reserveUserNamesSeconds())
                                                        .map(Duration::ofSeconds)
                                                        .orElse(Policy.NAMES_RESERVED),
                                                Optional.ofNullable(spec.confirmRolesAfterSeconds())
                                                        .map(Duration::ofSeconds)
                                                        .orElse(Policy.LONG_ABSENCE),
                                                quality(spec)))))));
    }

    /** What goes on to count of a policy that cannot be followed: where days start and end, as it was last in force. */
    static Policy lastInForce(ProvisioningPolicy resource) {
        var status = Optional.ofNullable(resource.getStatus()).orElse(ProvisioningPolicyStatus.NONE);
        var days = workday(status.workday())
                .then(workday -> locations(status.locations())
                        .then(locations -> new Reading.Of<>(Policy.STANDARD.with(workday, locations))));
        return days instanceof Reading.Of<Policy> read ? read.value() : Policy.STANDARD;
    }

    private static Reading<Workday> workday(ProvisioningPolicySpec.@Nullable Workday entry) {
        if (entry == null) {
            return new Reading.Of<>(Workday.WHOLE_DAYS_IN_UTC);
        }
        return zone("spec.workday.zone", Optional.ofNullable(entry.zone()))
                .then(zone -> time("spec.workday.start", Optional.ofNullable(entry.start()))
                        .then(start -> time("spec.workday.end", Optional.ofNullable(entry.end()))
                                .then(end ->
                                        new Reading.Of<>(new Workday(zone, start.orElse(LocalTime.MIDNIGHT), end)))));
    }

    private static Reading<Map<String, ZoneId>> locations(List<ProvisioningPolicySpec.Location> entries) {
        Reading<Map<String, ZoneId>> all = new Reading.Of<>(Map.of());
        for (var entry : entries) {
            all = all.then(known -> zone("spec.locations[" + entry.name() + "].zone", Optional.of(entry.zone()))
                    .then(zone -> new Reading.Of<>(with(known, entry.name(), zone))));
        }
        return all;
    }

    private static Map<String, ZoneId> with(Map<String, ZoneId> known, String name, ZoneId zone) {
        var more = new HashMap<>(known);
        more.put(name, zone);
        return more;
    }

    private static Reading<ZoneId> zone(String field, Optional<String> name) {
        try {
            return new Reading.Of<>(name.map(ZoneId::of).orElse(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return new Reading.Invalid<>(
                    "`" + field + "` must be a name of the IANA time zone database, such as Europe/London");
        }
    }

    private static Reading<Optional<LocalTime>> time(String field, Optional<String> text) {
        try {
            return new Reading.Of<>(text.map(LocalTime::parse));
        } catch (DateTimeException e) {
            return new Reading.Invalid<>("`" + field + "` must be a time of the day, such as 09:00");
        }
    }

    private static Reading<Optional<Policy.Forget>> forget(ProvisioningPolicySpec spec) {
        var after = Optional.ofNullable(spec.forgetAfterSeconds()).map(Duration::ofSeconds);
        return how(Optional.ofNullable(spec.forgetting()))
                .then(how -> new Reading.Of<>(after.map(delay -> new Policy.Forget(delay, how))));
    }

    private static Reading<Policy.Forget.How> how(Optional<String> name) {
        return switch (name.orElse("Delete")) {
            case "Delete" -> new Reading.Of<>(Policy.Forget.How.Delete);
            case "Empty" -> new Reading.Of<>(Policy.Forget.How.Empty);
            default -> new Reading.Newer<>("spec.forgetting");
        };
    }

    private static List<QualityRule> quality(ProvisioningPolicySpec spec) {
        return spec.quality().stream()
                .map(entry -> new QualityRule(new Rule(entry.rule()), entry.message()))
                .toList();
    }

    private static Map<PersonType, Duties> duties(ProvisioningPolicySpec.@Nullable Types types) {
        Map<PersonType, Duties> duties = new EnumMap<>(PersonType.class);
        for (var type : PersonType.values()) {
            Optional.ofNullable(types)
                    .flatMap(given -> of(given, type))
                    .ifPresent(entry -> duties.put(type, duties(entry, Duties.standard(type))));
        }
        return duties;
    }

    private static Optional<ProvisioningPolicySpec.TypeDuties> of(ProvisioningPolicySpec.Types types, PersonType type) {
        return Optional.ofNullable(
                switch (type) {
                    case Employee -> types.employee();
                    case Contractor -> types.contractor();
                    case Partner -> types.partner();
                    case Temporary -> types.temporary();
                    case Service -> types.service();
                });
    }

    /** What is not said stays as the standard has it. */
    private static Duties duties(ProvisioningPolicySpec.TypeDuties entry, Duties standard) {
        return new Duties(
                Optional.ofNullable(entry.requireEnd()).orElse(standard.end()),
                Optional.ofNullable(entry.requireOwner()).orElse(standard.owner()),
                duration(entry.maximumSeconds(), standard.longest()),
                duration(entry.warnSeconds(), standard.warning()),
                attributes(entry.requiredAttributes(), standard.attributes()));
    }

    /** Nought is a way to say: none, where the standard has one. */
    private static Optional<Duration> duration(@Nullable Long seconds, Optional<Duration> standard) {
        return seconds == null
                ? standard
                : Optional.of(Duration.ofSeconds(seconds)).filter(Duration::isPositive);
    }

    private static SortedSet<String> attributes(List<String> names, SortedSet<String> standard) {
        return names.isEmpty() ? standard : new TreeSet<>(names);
    }
}
