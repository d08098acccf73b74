package dev.usher.domain.access;

import static dev.usher.domain.access.Company.app;
import static dev.usher.domain.access.Company.person;
import static dev.usher.domain.access.Company.role;
import static dev.usher.domain.access.Company.roles;
import static dev.usher.domain.access.Company.tenant;

import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.person.Person;
import dev.usher.domain.quality.Surroundings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One question to the resolver: what is declared, what is remembered, and what is to be read off the answer. */
final class Question {
    static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");

    final Company company = new Company()
            .hasApp("github")
            .hasApp("jira")
            .hasRole("analyst", "github", "analysts", "readers")
            .hasRole("auditor", "github", "auditors", "readers")
            .hasRole("guest", "github");

    Memory memory = Memory.NONE;

    void hasAccount(String app) {
        memory = memory.with(app(app), account(app, AccountState.Active));
    }

    /** One that a read once agreed with. */
    void hasConfirmedAccount(String app) {
        var there = account(app, AccountState.Active);
        memory = memory.with(
                app(app),
                new KnownAccount(
                        there.id(), there.tenant(), there.state(), Applied.parse("1.confirmed"), there.since()));
    }

    static KnownAccount account(String app, AccountState state) {
        return new KnownAccount(
                Optional.of(new RemoteId("id in " + app)), Optional.of(tenant(app)), state, Optional.empty(), NOW);
    }

    Resolution resolve(Person person, String... roles) {
        return Resolver.resolve(
                person, Surroundings.NONE, Asked.of(roles(roles).stream()), company.access(), memory, NOW);
    }

    Resolution resolve(Person person, Surroundings around, String... roles) {
        return Resolver.resolve(person, around, Asked.of(roles(roles).stream()), company.access(), memory, NOW);
    }

    Resolution resolve(Person person, Asked asked, Instant now) {
        return Resolver.resolve(person, Surroundings.NONE, asked, company.access(), memory, now);
    }

    /** Resolves, and remembers what a status would. */
    Resolution passes(Person person, Asked asked, Instant now) {
        var resolution = resolve(person, asked, now);
        memory = resolution.next();
        return resolution;
    }

    static List<Cause> causes(Resolution resolution, String role) {
        return Optional.ofNullable(resolution.next().roles().get(role(role)))
                .map(Held::causes)
                .orElseThrow();
    }

    static Decision decision(Resolution resolution, String app) {
        return Optional.ofNullable(resolution.apps().get(app(app))).orElseThrow();
    }

    static Set<Entitlement> want(Resolution resolution, String app) {
        return ((Decision.Want) decision(resolution, app)).account().entitlements();
    }
}
