package dev.usher.domain.access;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.person.Life;
import dev.usher.domain.person.LifecycleState;
import dev.usher.domain.person.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Resolves a person and the access that is declared into one decision per app. Pure: equal arguments, equal answers. */
public final class Resolver {
    /** The most apps that one user can be granted. */
    public static final int MOST_APPS = 64;

    private final Person person;
    private final Access access;
    private final Memory memory;
    private final Life life;
    private final List<Problem> problems = new ArrayList<>();

    private Resolver(Person person, Access access, Memory memory, Instant now) {
        this.person = person;
        this.access = access;
        this.memory = memory;
        this.life = Life.at(person.employments(), person.zone(), memory.departedAt(), now);
    }

    /**
     * What should be, now.
     *
     * @param explicit the roles that the user resource asks for
     * @param memory what the resolution before this one left, with all accounts that are known to be this person's
     */
    public static Resolution resolve(Person person, List<RoleKey> explicit, Access access, Memory memory, Instant now) {
        return new Resolver(person, access, memory, now).resolve(explicit, now);
    }

    private Resolution resolve(List<RoleKey> explicit, Instant now) {
        life.contradictory()
                .forEach(employment -> problems.add(new Problem(Problem.Kind.SourceContradiction, employment)));
        var departed = life.state() == LifecycleState.Departed;
        // A departure is decided before any role is looked at, so that no broken role can stop it.
        var roles = EffectiveRoles.of(departed ? List.of() : explicit, access, memory, now);
        roles.unknown().forEach(role -> problems.add(new Problem(Problem.Kind.RoleNotFound, role.name())));
        var granted = granted(roles.held().keySet());
        var doubtful = roles.unknown().stream().anyMatch(memory.roles()::containsKey);

        var apps = new HashMap<AppId, Decision>();
        for (var app : union(granted.keySet(), memory.accounts().keySet())) {
            decide(app, Optional.ofNullable(granted.get(app)), doubtful).ifPresent(decision -> apps.put(app, decision));
        }
        var next = new Memory(rolesToRemember(roles), life.departedAt(), memory.accounts());
        return new Resolution(life.state(), apps, next, life.next(), problems);
    }

    /** An unknown role that was held stays in memory, because forgetting it would turn "unknown" into "no". */
    private Map<RoleKey, Held> rolesToRemember(EffectiveRoles roles) {
        var remembered = new HashMap<RoleKey, Held>(roles.held());
        for (var role : roles.unknown()) {
            var before = memory.roles().get(role);
            if (before != null) {
                remembered.put(role, before);
            }
        }
        return remembered;
    }

    /** Apps with an account come first, so that one app too many never costs somebody an account. */
    private SortedMap<AppId, SortedSet<Entitlement>> granted(Set<RoleKey> held) {
        var granted = new TreeMap<AppId, SortedSet<Entitlement>>();
        var withAccount = memory.accounts().keySet();
        grants(held).filter(grant -> withAccount.contains(grant.app())).forEach(grant -> add(grant, granted));
        grants(held).filter(grant -> !withAccount.contains(grant.app())).forEach(grant -> add(grant, granted));
        return granted;
    }

    private Stream<Grant> grants(Set<RoleKey> held) {
        return held.stream()
                .flatMap(key -> Optional.ofNullable(access.roles().get(key)).stream())
                .flatMap(role -> role.grants().stream());
    }

    private void add(Grant grant, SortedMap<AppId, SortedSet<Entitlement>> granted) {
        if (granted.size() == MOST_APPS && !granted.containsKey(grant.app())) {
            problems.add(new Problem(Problem.Kind.TooManyApps, grant.app().name()));
            return;
        }
        granted.computeIfAbsent(grant.app(), app -> new TreeSet<>()).addAll(grant.entitlements());
    }

    private Optional<Decision> decide(AppId app, Optional<SortedSet<Entitlement>> granted, boolean doubtful) {
        var known = Optional.ofNullable(memory.accounts().get(app));
        var definition = access.apps().get(app);
        if (definition == null) {
            if (granted.isPresent()) {
                problems.add(new Problem(Problem.Kind.AppNotFound, app.name()));
            }
            return known.map(account -> new Decision.Hold(Why.AppGone));
        }
        return switch (life.state()) {
            case Active ->
                granted.<Optional<Decision>>map(entitlements -> Optional.of(want(app, entitlements, doubtful)))
                        .orElseGet(() -> known.map(account -> unassigned(doubtful)));
            case Planned -> known.map(account -> new Decision.Disabled(Why.NotStarted));
            case OnLeave -> known.map(account -> new Decision.Disabled(Why.OnLeave));
            case Suspended -> known.map(account -> new Decision.Disabled(Why.Suspended));
            case Departed -> known.map(account -> departed(definition));
        };
    }

    private Decision want(AppId app, SortedSet<Entitlement> entitlements, boolean doubtful) {
        var desired = new Desired(person.identity(), person.attributes(), entitlements);
        var frozen = doubtful
                ? access.managed(app).stream()
                        .filter(entitlement -> !entitlements.contains(entitlement))
                        .collect(Collectors.toUnmodifiableSet())
                : Set.<Entitlement>of();
        return new Decision.Want(desired, frozen);
    }

    private static Decision unassigned(boolean doubtful) {
        return doubtful ? new Decision.Hold(Why.UnknownRole) : new Decision.Disabled(Why.Unassigned);
    }

    private static Decision departed(AppDefinition app) {
        return switch (app.deprovisioning().onDeparture()) {
            case Disable -> new Decision.Disabled(Why.Departed);
            case Delete -> new Decision.Absent(Why.Departed);
            case Keep -> new Decision.Hold(Why.KeptByPolicy);
        };
    }

    private static Set<AppId> union(Set<AppId> some, Set<AppId> others) {
        var all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }
}
