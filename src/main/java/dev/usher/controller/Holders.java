package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserSpec;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.api.RetainedAccount;
import dev.usher.domain.access.Resolution;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.quality.Problem;
import dev.usher.kube.Claimants;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who keeps a name or a key that two want: who holds it, as the status says, else who is older. */
final class Holders {
    private final Caches caches;
    private final Realms realms;

    Holders(Caches caches) {
        this.caches = caches;
        this.realms = new Realms(caches);
    }

    /** Of two users with one key the second is not found by it: it goes by its name, as before it had one. */
    Identity identity(ProvisionedUser user) {
        return holdsKey(user) ? Translate.identity(user) : Translate.byName(user);
    }

    /** Of several users with one key the one that holds it goes by it, else the oldest. */
    boolean holdsKey(ProvisionedUser user) {
        return keyHolder(user).isEmpty();
    }

    /** The login name that a user holds from now on: the one that accounts may bear, until another is free. */
    static Optional<String> login(ProvisionedUser user, Resolution resolution) {
        if (isTaken(resolution, Problem.Kind.NameNotReserved)) {
            return heldLogin(user);
        }
        if (hasLeft(resolution)) {
            return Optional.empty();
        }
        return isSettled(resolution)
                        || isTaken(resolution, Problem.Kind.DuplicateUserName)
                        || isTaken(resolution, Problem.Kind.UserNameReserved)
                ? heldLogin(user)
                : Optional.ofNullable(user.getSpec()).map(ProvisionedUserSpec::userName);
    }

    /** Whether a user holds a login name no longer from now on, since they left, or have another one. */
    static boolean givesBack(ProvisionedUser user, Resolution resolution) {
        return heldLogin(user)
                .filter(held -> login(user, resolution).filter(held::equals).isEmpty())
                .isPresent();
    }

    /** The key that a user holds from now on. */
    static Optional<String> key(ProvisionedUser user, Resolution resolution) {
        if (Translate.hasReservedKey(user)) {
            return Optional.empty();
        }
        return isSettled(resolution) || isTaken(resolution, Problem.Kind.DuplicateExternalId)
                ? heldKey(user)
                : Optional.ofNullable(user.getSpec()).flatMap(spec -> Optional.ofNullable(spec.externalId()));
    }

    /** The name of somebody who departed is free again once no account bears it. */
    private static boolean hasLeft(Resolution resolution) {
        return switch (resolution.state()) {
            case Purged -> true;
            case Departed ->
                resolution.next().accounts().values().stream()
                        .noneMatch(account -> account.id().isPresent() && account.state() != AccountState.Deleted);
            case Planned, PreProvisioned, Active, OnLeave, Suspended, Locked -> false;
        };
    }

    /** Of somebody who departed no problem is said, and so nothing tells that what they want is taken: they gain nothing. */
    private static boolean isSettled(Resolution resolution) {
        return switch (resolution.state()) {
            case Departed, Purged -> true;
            case Planned, PreProvisioned, Active, OnLeave, Suspended, Locked -> false;
        };
    }

    private static boolean isTaken(Resolution resolution, Problem.Kind kind) {
        return resolution.problems().stream().anyMatch(problem -> problem.kind() == kind);
    }

    private static Optional<String> heldLogin(ProvisionedUser user) {
        return Optional.ofNullable(user.getStatus()).map(ProvisionedUserStatus::userName);
    }

    private static Optional<String> heldKey(ProvisionedUser user) {
        return Optional.ofNullable(user.getStatus()).map(ProvisionedUserStatus::externalId);
    }

    /**
     * What others have and keep of what this user wants.
     *
     * @param tenants those in which the user can be given accounts
     */
    List<Problem> taken(ProvisionedUser user, Set<Tenant> tenants) {
        var problems = new ArrayList<Problem>(2);
        if (Translate.hasReservedKey(user)) {
            problems.add(new Problem(Problem.Kind.ExternalIdReserved, "spec.externalId"));
        }
        keyHolder(user)
                .map(holder -> new Problem(Problem.Kind.DuplicateExternalId, name(user, holder)))
                .ifPresent(problems::add);
        loginHolder(user, tenants)
                .map(holder -> new Problem(Problem.Kind.DuplicateUserName, holder))
                .or(() -> reservation(user, tenants).map(name -> new Problem(Problem.Kind.UserNameReserved, name)))
                .ifPresent(problems::add);
        return problems;
    }

    /**
     * What is left of somebody else's account that was deleted, in an app where the user could be given one of that name.
     *
     * <p>Whoever holds the name already is not kept from anything else by it, and whatever an app maps is known where it is
     * about to be written: lanes ask once more.
     */
    private Optional<String> reservation(ProvisionedUser user, Set<Tenant> tenants) {
        var home = user.getMetadata().getNamespace();
        return IndexKeys.wantedLogin(user).filter(login -> !holds(user, login)).flatMap(login -> {
            var person = persons(user);
            return tenants.stream()
                    .flatMap(tenant -> caches.reservation(tenant, login, person, home).stream())
                    .min(Comparator.naturalOrder());
        });
    }

    private Set<Identity> persons(ProvisionedUser user) {
        return Stream.concat(realms.all(Translate.identity(user)), Translate.alias(user).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private Optional<ProvisionedUser> keyHolder(ProvisionedUser user) {
        if (user.isMarkedForDeletion() && holdsOwnKey(user)) {
            // Whoever has it next may hold it already: the accounts were made under it all the same.
            return Optional.empty();
        }
        // Elsewhere whoever is being deleted has it until what becomes of their accounts is written down.
        return keyHolder(user, other -> !other.isMarkedForDeletion() || !isHere(user, other));
    }

    private Optional<ProvisionedUser> keyHolder(ProvisionedUser user, Predicate<ProvisionedUser> counts) {
        return before(user, realms.usersWith(Translate.identity(user)).filter(counts), Holders::holdsOwnKey);
    }

    /** Whether a user gets what somebody leaves under their key, as whoever is being deleted does. */
    boolean inheritsKey(ProvisionedUser user) {
        return keyHolder(user, other -> !other.isMarkedForDeletion()).isEmpty();
    }

    /** Whether a status says that a user has the key that is declared, and with it what was made under it. */
    static boolean holdsOwnKey(ProvisionedUser user) {
        return heldKey(user)
                .filter(key -> Optional.ofNullable(user.getSpec())
                        .map(ProvisionedUserSpec::externalId)
                        .filter(key::equals)
                        .isPresent())
                .isPresent();
    }

    private Optional<String> loginHolder(ProvisionedUser user, Set<Tenant> tenants) {
        var login = IndexKeys.wantedLogin(user);
        if (login.isEmpty()) {
            return Optional.empty();
        }
        var rivals = caches.usersOfLogin(login.get()).stream()
                .filter(other -> isHere(user, other) && !other.isMarkedForDeletion())
                .filter(other -> holds(other, login.get())
                        || (wants(other, login.get())
                                && reservation(other, tenants).isEmpty()));
        var holder = before(user, rivals, other -> holds(other, login.get()));
        if (holder.isPresent()) {
            return holder.map(Holders::name);
        }
        return caches.retainedOfLogin(login.get()).stream()
                .filter(account -> isHere(user, account))
                .filter(account -> isOfSomebodyElse(user, account, tenants))
                .map(Holders::name)
                .findFirst();
    }

    private static boolean holds(ProvisionedUser user, String login) {
        return IndexKeys.heldLogin(user).filter(login::equals).isPresent();
    }

    /** Somebody who departed and gave a name back does not want it again. */
    private static boolean wants(ProvisionedUser user, String login) {
        var status = Optional.ofNullable(user.getStatus()).orElse(ProvisionedUserStatus.NONE);
        var gaveBack = status.departedTime() != null && status.userName() == null;
        return !gaveBack && IndexKeys.wantedLogin(user).filter(login::equals).isPresent();
    }

    /** Who comes before a user among those who want the same; empty where nobody does. */
    private static Optional<ProvisionedUser> before(
            ProvisionedUser user, Stream<ProvisionedUser> rivals, Predicate<ProvisionedUser> holds) {
        var order = Claimants.order(holds);
        return rivals.filter(other -> !isSame(other, user)).min(order).filter(other -> order.compare(other, user) < 0);
    }

    private static boolean isSame(ProvisionedUser one, ProvisionedUser other) {
        return one.getMetadata().getUid().equals(other.getMetadata().getUid());
    }

    private static boolean isHere(ProvisionedUser user, HasMetadata other) {
        return Objects.equals(
                user.getMetadata().getNamespace(), other.getMetadata().getNamespace());
    }

    private static boolean hasAccountIn(ProvisionedUser user, Set<Tenant> tenants) {
        return user.getStatus() != null
                && user.getStatus().accounts().stream()
                        .filter(entry -> entry.id() != null)
                        .anyMatch(entry -> Optional.ofNullable(entry.tenant())
                                .map(Tenant::new)
                                .filter(tenants::contains)
                                .isPresent());
    }

    private boolean isOfSomebodyElse(ProvisionedUser user, RetainedAccount account, Set<Tenant> tenants) {
        var spec = account.getSpec();
        if (spec == null
                || spec.tenant() == null
                || !RetainedStates.isThere(account)
                || !caches.isBelieved(account, user.getMetadata().getNamespace())) {
            return false;
        }
        var own = persons(user).contains(Translate.identity(spec));
        var tenant = new Tenant(spec.tenant());
        return !own && tenants.contains(tenant) && !hasAccountIn(user, Set.of(tenant));
    }

    private static String name(ProvisionedUser user, HasMetadata holder) {
        var place = isHere(user, holder) ? "" : holder.getMetadata().getNamespace() + "/";
        return holder.getKind() + " " + place + holder.getMetadata().getName();
    }

    private static String name(HasMetadata holder) {
        return holder.getKind() + " " + holder.getMetadata().getName();
    }
}
