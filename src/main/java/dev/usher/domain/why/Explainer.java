package dev.usher.domain.why;

import dev.usher.domain.access.Access;
import dev.usher.domain.access.AppDefinition;
import dev.usher.domain.access.Cause;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Grant;
import dev.usher.domain.access.Held;
import dev.usher.domain.access.Resolution;
import dev.usher.domain.access.RoleDefinition;
import dev.usher.domain.access.RoleKey;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.person.LifecycleState;
import dev.usher.domain.quality.Problem;
import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Truth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says of a resolution what it follows from. Pure: it decides nothing anew. */
public final class Explainer {
    private final String home;
    private final Access access;
    private final Resolution decided;
    private final Function<Rule, List<Condition>> answers;
    private final Set<RoleKey> reached;

    /**
     * The reasons of one resolution.
     *
     * @param home the namespace of the person
     * @param access that was resolved with
     * @param answers what each condition of a rule says of the person
     */
    public Explainer(String home, Access access, Resolution decided, Function<Rule, List<Condition>> answers) {
        this.home = home;
        this.access = access;
        this.decided = decided;
        this.answers = answers;
        this.reached = access.reachedFrom(home);
    }

    /** Whether something has to be mended before anything is added or changed. */
    public boolean isFrozen() {
        return decided.problems().stream().anyMatch(problem -> problem.effect() == Problem.Effect.FREEZES);
    }

    /** The apps that have something to do with the person: decided about, or given by a role that is held. */
    public SortedSet<AppId> apps() {
        var apps = new TreeSet<>(decided.apps().keySet());
        held().forEach(role -> role.grants().forEach(grant -> apps.add(grant.app())));
        return apps;
    }

    /** Everything about one app. */
    public AppAnswer in(AppId app, Optional<Recorded> recorded) {
        var decision = Optional.ofNullable(decided.apps().get(app));
        var scope = Optional.ofNullable(access.apps().get(app))
                .flatMap(AppDefinition::users)
                .map(answers)
                .orElse(List.of());
        var given = given(app, decision);
        var absence = decision.isPresent() ? Optional.<Absence>empty() : Optional.of(absence(app, scope, given));
        return new AppAnswer(app, decision, absence, recorded, decided.lockout().of(app), scope, given, lacking(app));
    }

    private Absence absence(AppId app, List<Condition> scope, List<Given> given) {
        if (!access.apps().containsKey(app)) {
            return Absence.NoSuchApp;
        }
        if (hasDeparted()) {
            return Absence.Departed;
        }
        if (says(scope, Truth.NO)) {
            return Absence.NotForThisUser;
        }
        if (given.isEmpty()) {
            return giving(app).findAny().isPresent() ? Absence.NoRoleHeld : Absence.NoRoleGivesIt;
        }
        if (decided.lockout().shuts(app)) {
            return Absence.Locked;
        }
        if (says(scope, Truth.UNKNOWN)) {
            return Absence.ScopeUnknown;
        }
        return withheld(app);
    }

    /** Why there is nothing although a role that gives it is recorded as held. */
    private Absence withheld(AppId app) {
        if (isSaid(Problem.Kind.AccountBarred, app.seenFrom(home))) {
            return Absence.Barred;
        }
        if (isSaid(Problem.Kind.TooManyApps, app.name())) {
            return Absence.TooManyApps;
        }
        if (isFrozen() || decided.paused()) {
            return Absence.Frozen;
        }
        return switch (decided.state()) {
            case Planned, PreProvisioned -> Absence.NotStarted;
            case OnLeave, Suspended -> Absence.Away;
            case Active, Locked, Departed, Purged -> Absence.RoleUnknown;
        };
    }

    private boolean isSaid(Problem.Kind kind, String name) {
        return decided.problems().contains(new Problem(kind, name));
    }

    private static boolean says(List<Condition> conditions, Truth truth) {
        return conditions.stream().anyMatch(condition -> condition.truth() == truth);
    }

    private boolean hasDeparted() {
        return decided.state() == LifecycleState.Departed || decided.state() == LifecycleState.Purged;
    }

    private Stream<RoleDefinition> held() {
        return decided.next().roles().keySet().stream()
                .sorted()
                .flatMap(role -> Optional.ofNullable(access.roles().get(role)).stream());
    }

    private List<Given> given(AppId app, Optional<Decision> decision) {
        var givers = new TreeMap<Optional<Entitlement>, List<RoleKey>>(Comparator.comparing(
                (Optional<Entitlement> what) -> what.map(Entitlement::toString).orElse("")));
        held().forEach(role -> grants(role, app)
                .flatMap(Explainer::things)
                .forEach(what ->
                        givers.computeIfAbsent(what, any -> new ArrayList<>()).add(role.key())));
        kept(decision).forEach(what -> givers.computeIfAbsent(Optional.of(what), any -> new ArrayList<>()));
        var adopted = adopted(app);
        return givers.entrySet().stream()
                .map(thing -> new Given(
                        thing.getKey(),
                        thing.getValue().stream()
                                .distinct()
                                .map(role -> proof(role, new HashSet<>()))
                                .toList(),
                        thing.getKey().filter(adopted::contains).isPresent()))
                .toList();
    }

    private Set<Entitlement> adopted(AppId app) {
        return Optional.ofNullable(decided.next().accounts().get(app))
                .map(KnownAccount::adopted)
                .orElse(Set.of());
    }

    private static Stream<Optional<Entitlement>> things(Grant grant) {
        return grant.entitlements().isEmpty()
                ? Stream.of(Optional.empty())
                : grant.entitlements().stream().map(Optional::of);
    }

    /** What stays although it may be that nothing gives it any more. */
    private static Set<Entitlement> kept(Optional<Decision> decision) {
        return decision.map(decided -> switch (decided) {
                    case Decision.Want want -> want.frozen();
                    case Decision.Trim trim -> trim.kept();
                    case Decision.Disabled disabled -> Set.<Entitlement>of();
                    case Decision.Absent absent -> Set.<Entitlement>of();
                    case Decision.Hold hold -> Set.<Entitlement>of();
                    case Decision.Planned plan -> kept(Optional.of(plan.would()));
                })
                .orElse(Set.of());
    }

    private static Stream<Grant> grants(RoleDefinition role, AppId app) {
        return role.grants().stream().filter(grant -> grant.app().equals(app));
    }

    /**
     * Why a role is held.
     *
     * @param seen those that were explained already: there may be many ways to a role, and circles
     */
    private Proof proof(RoleKey role, Set<RoleKey> seen) {
        seen.add(role);
        var causes = Optional.ofNullable(decided.next().roles().get(role))
                .map(Held::causes)
                .orElse(List.of());
        return new Proof(
                role,
                causes.stream()
                        .map(cause -> new Proof.Ground(
                                cause,
                                cause.kind() == Cause.Kind.Rule ? rule(role) : List.of(),
                                cause.via().filter(via -> !seen.contains(via)).map(via -> proof(via, seen))))
                        .toList(),
                decided.excepted().stream()
                        .filter(excepted -> excepted.role().equals(role))
                        .toList());
    }

    private List<Condition> rule(RoleKey role) {
        return Optional.ofNullable(access.roles().get(role))
                .flatMap(RoleDefinition::rule)
                .map(answers)
                .orElse(List.of());
    }

    private Stream<RoleDefinition> giving(AppId app) {
        return access.roles().values().stream()
                .filter(role -> !role.ending() && grants(role, app).findAny().isPresent())
                .filter(this::canBeHeld)
                .sorted(Comparator.comparing(RoleDefinition::key));
    }

    /** A role of another namespace may be known only because it stands beside an app there. */
    private boolean canBeHeld(RoleDefinition role) {
        return reached.contains(role.key()) || isHeld(role) || decided.refused().containsKey(role.key());
    }

    /** Somebody who departed lacks everything, whatever rules say. */
    private List<Lacking> lacking(AppId app) {
        return hasDeparted()
                ? List.of()
                : giving(app)
                        .filter(role -> !isHeld(role))
                        .map(role -> lacking(role, app, new HashSet<>()))
                        .toList();
    }

    private boolean isHeld(RoleDefinition role) {
        return decided.next().roles().containsKey(role.key());
    }

    /**
     * A role that is not held, with those through which it could be.
     *
     * @param seen those that were named already: there may be many ways to a role, and circles
     */
    private Lacking lacking(RoleDefinition role, AppId app, Set<RoleKey> seen) {
        seen.add(role.key());
        var through = access.roles().values().stream()
                .filter(heir -> heir.inherits().contains(role.key()) && !isHeld(heir) && canBeHeld(heir))
                .sorted(Comparator.comparing(RoleDefinition::key))
                .filter(heir -> !seen.contains(heir.key()))
                .map(heir -> lacking(heir, app, seen))
                .toList();
        var gives = grants(role, app)
                .flatMap(grant -> grant.entitlements().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        return new Lacking(
                role.key(),
                gives,
                rule(role.key()),
                Optional.ofNullable(decided.refused().get(role.key())),
                through);
    }
}
