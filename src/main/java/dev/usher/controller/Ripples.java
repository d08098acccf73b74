package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.api.ProvisionedUserStatus.RoleState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lets those look again whose decision may hang on a user who has changed: who names them, who wants what they had, and the
 * other identities of their person.
 */
final class Ripples {
    /** What others have been told of; two who name each other would otherwise tell each other for ever. */
    private record Told(long generation, String state) {}

    /** Where somebody's account is, as far as that matters to others. */
    private record RecordedAccount(AppId app, Optional<Tenant> tenant, Optional<RemoteId> id) {}

    /**
     * What was last recorded of somebody whose accounts apps show for those whom they manage.
     *
     * @param decided whether anything was
     */
    private record Recorded(boolean decided, Set<RecordedAccount> accounts) {}

    private final Caches caches;
    private final Realms realms;
    private final Mailbox mailbox;
    private final Circle circle;
    private final Map<String, Told> told = new ConcurrentHashMap<>();
    private final Map<String, List<RoleState>> roles = new ConcurrentHashMap<>();
    private final Map<String, Recorded> accounts = new ConcurrentHashMap<>();

    Ripples(Caches caches, Circle circle, Mailbox mailbox) {
        this.caches = caches;
        this.realms = new Realms(caches);
        this.circle = circle;
        this.mailbox = mailbox;
    }

    /** To be called with every status that is decided, whether or not it is written yet. */
    void spread(ProvisionedUser user, ProvisionedUserStatus next) {
        var before = Optional.ofNullable(user.getStatus()).orElse(ProvisionedUserStatus.NONE);
        spreadRoles(user, before.roles());
        spreadAccounts(user);
        var generation = Translate.generation(user);
        var state = Optional.ofNullable(next.lifecycleState()).orElse("");
        var settled = Objects.equals(before.observedGeneration(), generation)
                && Objects.equals(before.lifecycleState(), next.lifecycleState());
        if (settled) {
            // What others were told may have been taken back before it was written.
            var last = Optional.ofNullable(told.remove(uid(user)));
            last.filter(earlier -> !earlier.state().equals(state))
                    .ifPresent(earlier -> others(user).forEach(mailbox::look));
            return;
        }
        var news = new Told(generation, state);
        if (others(user).findAny().isPresent() && !news.equals(told.put(uid(user), news))) {
            others(user).forEach(mailbox::look);
        }
    }

    /** Other identities rest on the roles that a status says are held, and on no others. */
    private void spreadRoles(ProvisionedUser user, List<RoleState> held) {
        var others = circle.otherIdentities(user).toList();
        if (!others.isEmpty()
                && !held.equals(Optional.ofNullable(roles.put(uid(user), held)).orElse(List.of()))) {
            others.forEach(mailbox::look);
        }
    }

    /**
     * Those whom a user manages show in apps where the user's own accounts are, as a status says.
     *
     * <p>Nobody has to be told of what was recorded when this process began: everybody was decided from that.
     */
    private void spreadAccounts(ProvisionedUser user) {
        var recorded = recorded(user);
        var before = accounts.put(uid(user), recorded);
        if (before != null && !before.equals(recorded)) {
            caches.usersNaming(user).stream()
                    .filter(other -> !uid(other).equals(uid(user)))
                    .forEach(mailbox::look);
        }
    }

    private Recorded recorded(ProvisionedUser user) {
        if (caches.apps().noneMatch(Mappings::showsManagers)) {
            return new Recorded(false, Set.of());
        }
        var there = Recall.accounts(user).entrySet().stream()
                .filter(account -> !account.getValue().state().isNowhere())
                .filter(account -> caches.app(account.getKey())
                        .filter(Mappings::showsManagers)
                        .isPresent())
                .map(account -> new RecordedAccount(
                        account.getKey(),
                        account.getValue().tenant(),
                        account.getValue().id()))
                .collect(Collectors.toUnmodifiableSet());
        return new Recorded(Recall.isDecided(user), there);
    }

    /** Nothing is decided about this user here; others may rest on what the resource says all the same. */
    void noticed(ProvisionedUser user) {
        spreadAccounts(user);
        var state = Optional.ofNullable(user.getStatus()).map(ProvisionedUserStatus::lifecycleState);
        var news = new Told(Translate.generation(user), state.orElse(""));
        if (!news.equals(told.put(uid(user), news))) {
            others(user).forEach(mailbox::look);
        }
    }

    /** The user's resource is going. */
    void gone(ProvisionedUser user) {
        told.remove(uid(user));
        roles.remove(uid(user));
        accounts.remove(uid(user));
        Stream.concat(others(user), circle.otherIdentities(user)).distinct().forEach(mailbox::look);
    }

    private Stream<ProvisionedUser> others(ProvisionedUser user) {
        var rivals = Stream.concat(IndexKeys.wantedLogin(user).stream(), IndexKeys.heldLogin(user).stream())
                .flatMap(login -> caches.usersOfLogin(login).stream());
        var doubles = realms.usersWith(Translate.identity(user));
        return Stream.of(caches.usersNaming(user).stream(), rivals, doubles, formerly(user))
                .flatMap(users -> users)
                .filter(other -> !uid(other).equals(uid(user)));
    }

    /** The person whose further identity this was until an edit, with all others of theirs: they rested on its roles. */
    private Stream<ProvisionedUser> formerly(ProvisionedUser user) {
        return Optional.ofNullable(user.getStatus())
                .flatMap(Recall::person)
                .filter(pin -> Circle.behind(user)
                        .filter(now -> now.name().equals(pin.name()))
                        .isEmpty())
                .flatMap(pin -> caches.user(pin.namespace(), pin.name()))
                .stream()
                .flatMap(person -> Stream.concat(Stream.of(person), circle.otherIdentities(person)));
    }

    private static String uid(HasMetadata resource) {
        return resource.getMetadata().getUid();
    }
}
