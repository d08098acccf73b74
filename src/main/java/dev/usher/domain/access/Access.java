package dev.usher.domain.access;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.person.QualityRule;
import dev.usher.domain.plan.Authority;
import dev.usher.domain.plan.Ours;
import dev.usher.domain.rule.Judge;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every role and app of a namespace, and what has to be true of everybody there; immutable, so that it is built once and shared by all resolutions. */
public final class Access {
    private final Map<RoleKey, RoleDefinition> roles;
    private final Map<AppId, AppDefinition> apps;
    private final HandsOff handsOff;
    private final Map<AppId, Set<Entitlement>> named;
    private final Map<AppId, Set<String>> attributes;
    private final Set<Tenant> tenants;
    private final SortedMap<RoleKey, Membership> memberships;
    private final Map<RoleKey, Set<RoleKey>> conflicts;
    private final Map<RoleKey, Unoffered> unoffered;
    private final Map<RoleKey, UnreadRole> unread;
    private final Set<RoleKey> vanished;
    private final Map<AppId, Set<Entitlement>> ending;
    private volatile @Nullable Map<AppId, Map<Entitlement, Set<RoleKey>>> namedBy;
    private final List<QualityRule> quality;
    private final Judge judge;
    private final boolean asksRules;
    private final boolean excepts;

    /** What is declared in a namespace without rules. */
    public Access(Map<RoleKey, RoleDefinition> roles, Map<AppId, AppDefinition> apps) {
        this(roles, apps, List.of(), Judge.NONE);
    }

    /**
     * What is declared in a namespace.
     *
     * @param quality what has to be true of everybody
     * @param judge answers all of its rules and formulas
     */
    public Access(
            Map<RoleKey, RoleDefinition> roles,
            Map<AppId, AppDefinition> apps,
            List<QualityRule> quality,
            Judge judge) {
        this(roles, apps, Map.of(), quality, judge);
    }

    /**
     * The same where not every role is understood.
     *
     * @param unread those that are not, and those that are not there any more
     */
    public Access(
            Map<RoleKey, RoleDefinition> roles,
            Map<AppId, AppDefinition> apps,
            Map<RoleKey, UnreadRole> unread,
            List<QualityRule> quality,
            Judge judge) {
        this.apps = Map.copyOf(apps);
        this.handsOff = new HandsOff(this.apps, judge);
        this.roles = handsOff.without(roles);
        this.unread = Map.copyOf(unread);
        this.vanished = unread.entrySet().stream()
                .filter(role -> !role.getValue().isThere())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
        this.quality = List.copyOf(quality);
        this.judge = judge;
        this.memberships = memberships(this.roles.values());
        this.conflicts = conflicts(this.roles.values(), this.unread);
        this.unoffered = this.roles.values().stream()
                .filter(role -> !role.unoffered().equals(Unoffered.NOTHING))
                .collect(Collectors.toUnmodifiableMap(RoleDefinition::key, RoleDefinition::unoffered));
        this.asksRules = !memberships.isEmpty()
                || !this.quality.isEmpty()
                || this.apps.values().stream().anyMatch(app -> app.users().isPresent());
        this.excepts = this.roles.values().stream()
                .anyMatch(role -> !role.separation().exceptions().isEmpty());
        this.named = named(this.roles.values(), this.unread.values(), handsOff);
        var going = given(this.roles.values().stream().filter(RoleDefinition::ending));
        going.keySet().removeIf(app -> terms(app).authority() == Authority.Additive);
        this.ending = Map.copyOf(going);
        this.attributes = attributes(this.roles.values());
        this.tenants = this.apps.values().stream()
                .flatMap(app -> app.tenant().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Without what their apps ignore. */
    public Map<RoleKey, RoleDefinition> roles() {
        return roles;
    }

    public Map<AppId, AppDefinition> apps() {
        return apps;
    }

    /** The roles that people of a namespace can come to hold: those declared there, and all to which they lead. */
    public Set<RoleKey> reachedFrom(String home) {
        return containedIn(roles.keySet().stream()
                .filter(role -> role.namespace().equals(home))
                .collect(Collectors.toSet()));
    }

    /** These roles, and all to which they lead; whoever asks may change the answer. */
    public Set<RoleKey> containedIn(Set<RoleKey> some) {
        var reached = new HashSet<RoleKey>();
        var open = new ArrayDeque<>(some);
        while (!open.isEmpty()) {
            var role = open.remove();
            if (reached.add(role) && roles.containsKey(role)) {
                open.addAll(roles.get(role).inherits());
            }
        }
        return reached;
    }

    /** The apps in which these roles, or those to which they lead, give something. */
    public Set<AppId> appsOf(Set<RoleKey> some) {
        return containedIn(some).stream()
                .flatMap(role -> Optional.ofNullable(roles.get(role)).stream())
                .flatMap(role -> role.grants().stream())
                .map(Grant::app)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether anything here hangs on a rule. */
    boolean asksRules() {
        return asksRules;
    }

    /** The roles that people hold by a rule. */
    SortedMap<RoleKey, Membership> memberships() {
        return memberships;
    }

    /** What has to be true of everybody. */
    List<QualityRule> quality() {
        return quality;
    }

    Judge judge() {
        return judge;
    }

    private static SortedMap<RoleKey, Membership> memberships(Collection<RoleDefinition> roles) {
        var memberships = new TreeMap<RoleKey, Membership>();
        roles.forEach(role -> role.membership().ifPresent(rule -> memberships.put(role.key(), rule)));
        return Collections.unmodifiableSortedMap(memberships);
    }

    /** The roles with which this one must not be held together, whichever of the two says so. */
    public Set<RoleKey> conflictsOf(RoleKey role) {
        return conflicts.getOrDefault(role, Set.of());
    }

    /** What the roles name that is not offered to them; only of those that name any such thing. */
    Map<RoleKey, Unoffered> unoffered() {
        return unoffered;
    }

    /** What is known of a role that cannot be read. */
    Optional<UnreadRole> unread(RoleKey role) {
        return Optional.ofNullable(unread.get(role));
    }

    /** The roles that are not there any more. */
    Set<RoleKey> vanished() {
        return vanished;
    }

    /**
     * The roles that name, or named, any of this.
     *
     * @param owed what accounts may hold of roles that somebody lost
     */
    public Set<RoleKey> naming(Map<AppId, Set<Entitlement>> owed) {
        if (owed.isEmpty()) {
            return Set.of();
        }
        var naming = new HashSet<RoleKey>();
        owed.forEach((app, entitlements) -> {
            var index = namedBy().getOrDefault(app, Map.of());
            entitlements.forEach(entitlement -> naming.addAll(index.getOrDefault(entitlement, Set.of())));
        });
        return naming;
    }

    /** Made when it is first asked for, which is seldom, and then by many at a time. */
    private Map<AppId, Map<Entitlement, Set<RoleKey>>> namedBy() {
        var index = namedBy;
        if (index == null) {
            index = new HashMap<>();
            for (var role : roles.values()) {
                for (var app : given(Stream.of(role)).entrySet()) {
                    var here = index.computeIfAbsent(app.getKey(), any -> new HashMap<>());
                    app.getValue()
                            .forEach(entitlement -> here.computeIfAbsent(entitlement, any -> new HashSet<>())
                                    .add(role.key()));
                }
            }
            namedBy = index;
        }
        return index;
    }

    /** What these roles give, or gave, in each app. */
    public Map<AppId, Set<Entitlement>> gave(Collection<RoleKey> some) {
        var gave = given(some.stream().flatMap(role -> Optional.ofNullable(roles.get(role)).stream()));
        some.forEach(role -> unread(role).ifPresent(what -> add(gave, what.gave())));
        return gave;
    }

    /** What the roles gave that are on their way out, where it is taken at all. */
    public Map<AppId, Set<Entitlement>> ending() {
        return ending;
    }

    /** Whether a role that stays gives it, or gave it. */
    public boolean isLasting(AppId app, Entitlement entitlement) {
        return namedBy().getOrDefault(app, Map.of()).getOrDefault(entitlement, Set.of()).stream()
                .anyMatch(role -> Optional.ofNullable(roles.get(role))
                        .filter(known -> !known.ending())
                        .isPresent());
    }

    private static Map<AppId, Set<Entitlement>> given(Stream<RoleDefinition> roles) {
        var given = new HashMap<AppId, Set<Entitlement>>();
        roles.forEach(role -> {
            role.grants().forEach(grant -> add(given, Map.of(grant.app(), grant.entitlements())));
            add(given, role.formerly());
        });
        return given;
    }

    /** Whether anybody may hold roles that conflict. */
    boolean excepts() {
        return excepts;
    }

    private static Map<RoleKey, Set<RoleKey>> conflicts(
            Collection<RoleDefinition> roles, Map<RoleKey, UnreadRole> unread) {
        var declared = new HashMap<RoleKey, Set<RoleKey>>();
        unread.forEach((role, what) -> declared.put(role, what.conflictsWith()));
        roles.forEach(role -> declared.put(role.key(), role.separation().conflictsWith()));
        var conflicts = new HashMap<RoleKey, Set<RoleKey>>();
        declared.forEach((role, others) -> others.forEach(other -> {
            conflicts.computeIfAbsent(role, any -> new HashSet<>()).add(other);
            conflicts.computeIfAbsent(other, any -> new HashSet<>()).add(role);
        }));
        conflicts.forEach((role, others) -> others.remove(role));
        return conflicts;
    }

    /** What of the entitlements of an app is Usher's. */
    public Ours ours(AppId app) {
        return new Ours(terms(app).authority(), named.getOrDefault(app, Set.of()), handsOff.mayBe(app));
    }

    /** How Usher deals with the entitlements of an app. */
    public EntitlementTerms terms(AppId app) {
        var definition = apps.get(app);
        return definition == null ? EntitlementTerms.STANDARD : definition.entitlements();
    }

    /** The attributes of an app that some role sets: they are Usher's to set and to clear in every account there. */
    Set<String> attributes(AppId app) {
        return attributes.getOrDefault(app, Set.of());
    }

    private static Map<AppId, Set<String>> attributes(Collection<RoleDefinition> roles) {
        return roles.stream()
                .flatMap(role -> role.grants().stream())
                .filter(grant -> !grant.attributes().isEmpty())
                .collect(Collectors.toUnmodifiableMap(
                        Grant::app, grant -> grant.attributes().keySet(), Access::both));
    }

    private static Set<String> both(Set<String> some, Set<String> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** The tenants in which people can be given accounts. */
    public Set<Tenant> tenants() {
        return tenants;
    }

    private static Map<AppId, Set<Entitlement>> named(
            Collection<RoleDefinition> roles, Collection<UnreadRole> unread, HandsOff handsOff) {
        var named = given(roles.stream());
        for (var role : unread) {
            if (role.isThere()) {
                add(named, role.gave());
            }
        }
        named.replaceAll((app, entitlements) -> Set.copyOf(handsOff.losable(app, entitlements)));
        return Map.copyOf(named);
    }

    private static void add(Map<AppId, Set<Entitlement>> named, Map<AppId, Set<Entitlement>> more) {
        more.forEach((app, entitlements) ->
                named.computeIfAbsent(app, any -> new HashSet<>()).addAll(entitlements));
    }
}
