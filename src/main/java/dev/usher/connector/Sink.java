package dev.usher.connector;

import dev.usher.domain.account.Account;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;

/** Where an observation goes; it may block, which slows the reading down. */
public interface Sink {
    default void account(Account account) {}

    default void entitlement(Entitlement entitlement) {}

    default void member(Entitlement entitlement, RemoteId account) {}

    /** Others hold this one, too, who are told of nowhere: they hold another one that is in it. Told by {@link Scope.Members} alone. */
    default void nested(Entitlement outer) {}

    /** A read by id said that there is no such account. */
    default void absent(RemoteId id) {}
}
