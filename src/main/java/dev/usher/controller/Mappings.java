package dev.usher.controller;

import dev.usher.api.AttributeEntry;
import dev.usher.api.TargetApp;
import dev.usher.connector.AppConfig;
import dev.usher.domain.access.Grant;
import dev.usher.domain.access.MappedAttribute;
import dev.usher.domain.access.Mapping;
import dev.usher.domain.access.RoleDefinition;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.rule.Formula;
import dev.usher.domain.rule.Rulings;
import dev.usher.sync.Catalog;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What apps and roles say of attributes: what of it can be used, and what is wrong with the rest. */
final class Mappings {
    private final Catalog catalog;
    private final ConnectorBlocks blocks;

    Mappings(Catalog catalog, ConnectorBlocks blocks) {
        this.catalog = catalog;
        this.blocks = blocks;
    }

    /** What the app maps, without what its accounts cannot have. */
    Mapping of(TargetApp app) {
        var said = blocks.of(app);
        return new Mapping(entries(app)
                .filter(entry -> refusal(said, entry).isEmpty())
                .flatMap(entry -> attribute(entry).stream())
                .toList());
    }

    /** Whether accounts of the app show those of managers. */
    static boolean showsManagers(TargetApp app) {
        return entries(app).anyMatch(entry -> entry.to().equals(Attributes.MANAGER));
    }

    /** The field whose value this version does not know. */
    static Optional<String> unknown(TargetApp app) {
        return entries(app)
                .filter(entry -> attribute(entry).isEmpty())
                .map(entry -> field(entry) + ".when")
                .findFirst();
    }

    private static Optional<MappedAttribute> attribute(AttributeEntry entry) {
        var value = new Formula(Optional.ofNullable(entry.value()).orElse(""));
        return switch (Optional.ofNullable(entry.when()).orElse("Always")) {
            case "Always" -> Optional.of(new MappedAttribute.Always(entry.to(), value));
            case "Create" -> Optional.of(new MappedAttribute.Create(entry.to(), value));
            case "Never" -> Optional.of(new MappedAttribute.Never(entry.to()));
            default -> Optional.empty();
        };
    }

    private static Stream<AttributeEntry> entries(TargetApp app) {
        return Optional.ofNullable(app.getSpec()).stream().flatMap(spec -> spec.attributes().stream());
    }

    private static String field(AttributeEntry entry) {
        return "spec.attributes[" + entry.to() + "]";
    }

    /** The first thing that is wrong with what the app maps; everything else goes on. */
    Optional<Objection> objection(TargetApp app, Rulings rulings) {
        var said = blocks.of(app);
        return entries(app)
                .flatMap(entry -> objection(said, entry, rulings).stream())
                .findFirst();
    }

    private Optional<Objection> objection(Optional<AppConfig> said, AttributeEntry entry, Rulings rulings) {
        var refused = refusal(said, entry)
                .map(advice -> new Objection(
                        Reason.AttributeNotSupported,
                        "`" + field(entry) + "`: " + advice + "; until then this entry counts for nothing"));
        return refused.or(() -> attribute(entry)
                .flatMap(known -> known.formulas().findFirst())
                .flatMap(rulings::flaw)
                .map(flaw -> new Objection(
                        Reason.RuleInvalid,
                        "`" + field(entry) + ".value`, " + flaw.text()
                                + ": correct it; until then the attribute stays as it is in every account")));
    }

    /** The schema sees to the login name, too; an account without one could not be made. */
    private Optional<String> refusal(Optional<AppConfig> said, AttributeEntry entry) {
        var mapped = attribute(entry);
        if (entry.to().equals(Attributes.USER_NAME)
                && mapped.filter(MappedAttribute.Always.class::isInstance).isEmpty()) {
            return Optional.of("accounts are found by it: its `when` can only be Always");
        }
        if (entry.to().equals(Attributes.MANAGER)
                && mapped.filter(MappedAttribute.Create.class::isInstance).isPresent()) {
            return Optional.of("a manager may get an account there later: its `when` can only be Always, or Never");
        }
        return objection(said, entry.to());
    }

    private Optional<String> objection(Optional<AppConfig> said, String attribute) {
        return said.flatMap(app -> catalog.objection(app, attribute));
    }

    /** The role without the attributes that accounts of its apps cannot have. */
    RoleDefinition supported(RoleDefinition role, Function<Grant, Optional<TargetApp>> apps) {
        if (role.grants().stream().allMatch(grant -> grant.attributes().isEmpty())) {
            return role;
        }
        var grants = role.grants().stream()
                .map(grant -> apps.apply(grant)
                        .map(app -> new Grant(grant.app(), grant.entitlements(), supported(grant, app)))
                        .orElse(grant))
                .toList();
        return role.granting(grants);
    }

    private Map<String, String> supported(Grant grant, TargetApp app) {
        var said = blocks.of(app);
        return grant.attributes().entrySet().stream()
                .filter(attribute -> ofRole(said, attribute.getKey()).isEmpty())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The first attribute of a role that accounts of its app cannot have; everything else is given. */
    Optional<Objection> objection(RoleDefinition role, Function<Grant, Optional<TargetApp>> apps) {
        return role.grants().stream()
                .flatMap(grant -> apps.apply(grant).stream().flatMap(app -> objections(grant, app)))
                .findFirst();
    }

    private Stream<Objection> objections(Grant grant, TargetApp app) {
        var said = blocks.of(app);
        return grant.attributes().keySet().stream()
                .sorted()
                .flatMap(name -> ofRole(said, name)
                        .map(advice -> new Objection(
                                Reason.AttributeNotSupported,
                                "`spec.grants[" + grant.app().name() + "].attributes[" + name + "]`: " + advice
                                        + "; until then it is not set"))
                        .stream());
    }

    /** All who hold a role would have one name, and one manager. */
    private Optional<String> ofRole(Optional<AppConfig> said, String attribute) {
        return switch (attribute) {
            case Attributes.USER_NAME ->
                Optional.of("a login name is each user's own: map it in `spec.attributes` of the TargetApp");
            case Attributes.MANAGER ->
                Optional.of("a manager is each user's own: map it in `spec.attributes` of the TargetApp");
            default -> objection(said, attribute);
        };
    }
}
