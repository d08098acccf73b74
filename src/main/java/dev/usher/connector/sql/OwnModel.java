package dev.usher.connector.sql;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Capability;
import dev.usher.connector.Change;
import dev.usher.connector.Outcome;
import dev.usher.connector.sql.OwnStatements.Purpose;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Delta;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What statements of one's own show and write. Nobody knows how many rows they hit, so that each change is a transaction.
 *
 * @param tellsLastUse whether a list says when accounts were last used
 */
record OwnModel(OwnStatements statements, boolean tellsLastUse) implements Model {
    private static final int FEW = 2;
    private static final int MOST_CANDIDATES = 64;

    /** As the database takes them. What is wrong with one is said by whoever has it done. */
    static OwnModel asked(Sql sql, OwnStatements statements) throws SQLException {
        return new OwnModel(statements, showsLastUse(sql, statements.needed(Purpose.LIST)));
    }

    private static boolean showsLastUse(Sql sql, Query list) throws SQLException {
        try {
            return sql.describe(list).contains(Row.LAST_USE);
        } catch (SQLException e) {
            if (Dialler.isOfConnection(e)) {
                throw e;
            }
            return false;
        }
    }

    @Override
    public List<Capability> capabilities() {
        var all = new ArrayList<Capability>();
        if (tellsLastUse) {
            all.add(new Capability(Capability.LAST_USE, "true", Capability.Origin.spec));
        }
        all.add(new Capability(Capability.LEFT_OUT, TableModel.leftOut(statements.placed()), Capability.Origin.spec));
        if (statements.get(Purpose.DELETE).isEmpty()) {
            all.add(new Capability(Capability.DELETE_MEANS, "forbidden", Capability.Origin.spec));
        }
        if (statements.endsSessions()) {
            all.add(new Capability(Capability.SESSIONS_END, "true", Capability.Origin.spec));
        }
        return all;
    }

    /** Nobody is found by no key; that it is asked shows that it can be. */
    @Override
    public void ping(Sql sql) throws SQLException, AppFailure {
        sql.read(statements.needed(Purpose.FIND), Map.of(), MOST_CANDIDATES);
    }

    @Override
    public void verify(Sql sql) throws SQLException {
        for (var query : statements.queries().values()) {
            List<String> _ = sql.describe(query);
        }
    }

    @Override
    public boolean isPaged() {
        return statements.needed(Purpose.LIST).names("after");
    }

    @Override
    public List<Row> page(Sql sql, Optional<RemoteId> after, int limit) throws SQLException, AppFailure {
        return page(sql, statements.needed(Purpose.LIST), new HashMap<>(), after, limit);
    }

    private static List<Row> page(Sql sql, Query query, Map<String, String> values, Optional<RemoteId> after, int limit)
            throws SQLException, AppFailure {
        values.put("limit", Integer.toString(limit));
        after.ifPresent(id -> values.put("after", id.value()));
        return sql.read(query, values, limit);
    }

    @Override
    public List<Row> read(Sql sql, RemoteId id) throws SQLException, AppFailure {
        return sql.read(statements.needed(Purpose.READ), Map.of(Row.ID, id.value()), FEW);
    }

    @Override
    public Optional<Database.Work<List<Row>>> alone(RemoteId id) {
        return Optional.empty();
    }

    @Override
    public List<Row> find(Sql sql, Map<String, String> keys) throws SQLException, AppFailure {
        return sql.read(statements.needed(Purpose.FIND), keys, MOST_CANDIDATES);
    }

    @Override
    public Database.Extent extent(Change.OfAccount change) {
        return change instanceof Change.Update ? Database.Extent.SNAPSHOT : Database.Extent.TRANSACTION;
    }

    @Override
    public Optional<Outcome> objection(Change.OfAccount change) {
        return switch (change) {
            case Change.Create create when create.password().isPresent() -> Optional.of(Hits.failed(Kind.UNSUPPORTED));
            case Change.Create create ->
                unplaced(Purpose.CREATE, create.desired().atCreation().values().keySet());
            case Change.Update update ->
                unplaced(Purpose.UPDATE, update.delta().attributes().keySet());
            case Change.Disable _, Change.Enable _ -> Optional.empty();
            case Change.Delete _ -> unless(statements.get(Purpose.DELETE).isPresent());
            case Change.EndSessions _ -> unless(statements.endsSessions());
            case Change.HandOver _, Change.SetPassword _, Change.Invite _ -> unless(false);
        };
    }

    private static Optional<Outcome> unless(boolean can) {
        return can ? Optional.empty() : Optional.of(Hits.failed(Kind.UNSUPPORTED));
    }

    private Optional<Outcome> unplaced(Purpose purpose, Collection<String> names) {
        var placed = statements.placed(purpose);
        var unknown = names.stream().filter(name -> !placed.contains(name)).toList();
        return unknown.isEmpty() ? Optional.empty() : Optional.of(Hits.unsupported(unknown));
    }

    @Override
    public Outcome apply(Sql sql, Change.OfAccount change) throws SQLException, AppFailure {
        return switch (change) {
            case Change.Create create -> create(sql, create.desired());
            case Change.Update update -> update(sql, update.account(), update.delta());
            case Change.Disable disable -> unproved(changed(sql, Purpose.DISABLE, disable.account()));
            case Change.Enable enable -> changed(sql, Purpose.ENABLE, enable.account());
            case Change.Delete delete ->
                Hits.ofDeletion(
                        sql.write(
                                statements.needed(Purpose.DELETE),
                                Map.of(Row.ID, delete.account().value())),
                        read(sql, delete.account()));
            case Change.EndSessions end -> {
                sql.write(
                        statements.needed(Purpose.END_SESSIONS),
                        Map.of(
                                Row.ID,
                                end.account().value(),
                                Attributes.USER_NAME,
                                end.userName(),
                                Attributes.EXTERNAL_ID,
                                end.externalId()));
                yield Hits.PROVED;
            }
            case Change.HandOver _, Change.SetPassword _, Change.Invite _ ->
                throw new IllegalArgumentException("objected to");
        };
    }

    private Outcome changed(Sql sql, Purpose purpose, RemoteId id) throws SQLException, AppFailure {
        return of(id, Hits.ofChange(sql.write(statements.needed(purpose), Map.of(Row.ID, id.value()))));
    }

    /** Nobody knows what runs behind a statement: that nobody gets in has to be read. */
    private static Outcome unproved(Outcome outcome) {
        return outcome instanceof Outcome.Agreed ? Hits.ACCEPTED : outcome;
    }

    /** A statement that shows somebody else changed somebody else. */
    private static Outcome of(RemoteId id, Outcome outcome) {
        return outcome instanceof Outcome.Agreed(Optional<Account> shown)
                        && shown.filter(account -> !account.id().equals(id)).isPresent()
                ? new Outcome.Failed(Failure.of(Kind.REJECTED, Detail.NOT_UNDERSTOOD))
                : outcome;
    }

    private Outcome create(Sql sql, Desired desired) throws SQLException, AppFailure {
        var values = new HashMap<>(desired.atCreation().values());
        values.put(Attributes.EXTERNAL_ID, desired.identity().externalId());
        values.put(Row.ACTIVE, Boolean.toString(desired.enabled()));
        var effect = sql.write(statements.needed(Purpose.CREATE), values);
        return effect.hits() > 1 ? Hits.failed(Kind.MANY) : Hits.shown(effect);
    }

    /** The difference laid over what is there: the statement writes all of it. */
    private Outcome update(Sql sql, RemoteId id, Delta delta) throws SQLException, AppFailure {
        var shown = sql.show(statements.needed(Purpose.READ), Map.of(Row.ID, id.value()), FEW);
        var rows = shown.rows();
        var there = Accounts.one(rows);
        if (there.isEmpty()) {
            return Hits.GONE;
        }
        // What is not read would be emptied by it.
        if (!shown.names().containsAll(statements.kept())) {
            return Hits.failed(Kind.MISCONFIGURED);
        }
        // Also what describes nobody, and is too long to be shown: it stays what it is.
        var values = new HashMap<>(rows.getFirst().values());
        values.put(Row.ID, id.value());
        values.put(Row.ACTIVE, Boolean.toString(there.get().active() || delta.enable()));
        delta.attributes()
                .forEach((name, value) ->
                        value.ifPresentOrElse(text -> values.put(name, text), () -> values.remove(name)));
        delta.externalId().ifPresent(key -> values.put(Attributes.EXTERNAL_ID, key));
        var written = delta.attributes().isEmpty() && delta.externalId().isEmpty()
                ? Hits.ACCEPTED
                : of(id, Hits.ofChange(sql.write(statements.needed(Purpose.UPDATE), values)));
        return delta.enable() && !(written instanceof Outcome.Failed) ? changed(sql, Purpose.ENABLE, id) : written;
    }

    @Override
    public Optional<Groups> groups() {
        return statements.hasGroups() ? Optional.of(new OwnGroups(this)) : Optional.empty();
    }

    /** Groups of which statements of one's own tell. */
    record OwnGroups(OwnModel model) implements Groups {
        private OwnStatements statements() {
            return model.statements();
        }

        @Override
        public boolean isPaged() {
            return statements().needed(Purpose.MEMBERS).names("after");
        }

        @Override
        public int count(Sql sql, String group) throws SQLException, AppFailure {
            return sql.read(statements().needed(Purpose.GROUP), Map.of("group", group), FEW)
                    .size();
        }

        @Override
        public List<Row> members(Sql sql, String group, Optional<RemoteId> after, int limit)
                throws SQLException, AppFailure {
            return page(sql, statements().needed(Purpose.MEMBERS), new HashMap<>(Map.of("group", group)), after, limit);
        }

        /** A statement is about one member. */
        @Override
        public int most() {
            return 1;
        }

        @Override
        public Database.Extent extent() {
            return Database.Extent.TRANSACTION;
        }

        /** Looks first, since a statement that hits nothing may say as well that it was so already; who is in then has to be read. */
        @Override
        public Outcome change(Sql sql, String group, List<RemoteId> ids, boolean enter, Set<RemoteId> there)
                throws SQLException, AppFailure {
            var groups = count(sql, group);
            if (groups != 1) {
                return groups == 0 ? Hits.GONE : Hits.failed(Kind.MANY);
            }
            for (var id : ids) {
                if (enter && Accounts.one(model.read(sql, id)).isEmpty()) {
                    continue;
                }
                there.add(id);
                var query = statements().needed(enter ? Purpose.ADD_MEMBER : Purpose.REMOVE_MEMBER);
                if (sql.write(query, Map.of("group", group, Row.ID, id.value())).hits() > 1) {
                    return Hits.failed(Kind.MANY);
                }
            }
            return Hits.ACCEPTED;
        }

        @Override
        public Optional<Database.Work<Outcome>> define(String group) {
            return statements().get(Purpose.CREATE_GROUP).map(query -> sql -> {
                sql.write(query, Map.of("group", group));
                return Hits.PROVED;
            });
        }
    }
}
