package dev.usher.controller;

import dev.usher.api.AllowedNamespaces;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.domain.access.Access;
import dev.usher.domain.access.AppDefinition;
import dev.usher.domain.access.Grant;
import dev.usher.domain.access.Memory;
import dev.usher.domain.access.RoleDefinition;
import dev.usher.domain.access.RoleKey;
import dev.usher.domain.access.UnreadRole;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.person.Policy;
import dev.usher.domain.person.QualityRule;
import dev.usher.domain.rule.AccountTruths;
import dev.usher.domain.rule.Flaw;
import dev.usher.domain.rule.Formula;
import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Rulings;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is declared in each namespace, translated once and shared until something there changes. */
final class Accesses {
    private final Caches caches;
    private final Declarations declarations;
    private final Rulings rulings;
    private final Map<RoleKey, Map<AppId, Set<Entitlement>>> given = new ConcurrentHashMap<>();
    private final Map<RoleKey, Map<AppId, Set<Entitlement>>> granted = new ConcurrentHashMap<>();
    private final Map<String, Access> known = new ConcurrentHashMap<>();
    private final Map<String, Made> made = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> readers = new ConcurrentHashMap<>();
    private final Abroad abroad = new Abroad();
    private final Offering offering;

    /**
     * What these caches hold.
     *
     * @param isOurs whether this installation looks after a namespace
     * @param going whether a role gives nothing any more
     */
    Accesses(
            Caches caches,
            Declarations declarations,
            Rulings rulings,
            Predicate<String> isOurs,
            Predicate<Role> going) {
        this.caches = caches;
        this.declarations = declarations;
        this.rulings = rulings;
        this.offering = new Offering(caches, rulings, isOurs, going);
    }

    /** What was found in a namespace, and what it means; the same means the same. */
    private record Made(
            Map<RoleKey, RoleDefinition> roles,
            Map<AppId, AppDefinition> apps,
            Map<RoleKey, UnreadRole> unread,
            List<QualityRule> quality,
            Access access) {
        boolean isOf(Survey survey, Map<RoleKey, UnreadRole> notUnderstood, List<QualityRule> asked) {
            return roles.equals(survey.roles())
                    && apps.equals(survey.apps())
                    && unread.equals(notUnderstood)
                    && quality.equals(asked);
        }
    }

    /** Whether somebody deleted a role, so that it gives nothing any more. */
    boolean isGoing(Role role) {
        return offering.isGoing(role);
    }

    Access of(String namespace) {
        return Evidence.of(new Declared(this, namespace));
    }

    /** It is another one once something there was forgotten. */
    private record Declared(Accesses accesses, String namespace) implements Evidence.LookUp<Access> {
        @Override
        public Access ask() {
            return accesses.known.computeIfAbsent(namespace, accesses::read);
        }

        @Override
        public boolean isSame(Access then, Access now) {
            return then == now;
        }
    }

    /** The same for somebody who has this: where it is of another namespace, it is looked at too. */
    Access of(String namespace, Memory has) {
        if (abroad.note(namespace, has)) {
            known.remove(namespace);
        }
        return of(namespace);
    }

    /**
     * Something was edited in a namespace, which others may have looked at, too.
     *
     * <p>Whoever looks registers before, so that a look that began before the edit is over before it is forgotten.
     */
    void forget(String namespace) {
        known.remove(namespace);
        readers.getOrDefault(namespace, Set.of()).forEach(known::remove);
    }

    /** The other namespaces that looked at this one. */
    Set<String> readers(String namespace) {
        return readers.getOrDefault(namespace, Set.of()).stream()
                .filter(reader -> !reader.equals(namespace))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The role with all that it gave since this process started, too: what is decided comes from here, and the record in
     * its status may be a moment behind.
     */
    private RoleDefinition remembering(RoleDefinition role) {
        var all = given.computeIfAbsent(role.key(), any -> new ConcurrentHashMap<>());
        role.formerly().forEach((app, entitlements) -> add(all, app, entitlements));
        var offered = granted.computeIfAbsent(role.key(), any -> new ConcurrentHashMap<>());
        role.grants().forEach(grant -> {
            add(all, grant.app(), grant.entitlements());
            add(offered, grant.app(), grant.entitlements());
        });
        return role.remembering(all);
    }

    /** Everything that a role gives or ever gave, as far as anybody remembers. */
    Map<AppId, Set<Entitlement>> gave(Role role) {
        var read = offered(role) instanceof Reading.Of<RoleDefinition>(RoleDefinition declared)
                ? declared
                : Roles.unread(role);
        return remembering(read).formerly();
    }

    private static void add(Map<AppId, Set<Entitlement>> all, AppId app, Set<Entitlement> more) {
        all.merge(
                app,
                more,
                (before, now) -> Stream.concat(before.stream(), now.stream()).collect(Collectors.toUnmodifiableSet()));
    }

    private Access read(String namespace) {
        var survey = new Survey(
                        namespace,
                        caches,
                        declarations,
                        offering,
                        this::remembering,
                        source -> readers.computeIfAbsent(source, any -> ConcurrentHashMap.newKeySet())
                                .add(namespace))
                .of(abroad.roles(namespace), abroad.apps(namespace));
        var quality = Rulebook.of(caches.policy(namespace), caches.namespaces())
                .policy()
                .quality();
        var unread = unread(namespace, survey);
        var before = Optional.ofNullable(made.get(namespace)).filter(known -> known.isOf(survey, unread, quality));
        if (before.isPresent()) {
            // Whoever was decided from it stays so.
            return before.get().access();
        }
        var apps = survey.apps().values();
        var rules = rules(survey.roles().values(), apps, quality);
        var access = new Access(
                survey.roles(), survey.apps(), unread, quality, rulings.judge(namespace, rules, formulas(apps)));
        made.put(
                namespace,
                new Made(Map.copyOf(survey.roles()), Map.copyOf(survey.apps()), Map.copyOf(unread), quality, access));
        return access;
    }

    /** Of roles that are not there any more this process still knows what they gave. */
    private Map<RoleKey, UnreadRole> unread(String namespace, Survey survey) {
        var unread = new HashMap<RoleKey, UnreadRole>();
        survey.unread().forEach((role, what) -> unread.put(role, withGranted(role, what)));
        given.keySet().stream()
                .filter(role -> role.namespace().equals(namespace)
                        || abroad.roles(namespace).contains(role))
                .filter(role -> caches.role(role).isEmpty())
                .forEach(role -> {
                    var gave = Survey.seenFrom(namespace, role, given.getOrDefault(role, Map.of()));
                    unread.put(role, withGranted(role, new UnreadRole(false, Set.of(), gave)));
                });
        return unread;
    }

    /** What one of another namespace gave by an offer it gave wherever that was; what it only named it named beside itself. */
    private UnreadRole withGranted(RoleKey role, UnreadRole what) {
        Map<AppId, Set<Entitlement>> all = new HashMap<>(what.gave());
        granted.getOrDefault(role, Map.of()).forEach((app, gave) -> add(all, app, gave));
        return new UnreadRole(what.isThere(), what.conflictsWith(), all);
    }

    /** A role that somebody deleted is gone: whoever held it was decided without it. */
    void ended(Role role) {
        given.remove(Translate.key(role));
        granted.remove(Translate.key(role));
    }

    /** Everything that a role gave that is not there any more, as far as this process remembers. */
    Map<AppId, Set<Entitlement>> gave(RoleKey role) {
        return caches.role(role).map(this::gave).orElseGet(() -> Map.copyOf(given.getOrDefault(role, Map.of())));
    }

    private Optional<TargetApp> app(Grant grant) {
        return caches.app(grant.app());
    }

    private static Set<Formula> formulas(Collection<AppDefinition> apps) {
        return apps.stream().flatMap(app -> app.mapping().formulas()).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<Rule> rules(
            Collection<RoleDefinition> roles, Collection<AppDefinition> apps, List<QualityRule> quality) {
        return Stream.of(
                        roles.stream().flatMap(role -> role.rule().stream()),
                        apps.stream().flatMap(AppDefinition::rules),
                        quality.stream().map(QualityRule::rule))
                .flatMap(rules -> rules)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What is wrong with the rule that says whom an app is for, with what it maps, or with what it ignores. */
    Optional<Objection> objection(TargetApp app) {
        return Declarations.users(app)
                .flatMap(rulings::flaw)
                .map(flaw -> new Objection(
                        Reason.RuleInvalid,
                        "`spec.users`, " + flaw.text()
                                + ": correct it; until then nobody new gets an account here, and nobody loses theirs"))
                .or(() -> Phases.objection(app, rulings))
                .or(() -> Declarations.objection(app))
                .or(() -> declarations.mappings().objection(app, rulings))
                .or(() -> Authorities.objection(app, rulings))
                .or(() -> Upkeeps.objection(app, rulings))
                .or(() -> declarations.credentials(app))
                .or(() -> offer(app));
    }

    /** What conditions on accounts say. */
    AccountTruths accountTruths() {
        return rulings;
    }

    private Optional<Objection> offer(TargetApp app) {
        return Offering.rule(app)
                .flatMap(rulings::flaw)
                .map(
                        flaw -> new Objection(
                                Reason.RuleInvalid,
                                "`spec.allowedNamespaces.entitlements`, " + flaw.text()
                                        + ": correct it; until then other namespaces give nothing new, and nobody loses anything"))
                .or(() -> Optional.ofNullable(app.getSpec())
                        .flatMap(spec -> objection(Offering.namespaces(spec.allowedNamespaces()))));
    }

    /** Why an offer is not in force. */
    Optional<Objection> objection(@Nullable AllowedNamespaces offer) {
        return Visibilities.objection(offer, caches.namespaces());
    }

    /** A role with no more of other namespaces than they offer. */
    Reading<RoleDefinition> offered(Role role) {
        return Translate.role(role).then(read -> new Reading.Of<>(offering.offered(read)));
    }

    /** What is wrong with the rule of a role, with an attribute that it sets, or with what it gives. */
    Optional<Objection> objection(RoleDefinition role) {
        return role.rule()
                .flatMap(rulings::flaw)
                .map(flaw -> new Objection(
                        Reason.RuleInvalid,
                        "`spec.membership.rule`, " + flaw.text()
                                + ": correct it; until then it gives the role to nobody new, and takes it from nobody"))
                .or(() -> declarations.mappings().objection(atHome(role), this::app))
                .or(() -> Authorities.objection(atHome(role), this::app, rulings))
                .or(() -> offering.objection(role));
    }

    /** What apps of other namespaces can show, or leave alone, is no business of a role's. */
    private static RoleDefinition atHome(RoleDefinition role) {
        return role.granting(role.grants().stream()
                .filter(grant -> grant.app().namespace().equals(role.key().namespace()))
                .toList());
    }

    /** A policy as far as the labels of namespaces are known. */
    Reading<Policy> policy(ProvisioningPolicy resource) {
        return Policies.policy(resource, caches.namespaces());
    }

    /** What is wrong with a rule of the policy. */
    Optional<Flaw> flaw(QualityRule quality) {
        return rulings.flaw(quality.rule());
    }

    /** Keeps no answers of somebody who is gone. */
    void forget(ProvisionedUser user) {
        rulings.forget(user.getMetadata().getNamespace(), user.getMetadata().getName());
    }
}
