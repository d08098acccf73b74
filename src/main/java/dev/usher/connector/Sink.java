package dev.usher.connector;

import dev.usher.domain.account.Account;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import java.time.Instant;

/** Where an observation goes; it may block, which slows the reading down. */
public interface Sink {
    default void account(Account account) {}

    /**
     * There is such an account, and the read cannot tell whether its holder can use it, so that it is not shown; told in place of {@link
     * #account} by {@link Scope.All} and {@link Scope.Since} alone, so that one of them does not keep all others from being read.
     */
    default void unclear(RemoteId id) {}

    /** When an account was last used, as far as the app keeps that; told right after the account by {@link Scope.All} alone. */
    default void used(RemoteId account, Instant last) {}

    default void entitlement(Entitlement entitlement) {}

    default void member(Entitlement entitlement, RemoteId account) {}

    /** Others hold this one, too, who are told of nowhere: they hold another one that is in it. Told by {@link Scope.Members} alone. */
    default void nested(Entitlement outer) {}

    /** A read by id said that there is no such account. */
    default void absent(RemoteId id) {}
}
