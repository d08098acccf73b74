package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserSpec;
import dev.usher.api.Reference;
import dev.usher.api.Role;
import dev.usher.api.RoleSpec;
import dev.usher.domain.access.Grant;
import dev.usher.domain.access.RoleDefinition;
import dev.usher.domain.access.RoleKey;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Identity;
import dev.usher.domain.person.Employment;
import dev.usher.domain.person.Moment;
import dev.usher.domain.person.Person;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Resources as the domain's words; the border where null ends. */
final class Translate {
    private Translate() {}

    static Reading<Person> person(ProvisionedUser user) {
        if (user.getSpec() == null) {
            return new Reading.Newer<>("spec");
        }
        var spec = user.getSpec();
        Optional<ZoneId> zone = zone(spec.timezone());
        if (zone.isEmpty()) {
            return new Reading.Invalid<>("`spec.timezone` must be a name of the IANA time zone database");
        }
        var employments = new ArrayList<Employment>();
        for (var entry : spec.employments()) {
            switch (employment(entry)) {
                case Reading.Of<Employment> of -> employments.add(of.value());
                case Reading.Newer<Employment> newer -> {
                    return new Reading.Newer<>(newer.field());
                }
                case Reading.Invalid<Employment> invalid -> {
                    return new Reading.Invalid<>(invalid.message());
                }
            }
        }
        return new Reading.Of<>(new Person(
                user.getMetadata().getNamespace(),
                user.getMetadata().getName(),
                identity(user),
                attributes(spec),
                employments,
                zone.get()));
    }

    /** The key by which the person is known; the resource's own name stands for one that is not set. */
    static Identity identity(ProvisionedUser user) {
        return Optional.ofNullable(user.getSpec())
                .flatMap(spec -> Optional.ofNullable(spec.externalId()))
                .map(key -> new Identity(user.getMetadata().getNamespace(), key))
                .orElseGet(() -> byName(user));
    }

    /** The key under which accounts may have been made before one was set. */
    static Optional<Identity> alias(ProvisionedUser user) {
        var byName = byName(user);
        return identity(user).equals(byName) ? Optional.empty() : Optional.of(byName);
    }

    private static Identity byName(ProvisionedUser user) {
        var namespace = user.getMetadata().getNamespace();
        return new Identity(namespace, namespace + "/" + user.getMetadata().getName());
    }

    private static Attributes attributes(ProvisionedUserSpec spec) {
        Map<String, String> values = new TreeMap<>();
        values.put(Attributes.USER_NAME, spec.userName());
        put(values, Attributes.DISPLAY_NAME, spec.displayName());
        put(values, Attributes.EMAIL, spec.email());
        if (spec.name() != null) {
            put(values, Attributes.GIVEN_NAME, spec.name().given());
            put(values, Attributes.FAMILY_NAME, spec.name().family());
        }
        return Attributes.of(values);
    }

    private static void put(Map<String, String> values, String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    private static Reading<Employment> employment(ProvisionedUserSpec.EmploymentEntry entry) {
        var field = "spec.employments[" + entry.id() + "]";
        var status = Optional.ofNullable(entry.status()).orElse(Employment.Status.Active.name());
        var known = Arrays.stream(Employment.Status.values())
                .filter(value -> value.name().equals(status))
                .findFirst();
        if (known.isEmpty()) {
            return new Reading.Newer<>(field + ".status");
        }
        var start = Optional.ofNullable(entry.startTime());
        var end = Optional.ofNullable(entry.endTime());
        if (start.isPresent() && start.flatMap(Moment::parse).isEmpty()) {
            return new Reading.Invalid<>("`" + field + ".startTime` must be a date or an instant that exists");
        }
        if (end.isPresent() && end.flatMap(Moment::parse).isEmpty()) {
            return new Reading.Invalid<>("`" + field + ".endTime` must be a date or an instant that exists");
        }
        return new Reading.Of<>(new Employment(
                entry.id(),
                known.get(),
                start.flatMap(Moment::parse),
                end.flatMap(Moment::parse),
                Boolean.TRUE.equals(entry.primary())));
    }

    private static Optional<ZoneId> zone(@Nullable String name) {
        try {
            return Optional.of(name == null ? ZoneOffset.UTC : ZoneId.of(name));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The roles that are asked for by hand; they are of the user's own namespace. */
    static List<RoleKey> explicitRoles(ProvisionedUser user) {
        return Optional.ofNullable(user.getSpec()).map(ProvisionedUserSpec::roles).orElse(List.of()).stream()
                .map(role -> new RoleKey(user.getMetadata().getNamespace(), role.name()))
                .toList();
    }

    static Reading<RoleDefinition> role(Role role) {
        if (role.getSpec() == null) {
            return new Reading.Newer<>("spec");
        }
        var grants = new ArrayList<Grant>();
        for (var entry : role.getSpec().grants()) {
            var entitlements = new HashSet<Entitlement>();
            for (var entitlement : entry.entitlements()) {
                if (!Entitlement.GROUP.equals(entitlement.kind())) {
                    return new Reading.Newer<>("spec.grants.entitlements.kind");
                }
                entitlements.add(new Entitlement(entitlement.kind(), entitlement.value()));
            }
            grants.add(new Grant(app(role, entry.app()), entitlements));
        }
        return new Reading.Of<>(new RoleDefinition(
                key(role), inherits(role.getSpec(), role), grants, NamedEntitlements.formerly(role)));
    }

    private static List<RoleKey> inherits(RoleSpec spec, Role role) {
        return spec.inherits().stream()
                .map(reference -> new RoleKey(namespace(role, reference), reference.name()))
                .toList();
    }

    static RoleKey key(Role role) {
        return new RoleKey(role.getMetadata().getNamespace(), role.getMetadata().getName());
    }

    static AppId app(HasMetadata from, Reference reference) {
        return new AppId(namespace(from, reference), reference.name());
    }

    static AppId id(HasMetadata app) {
        return new AppId(app.getMetadata().getNamespace(), app.getMetadata().getName());
    }

    private static String namespace(HasMetadata from, Reference reference) {
        return Optional.ofNullable(reference.namespace())
                .orElse(from.getMetadata().getNamespace());
    }
}
