package dev.usher.controller;

import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppSpec.Entitlements;
import dev.usher.domain.access.EntitlementTerms;
import dev.usher.domain.access.Grant;
import dev.usher.domain.access.RoleDefinition;
import dev.usher.domain.plan.Authority;
import dev.usher.domain.rule.EntitlementRule;
import dev.usher.domain.rule.Rulings;
import dev.usher.domain.rule.Truth;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What apps say of the entitlements of their accounts, and what is wrong with it. */
final class Authorities {
    private static final String IGNORE = "`spec.entitlements.ignore`";

    private Authorities() {}

    static EntitlementTerms of(TargetApp app) {
        var standard = EntitlementTerms.STANDARD;
        return new EntitlementTerms(said(app).flatMap(Authorities::known).orElse(standard.authority()), ignore(app));
    }

    private static Optional<EntitlementRule> ignore(TargetApp app) {
        return entry(app).flatMap(entry -> Optional.ofNullable(entry.ignore())).map(EntitlementRule::new);
    }

    /** The field whose value this version does not know. */
    static Optional<String> unknown(TargetApp app) {
        return said(app).filter(authority -> known(authority).isEmpty()).map(any -> "spec.entitlements.authority");
    }

    private static Optional<String> said(TargetApp app) {
        return entry(app).flatMap(entry -> Optional.ofNullable(entry.authority()));
    }

    private static Optional<Entitlements> entry(TargetApp app) {
        return Optional.ofNullable(app.getSpec()).flatMap(spec -> Optional.ofNullable(spec.entitlements()));
    }

    private static Optional<Authority> known(String said) {
        return Translate.constant(Authority.class, said);
    }

    /** What is wrong with the rule that says what is ignored. */
    static Optional<Objection> objection(TargetApp app, Rulings rulings) {
        return ignore(app)
                .flatMap(rulings::flaw)
                .map(
                        flaw -> new Objection(
                                Reason.RuleInvalid,
                                IGNORE + ", " + flaw.text()
                                        + ": correct it; until then accounts are given what roles name, and lose nothing of it"));
    }

    /** The first thing that a role gives and its app ignores; everything else is given. */
    static Optional<Objection> objection(
            RoleDefinition role, Function<Grant, Optional<TargetApp>> apps, Rulings rulings) {
        return role.grants().stream()
                .flatMap(grant -> apps.apply(grant).flatMap(Authorities::ignore).stream()
                        .flatMap(rule -> objections(grant, rule, rulings)))
                .findFirst();
    }

    private static Stream<Objection> objections(Grant grant, EntitlementRule ignore, Rulings rulings) {
        var app = grant.app().name();
        return grant.entitlements().stream()
                .filter(entitlement -> rulings.of(ignore, entitlement) == Truth.YES)
                .sorted()
                .map(entitlement -> new Objection(
                        Reason.EntitlementIgnored,
                        "`spec.grants[" + app + "].entitlements`: " + entitlement + " is ignored by " + IGNORE
                                + " of TargetApp " + app
                                + ", so that nobody is given it and nobody loses it: take it out of one of the two"));
    }
}
