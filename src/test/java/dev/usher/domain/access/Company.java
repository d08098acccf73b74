package dev.usher.domain.access;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.person.Employment;
import dev.usher.domain.person.Moment;
import dev.usher.domain.person.Pause;
import dev.usher.domain.person.Person;
import dev.usher.domain.person.PersonType;
import dev.usher.domain.person.QualityRule;
import dev.usher.domain.person.Workday;
import dev.usher.domain.plan.Authority;
import dev.usher.domain.rule.EntitlementRule;
import dev.usher.domain.rule.Formula;
import dev.usher.domain.rule.Judge;
import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Subject;
import dev.usher.domain.rule.Text;
import dev.usher.domain.rule.Texts;
import dev.usher.domain.rule.Truth;
import dev.usher.domain.rule.Truths;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A company in the making: its apps and roles, and the people that tests need. */
public final class Company {
    public static final String NAMESPACE = "people";

    private final Map<RoleKey, RoleDefinition> roles = new LinkedHashMap<>();
    private final Map<AppId, AppDefinition> apps = new HashMap<>();
    private final List<QualityRule> quality = new ArrayList<>();
    private final Map<Rule, Truth> answers = new HashMap<>();
    private final Map<Formula, Function<Subject, Text>> formulas = new HashMap<>();
    private final Map<EntitlementRule, Function<Entitlement, Truth>> ignored = new HashMap<>();
    private boolean daily;

    public static AppId app(String name) {
        return new AppId(NAMESPACE, name);
    }

    public static RoleKey role(String name) {
        return new RoleKey(NAMESPACE, name);
    }

    public static List<RoleKey> roles(String... names) {
        return Arrays.stream(names).map(Company::role).toList();
    }

    public static Entitlement group(String name) {
        return new Entitlement(Entitlement.GROUP, name);
    }

    public static Set<Entitlement> groups(String... names) {
        return Arrays.stream(names).map(Company::group).collect(Collectors.toUnmodifiableSet());
    }

    public static Tenant tenant(String app) {
        return Tenant.of("fake|" + app);
    }

    public static Person person(String name, Employment... employments) {
        return person(name, name, "The " + name, List.of(employments));
    }

    /** The same person with another login name, and no other to show. */
    public static Person renamed(String name, String login) {
        return person(name, login, login, List.of());
    }

    /** The same person with another key. */
    public static Person keyed(Person before, Identity identity) {
        return new Person(
                before.namespace(),
                before.name(),
                before.type(),
                identity,
                before.profile(),
                before.employments(),
                before.workday(),
                before.pause(),
                before.created());
    }

    private static Person person(String name, String login, String shown, List<Employment> employments) {
        return new Person(
                NAMESPACE,
                name,
                PersonType.Employee,
                new Identity(NAMESPACE, "key of " + name),
                Attributes.of(Map.of(Attributes.USER_NAME, login, Attributes.DISPLAY_NAME, shown)),
                employments,
                Workday.WHOLE_DAYS_IN_UTC,
                Optional.empty(),
                Instant.EPOCH);
    }

    public static Employment employment(Employment.Status status) {
        return new Employment("main", status, Optional.empty(), Optional.empty(), false);
    }

    public Company hasApp(String name) {
        return hasApp(name, Reaction.Disable);
    }

    public Company hasApp(String name, Reaction onDeparture) {
        return hasApp(
                name,
                new Deprovisioning(Reaction.Disable, Reaction.Disable, onDeparture, Duration.ZERO),
                Duration.ZERO);
    }

    public Company hasApp(String name, Deprovisioning deprovisioning, Duration lead) {
        apps.put(
                app(name),
                new AppDefinition(app(name), Optional.empty(), deprovisioning, lead, Optional.of(tenant(name))));
        return this;
    }

    /** The app is there for some only. */
    public Company narrows(String name, Rule users) {
        apps.computeIfPresent(
                app(name),
                (id, app) -> new AppDefinition(id, Optional.of(users), app.deprovisioning(), app.lead(), app.tenant()));
        return this;
    }

    /** Nothing is to be written to the app. */
    public Company suspends(String name, Optional<Moment> until) {
        apps.computeIfPresent(app(name), (id, app) -> app.pausedBy(Optional.of(new Pause(until))));
        return this;
    }

    /** Who makes the accounts of the app from now on. */
    public Company isCreatedBy(String name, Creation creation) {
        apps.computeIfPresent(app(name), (id, app) -> app.createdBy(creation));
        return this;
    }

    /** How far the app is under management from now on. */
    public Company isIn(String name, Phase phase) {
        apps.computeIfPresent(app(name), (id, app) -> app.inPhase(phase));
        return this;
    }

    public Company losesApp(String name) {
        apps.remove(app(name));
        return this;
    }

    /** A role that grants groups in one app; none: the bare account. */
    public Company hasRole(String name, String app, String... groups) {
        return hasRole(name, List.of(), new Grant(app(app), groups(groups)));
    }

    public Company hasRole(String name, List<RoleKey> inherits, Grant... grants) {
        roles.put(role(name), new RoleDefinition(role(name), inherits, List.of(grants)));
        return this;
    }

    /** A role that is held by a rule. */
    public Company hasRole(String name, Rule rule, Grant... grants) {
        return changes(hasRole(name, List.of(), grants), name, role -> with(role, new Membership(rule, Duration.ZERO)));
    }

    /** A role contains others, too. */
    public Company inherits(String name, String... parents) {
        return changes(
                this,
                name,
                role -> new RoleDefinition(
                        role.key(),
                        roles(parents),
                        role.grants(),
                        role.membership(),
                        role.terms(),
                        role.separation(),
                        role.formerly()));
    }

    /** An earlier declaration of the role gave these. */
    public Company remembers(String name, String app, String... groups) {
        return changes(this, name, role -> role.remembering(Map.of(app(app), groups(groups))));
    }

    /** Whoever moves keeps the role so long. */
    public Company keeps(String name, Duration grace) {
        return changes(this, name, role -> with(role, new Membership(role.rule().orElseThrow(), grace)));
    }

    /** How the role may be given by hand. */
    public Company terms(String name, AssignmentTerms terms) {
        return changes(
                this,
                name,
                role -> new RoleDefinition(
                        role.key(),
                        role.inherits(),
                        role.grants(),
                        role.membership(),
                        terms,
                        role.separation(),
                        role.formerly()));
    }

    /** The role says that it must not be held together with others, but by some. */
    public Company conflicts(String name, List<RoleKey> others, ConflictException... exceptions) {
        return changes(
                this,
                name,
                role -> new RoleDefinition(
                        role.key(),
                        role.inherits(),
                        role.grants(),
                        role.membership(),
                        role.terms(),
                        new Separation(Set.copyOf(others), List.of(exceptions)),
                        role.formerly()));
    }

    private static RoleDefinition with(RoleDefinition role, Membership membership) {
        return new RoleDefinition(
                role.key(),
                role.inherits(),
                role.grants(),
                Optional.of(membership),
                role.terms(),
                role.separation(),
                role.formerly());
    }

    private static Company changes(Company company, String name, UnaryOperator<RoleDefinition> change) {
        company.roles.computeIfPresent(role(name), (key, role) -> change.apply(role));
        return company;
    }

    /** What a rule says of everybody from now on; of one of which nothing is said it is not known. */
    public Company answers(Rule rule, Truth truth) {
        answers.put(rule, truth);
        return this;
    }

    /** The policy demands something of everybody. */
    public Company demands(Rule rule, String message) {
        quality.add(new QualityRule(rule, message));
        return this;
    }

    /** What a formula says of anybody from now on. */
    public Company says(Formula formula, Function<Subject, Text> text) {
        formulas.put(formula, text);
        return this;
    }

    /** What the app maps from now on. */
    public Company maps(String name, MappedAttribute... attributes) {
        apps.computeIfPresent(
                app(name),
                (id, app) -> new AppDefinition(
                        id,
                        app.users(),
                        app.deprovisioning(),
                        app.lead(),
                        app.tenant(),
                        new Mapping(List.of(attributes)),
                        app.entitlements()));
        return this;
    }

    /** The app can be asked to end sessions from now on. */
    public Company endsSessions(String name) {
        apps.computeIfPresent(app(name), (id, app) -> app.endingSessions(true));
        return this;
    }

    /** How Usher deals with the entitlements of the app from now on. */
    public Company treats(String name, EntitlementTerms terms) {
        apps.computeIfPresent(app(name), (id, app) -> with(app, terms));
        return this;
    }

    private static AppDefinition with(AppDefinition app, EntitlementTerms terms) {
        return new AppDefinition(
                app.id(), app.users(), app.deprovisioning(), app.lead(), app.tenant(), app.mapping(), terms);
    }

    public Company treats(String name, Authority authority) {
        return treats(name, new EntitlementTerms(authority, Optional.empty()));
    }

    /** The app ignores entitlements of which a rule says so. */
    public Company ignores(String name, EntitlementRule rule, Function<Entitlement, Truth> truth) {
        ignored.put(rule, truth);
        apps.computeIfPresent(
                app(name),
                (id, app) -> with(app, new EntitlementTerms(app.entitlements().authority(), Optional.of(rule))));
        return this;
    }

    /** Some rule asks for the day. */
    public Company asksForTheDay() {
        daily = true;
        return this;
    }

    public Company losesRole(String name) {
        roles.remove(role(name));
        return this;
    }

    /** Somebody deletes the role. */
    public Company endsRole(String name) {
        return changes(this, name, RoleDefinition::ended);
    }

    /** The same with all that roles list, and the roles themselves, in another order. */
    Company mixed(Random random) {
        var other = new Company();
        Case.mixed(List.copyOf(roles.values()), random)
                .forEach(role -> other.roles.put(
                        role.key(),
                        new RoleDefinition(
                                role.key(),
                                Case.mixed(role.inherits(), random),
                                Case.mixed(role.grants(), random),
                                role.membership(),
                                role.terms(),
                                new Separation(
                                        role.separation().conflictsWith(),
                                        Case.mixed(role.separation().exceptions(), random)),
                                role.formerly())));
        other.apps.putAll(apps);
        other.quality.addAll(Case.mixed(quality, random));
        other.answers.putAll(answers);
        other.formulas.putAll(formulas);
        other.ignored.putAll(ignored);
        other.daily = daily;
        return other;
    }

    /** The role gives one thing more. */
    public Company extendsRole(RoleKey role, Grant grant) {
        var before = roles.getOrDefault(role, new RoleDefinition(role, List.of(), List.of()));
        var grants = new ArrayList<>(before.grants());
        grants.add(grant);
        roles.put(
                role,
                new RoleDefinition(
                        role,
                        before.inherits(),
                        grants,
                        before.membership(),
                        before.terms(),
                        before.separation(),
                        before.formerly()));
        return this;
    }

    public Access access() {
        return new Access(roles, apps, quality, judge());
    }

    private Judge judge() {
        var said = Map.copyOf(answers);
        var worded = Map.copyOf(formulas);
        var ignoring = Map.copyOf(ignored);
        var asks = daily;
        return new Judge() {
            @Override
            public Truths about(Subject subject) {
                return rule -> said.getOrDefault(rule, Truth.UNKNOWN);
            }

            @Override
            public Texts texts(Subject subject) {
                return formula ->
                        worded.getOrDefault(formula, any -> Text.UNKNOWN).apply(subject);
            }

            @Override
            public boolean asksForTheDay() {
                return asks;
            }

            @Override
            public Truth of(EntitlementRule rule, Entitlement entitlement) {
                return ignoring.getOrDefault(rule, any -> Truth.UNKNOWN).apply(entitlement);
            }
        };
    }
}
