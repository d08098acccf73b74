package dev.usher.connector.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import dev.usher.connector.AppFailure;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Delta;
import java.util.List;
import java.util.Optional;

/**
 * Groups name an account by what it is called, which changes, and somebody else may be called so later: keeps them to the account. Most
 * directories do not do so by themselves.
 */
record NamesInGroups(Groups groups, GroupWrites writes) {
    /**
     * By what groups name an account, and which ones do.
     *
     * @param name empty where none can
     */
    record Named(Optional<String> name, List<String> groups) {
        Named {
            groups = List.copyOf(groups);
        }
    }

    /**
     * What came of taking a name out of groups.
     *
     * @param touched whether any was changed
     * @param stopped why no more can be done now; a group that refuses is none
     */
    record Left(boolean touched, Optional<Outcome> stopped) {}

    Named of(Entry entry) throws AppFailure {
        var name = groups.memberName(entry);
        return new Named(name, name.isPresent() ? groups.naming(name.get()) : List.of());
    }

    /** By what groups are to name an account that is made so. */
    Optional<String> ofNew(DN dn, String userName) {
        return groups.namedBy().map(by -> switch (by) {
            case ENTRIES -> dn.toString();
            case USER_NAMES -> userName;
        });
    }

    /** By what groups are to name an account that is changed so; empty where that stays as it is. */
    Optional<String> ofChanged(Entry entry, Edit edit, Delta delta) throws AppFailure {
        try {
            var parent = Optional.ofNullable(entry.getParentDN()).orElse(DN.NULL_DN);
            return groups.namedBy().flatMap(by -> switch (by) {
                case ENTRIES -> edit.name().map(own -> new DN(own, parent).toString());
                case USER_NAMES ->
                    Optional.ofNullable(delta.attributes().get(Attributes.USER_NAME))
                            .flatMap(value -> value);
            });
        } catch (LDAPException _) {
            throw Results.notUnderstood();
        }
    }

    /** Whether they name accounts by a value, and not by what their entries are called. */
    boolean areValues() {
        return groups.namedBy().filter(GroupClass.Names.USER_NAMES::equals).isPresent();
    }

    /**
     * Puts what an account is called now in the place of what it was called.
     *
     * @return what did not end as meant; empty where all did
     */
    Optional<Outcome> follow(Named before, Entry now) {
        var after = groups.memberName(now);
        if (before.groups().isEmpty() || groups.areSame(before.name(), after)) {
            return Optional.empty();
        }
        Optional<Outcome> bad = Optional.empty();
        for (var group : before.groups()) {
            var outcome = after.isPresent()
                    ? writes.replace(group, before.name().orElseThrow(), after.get())
                    : writes.takeOut(group, before.name().orElseThrow());
            if (!GroupWrites.isProved(outcome) && bad.isEmpty()) {
                bad = Optional.of(outcome);
            }
        }
        return bad;
    }

    /** Takes an account out of all its groups but those that refuse: they would keep it from being deleted for ever. */
    Left leave(Named named) {
        var touched = false;
        for (var group : named.groups()) {
            var outcome = writes.takeOut(group, named.name().orElseThrow());
            if (GroupWrites.isProved(outcome)) {
                touched = true;
            } else if (!(outcome instanceof Outcome.Failed(Failure why))
                    || why.kind().scope() == Kind.Scope.APP) {
                return new Left(touched, Optional.of(outcome));
            }
        }
        return new Left(touched, Optional.empty());
    }

    /**
     * Takes a name that nobody has out of the groups in which it was left behind, before somebody is called so: they would be in them.
     *
     * @return why it is in one still; empty where it is in none
     */
    Optional<Outcome> free(Optional<String> name) throws AppFailure {
        var left = name.isPresent() ? groups.naming(name.get()) : List.<String>of();
        if (left.isEmpty() || groups.isSomebody(name.orElseThrow())) {
            return Optional.empty();
        }
        for (var group : left) {
            var outcome = writes.takeOut(group, name.get());
            if (!GroupWrites.isProved(outcome)) {
                return Optional.of(outcome);
            }
        }
        return Optional.empty();
    }
}
