package dev.usher.connector.sql;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Capability;
import dev.usher.connector.Change;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Kind;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What accounts and entitlements are in a database, and the statements that read and write them. */
interface Model {
    List<Capability> capabilities();

    /** The least that shows that accounts can be read. */
    void ping(Sql sql) throws SQLException, AppFailure;

    /** Whether every statement about accounts and groups can be said, whoever they are about. */
    default void verify(Sql sql) throws SQLException, AppFailure {
        ping(sql);
        var groups = groups();
        if (groups.isPresent()) {
            groups.get().count(sql, "");
            groups.get().members(sql, "", Optional.empty(), 1);
        }
    }

    /** Whether a page is followed by another one. */
    boolean isPaged();

    /** Accounts in the order of their ids. */
    List<Row> page(Sql sql, Optional<RemoteId> after, int limit) throws SQLException, AppFailure;

    /** Those of an id: none, one, or too many. */
    List<Row> read(Sql sql, RemoteId id) throws SQLException, AppFailure;

    /** Has the server take a text for an id of the type that ids have now, and nothing else; empty where nobody knows their type. */
    Optional<Database.Work<List<Row>>> alone(RemoteId id);

    /** Those that have one of these keys, or look so to the server. */
    List<Row> find(Sql sql, Map<String, String> keys) throws SQLException, AppFailure;

    /** What has to be done together. */
    Database.Extent extent(Change.OfAccount change);

    /** Why it cannot be done, without asking. */
    Optional<Outcome> objection(Change.OfAccount change);

    /**
     * Whether a code is that of a change which somebody else made at the same time, so that this one did not happen, and is tried again.
     *
     * @param change what was to be changed; empty of who is in a group
     */
    default boolean isRace(String state, Optional<Change.OfAccount> change) {
        return false;
    }

    Outcome apply(Sql sql, Change.OfAccount change) throws SQLException, AppFailure;

    /** How entitlements are kept; empty where there are none. */
    Optional<Groups> groups();

    /** What entitlements of kind {@code group} are. */
    interface Groups {
        boolean isPaged();

        /** How many are called so. */
        int count(Sql sql, String group) throws SQLException, AppFailure;

        /** Who is in it, in the order of their ids. */
        List<Row> members(Sql sql, String group, Optional<RemoteId> after, int limit) throws SQLException, AppFailure;

        /** Whether another group is in it, whose members hold it without being told of; empty where no group can be. */
        default Optional<Database.Work<Boolean>> holdsAnother(String group) {
            return Optional.empty();
        }

        /** How many accounts are put in, or taken out, with one transaction. */
        int most();

        Database.Extent extent();

        /**
         * Puts accounts in, or takes them out.
         *
         * @param there is told which of them are accounts
         */
        Outcome change(Sql sql, String group, List<RemoteId> ids, boolean enter, Set<RemoteId> there)
                throws SQLException, AppFailure;

        /** Makes one; empty where none is ever made. */
        Optional<Database.Work<Outcome>> define(String group);
    }

    /** The account that a statement shows which should show one; a row that is none says nothing of others. */
    static Account account(Row row) throws AppFailure {
        return row.account().orElseThrow(() -> AppFailure.of(Kind.REJECTED, Detail.NOT_UNDERSTOOD));
    }
}
