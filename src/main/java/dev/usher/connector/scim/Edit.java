package dev.usher.connector.scim;

import dev.usher.domain.account.Attributes;
import dev.usher.domain.plan.Delta;
import dev.usher.domain.secret.Sensitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is to change in an account, however the app wants to be told.
 *
 * @param attributes new values by our names; empty: it is to have none
 * @param active empty where that stays as it is
 * @param password the same
 */
record Edit(
        SortedMap<String, Optional<String>> attributes,
        Optional<String> externalId,
        Optional<Boolean> active,
        Optional<Sensitive> password) {
    static Edit of(Delta delta) {
        return new Edit(
                delta.attributes(),
                delta.externalId(),
                Optional.of(true).filter(any -> delta.enable()),
                Optional.empty());
    }

    static Edit active(boolean active) {
        return new Edit(new TreeMap<>(), Optional.empty(), Optional.of(active), Optional.empty());
    }

    static Edit password(Sensitive password) {
        return new Edit(new TreeMap<>(), Optional.empty(), Optional.empty(), Optional.of(password));
    }

    Edit withoutActivity() {
        return new Edit(attributes, externalId, Optional.empty(), password);
    }

    boolean isEmpty() {
        return attributes.isEmpty() && externalId.isEmpty() && active.isEmpty() && password.isEmpty();
    }

    boolean enables() {
        return active.equals(Optional.of(true));
    }

    boolean disables() {
        return active.equals(Optional.of(false));
    }

    boolean isOnlyOfActivity() {
        return attributes.isEmpty() && externalId.isEmpty() && password.isEmpty() && active.isPresent();
    }

    /** Whether it names somebody's manager, and says nothing else. */
    boolean isOnlyOfManager() {
        return attributes.size() == 1
                && Optional.ofNullable(attributes.get(Attributes.MANAGER))
                        .flatMap(manager -> manager)
                        .isPresent()
                && externalId.isEmpty()
                && active.isEmpty()
                && password.isEmpty();
    }

    Optional<Optional<String>> email() {
        return Optional.ofNullable(attributes.get(Attributes.EMAIL));
    }

    /** Whether it sets what no two accounts may share, so that a conflict is most likely about that. */
    boolean isKeyed() {
        return attributes.containsKey(Attributes.USER_NAME) || externalId.isPresent();
    }

    /** The names of what it sets, ours. */
    List<String> names() {
        var names = new ArrayList<>(attributes.keySet());
        externalId.ifPresent(any -> names.add(Users.EXTERNAL_ID));
        active.ifPresent(any -> names.add(Users.ACTIVE));
        password.ifPresent(any -> names.add(Users.PASSWORD));
        return names;
    }
}
