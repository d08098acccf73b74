package dev.usher.connector.sql;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Capability;
import dev.usher.connector.Change;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Delta;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The roles of a PostgreSQL server: who logs in is an account, and is known by the number that stays when a role is renamed.
 *
 * @param createsGroups whether a role is made that nobody logs in with
 */
record RoleModel(boolean createsGroups) implements Model {
    private static final int FEW = 2;
    private static final int MOST_CANDIDATES = 64;
    private static final int LOOKS = 40;
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,9}");
    private static final long HIGHEST_NUMBER = 0xffff_ffffL;

    @Override
    public List<Capability> capabilities() {
        return List.of(
                // ada and Ada are two roles.
                new Capability(Capability.UNIQUE_USER_NAMES, "false", Capability.Origin.preset),
                new Capability(
                        Capability.LEFT_OUT,
                        TableModel.leftOut(Set.of(Attributes.USER_NAME)),
                        Capability.Origin.preset),
                new Capability(Capability.SESSIONS_END, "true", Capability.Origin.preset),
                new Capability(Capability.PASSWORDS, "create", Capability.Origin.preset));
    }

    /** Shows that the catalogue can be read. */
    @Override
    public void ping(Sql sql) throws SQLException, AppFailure {
        sql.read(Roles.READ, Map.of(Row.ID, "0"), FEW);
    }

    @Override
    public boolean isPaged() {
        return true;
    }

    @Override
    public List<Row> page(Sql sql, Optional<RemoteId> after, int limit) throws SQLException, AppFailure {
        var values = new HashMap<>(Map.of("limit", Integer.toString(limit)));
        after.ifPresent(id -> values.put("after", id.value()));
        return sql.read(after.isEmpty() ? Roles.FIRST : Roles.NEXT, values, limit);
    }

    /** Whether a role can have it. */
    static boolean isNumber(RemoteId id) {
        return NUMBER.matcher(id.value()).matches() && Long.parseLong(id.value()) <= HIGHEST_NUMBER;
    }

    /** A role that is there and is no account is not absent: it may have become one of those that may do everything. */
    @Override
    public List<Row> read(Sql sql, RemoteId id) throws SQLException, AppFailure {
        if (!isNumber(id)) {
            return List.of();
        }
        var values = Map.of(Row.ID, id.value());
        var rows = sql.read(Roles.READ, values, FEW);
        if (rows.isEmpty() && !sql.read(Roles.ANY, values, FEW).isEmpty()) {
            throw AppFailure.of(Kind.DENIED, Detail.NONE);
        }
        return rows;
    }

    @Override
    public Optional<Database.Work<List<Row>>> alone(RemoteId id) {
        return Optional.of(sql -> sql.read(Roles.ID_ALONE, Map.of(Row.ID, id.value()), 1));
    }

    @Override
    public List<Row> find(Sql sql, Map<String, String> keys) throws SQLException, AppFailure {
        return sql.read(Roles.FIND, keys, MOST_CANDIDATES);
    }

    @Override
    public Database.Extent extent(Change.OfAccount change) {
        return Database.Extent.TRANSACTION;
    }

    @Override
    public Optional<Outcome> objection(Change.OfAccount change) {
        return switch (change) {
            case Change.Create create
            when create.password().filter(Change.NewPassword::mustChange).isPresent() ->
                Optional.of(Hits.failed(Kind.UNSUPPORTED));
            case Change.Create create ->
                unplaced(create.desired().atCreation().values().keySet());
            case Change.Update update -> unplaced(update.delta().attributes().keySet());
            case Change.Disable _, Change.Enable _, Change.Delete _, Change.EndSessions _ -> Optional.empty();
            // A role is never told to choose another one.
            case Change.SetPassword set when !set.password().mustChange() -> Optional.empty();
            case Change.SetPassword _, Change.HandOver _, Change.Invite _ -> Optional.of(Hits.failed(Kind.UNSUPPORTED));
        };
    }

    private static Optional<Outcome> unplaced(Collection<String> names) {
        var unknown = names.stream()
                .filter(name -> !name.equals(Attributes.USER_NAME))
                .toList();
        return unknown.isEmpty() ? Optional.empty() : Optional.of(Hits.unsupported(unknown));
    }

    /** Nothing locks what roles are: of two who change the same the server tells one that it is another one by now, or there already, or gone. */
    @Override
    public boolean isRace(String state, Optional<Change.OfAccount> change) {
        return switch (state) {
            case States.INTERNAL, States.NO_OBJECT -> true;
            case States.UNIQUE -> change.filter(RoleModel::names).isEmpty();
            default -> false;
        };
    }

    /** What gives a name to a role, which another one can have. */
    private static boolean names(Change.OfAccount change) {
        return switch (change) {
            case Change.Create _ -> true;
            case Change.Update update -> update.delta().attributes().containsKey(Attributes.USER_NAME);
            case Change.Disable _,
                    Change.Enable _,
                    Change.Delete _,
                    Change.EndSessions _,
                    Change.HandOver _,
                    Change.SetPassword _,
                    Change.Invite _ -> false;
        };
    }

    @Override
    public Outcome apply(Sql sql, Change.OfAccount change) throws SQLException, AppFailure {
        return switch (change) {
            case Change.Create create -> create(sql, create);
            case Change.Update update -> update(sql, update.account(), update.delta());
            case Change.Disable disable -> activate(sql, disable.account(), false);
            case Change.Enable enable -> activate(sql, enable.account(), true);
            case Change.Delete delete -> delete(sql, delete.account());
            case Change.EndSessions end -> endSessions(sql, end.account());
            case Change.SetPassword set -> setPassword(sql, set);
            case Change.HandOver _, Change.Invite _ -> throw new IllegalArgumentException("objected to");
        };
    }

    /** Where there is no password, the server leaves it to another way of proving oneself, or to nobody. */
    private static Outcome create(Sql sql, Change.Create create) throws SQLException, AppFailure {
        var desired = create.desired();
        var name = desired.atCreation().userName();
        var role = Identifier.quoted(name);
        if (role.isEmpty()) {
            return Hits.rejected(List.of(Attributes.USER_NAME));
        }
        sql.command("CREATE ROLE " + role.get() + (desired.enabled() ? " LOGIN" : " NOLOGIN")
                + " NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"
                + create.password()
                        .map(password -> " PASSWORD " + Verifier.of(password.value()))
                        .orElse(""));
        sql.command(Roles.comment(role.get(), Optional.of(desired.identity().externalId())));
        var made = Accounts.one(sql.read(Roles.NAMED, Map.of(Attributes.USER_NAME, name), FEW));
        return made.isEmpty() ? Hits.failed(Kind.STALE) : new Outcome.Agreed(made);
    }

    private Outcome update(Sql sql, RemoteId id, Delta delta) throws SQLException, AppFailure {
        var there = Accounts.one(read(sql, id));
        if (there.isEmpty()) {
            return Hits.GONE;
        }
        var name = delta.attributes()
                .getOrDefault(
                        Attributes.USER_NAME,
                        Optional.of(there.get().attributes().userName()));
        var before = role(there.get());
        var after = name.flatMap(Identifier::quoted);
        if (after.isEmpty()) {
            return Hits.rejected(List.of(Attributes.USER_NAME));
        }
        if (!after.get().equals(before)) {
            sql.command("ALTER ROLE " + before + " RENAME TO " + after.get());
        }
        if (delta.externalId().isPresent()) {
            sql.command(Roles.comment(after.get(), delta.externalId()));
        }
        if (delta.enable()) {
            sql.command("ALTER ROLE " + after.get() + " LOGIN");
        }
        return become(sql, id, name.orElse(""), there.get().active() || delta.enable());
    }

    /** A role that does not log in is an account by its comment alone; one that says whose it is stays as it is, for by now it may say another one. */
    private Outcome activate(Sql sql, RemoteId id, boolean active) throws SQLException, AppFailure {
        var there = Accounts.one(read(sql, id));
        if (there.isEmpty()) {
            return Hits.GONE;
        }
        if (there.get().active() == active) {
            return new Outcome.Agreed(there);
        }
        if (!active && there.get().externalId().isEmpty()) {
            sql.command(Roles.comment(role(there.get()), there.get().externalId()));
        }
        sql.command("ALTER ROLE " + role(there.get()) + (active ? " LOGIN" : " NOLOGIN"));
        return become(sql, id, there.get().attributes().userName(), active);
    }

    /** As what proves it: the server sees no password, and keeps none in what it logs. */
    private Outcome setPassword(Sql sql, Change.SetPassword set) throws SQLException, AppFailure {
        var there = Accounts.one(read(sql, set.account()));
        if (there.isEmpty()) {
            return Hits.GONE;
        }
        sql.command("ALTER ROLE " + role(there.get()) + " PASSWORD "
                + Verifier.of(set.password().value()));
        return become(
                sql,
                set.account(),
                there.get().attributes().userName(),
                there.get().active());
    }

    private Outcome delete(Sql sql, RemoteId id) throws SQLException, AppFailure {
        var there = Accounts.one(read(sql, id));
        if (there.isPresent()) {
            sql.command("DROP ROLE " + role(there.get()));
            if (!sql.read(Roles.ANY, Map.of(Row.ID, id.value()), FEW).isEmpty()) {
                return Hits.failed(Kind.STALE);
            }
        }
        return Hits.PROVED;
    }

    /** The account is looked at first, so that nobody's sessions end but those of an account. */
    private Outcome endSessions(Sql sql, RemoteId id) throws SQLException, AppFailure {
        if (Accounts.one(read(sql, id)).isPresent()) {
            sql.write(Roles.END_SESSIONS, Map.of(Row.ID, id.value()));
            return areEnded(sql, id) ? Hits.PROVED : Hits.failed(Kind.NOT_EFFECTIVE);
        }
        return Hits.PROVED;
    }

    /** A session is told to end, and ends in its own time, or not at all. */
    private static boolean areEnded(Sql sql, RemoteId id) throws SQLException, AppFailure {
        for (var look = 0; look < LOOKS; look++) {
            sql.read(Roles.WAIT, Map.of(), 1);
            if (sql.read(Roles.SESSIONS, Map.of(Row.ID, id.value()), 1).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Unless it is as it was to be, the name has come to another role since it was read: nothing of it counts then. */
    private Outcome become(Sql sql, RemoteId id, String name, boolean active) throws SQLException, AppFailure {
        var account = Accounts.one(read(sql, id));
        return account.filter(found -> found.active() == active
                                && found.attributes().userName().equals(name))
                        .isPresent()
                ? new Outcome.Agreed(account)
                : Hits.failed(Kind.STALE);
    }

    /** A name that the server showed is one that it keeps. */
    private static String role(Account account) throws AppFailure {
        return Identifier.quoted(account.attributes().userName()).orElseThrow(States::notUnderstood);
    }

    @Override
    public Optional<Groups> groups() {
        return Optional.of(new RoleGroups(createsGroups));
    }
}
