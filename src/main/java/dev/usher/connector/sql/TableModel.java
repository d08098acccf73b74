package dev.usher.connector.sql;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Capability;
import dev.usher.connector.Change;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.RemoteId;
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
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The tables of an application: accounts are rows, and every change is one statement.
 *
 * @param groups empty where the app has no entitlements
 * @param isUnique whether no two accounts can have one id, so that no change by an id hits two
 * @param isPlain whether what a statement shows stays so, since nothing of the table's own runs after it
 * @param refusesNames whether no two can have one user name, whatever its letters
 */
record TableModel(
        TableSettings settings,
        TableQueries queries,
        Optional<Groups> groups,
        boolean isUnique,
        boolean isPlain,
        boolean refusesNames)
        implements Model {
    private static final int FEW = 2;
    private static final int MOST_CANDIDATES = 64;
    private static final int MOST_INDEXES = 256;

    /** As the database has it. */
    static TableModel asked(Sql sql, TableSettings settings) throws SQLException, AppFailure {
        var indexes =
                sql.read(TableWording.unique(), Map.of("table", Identifier.declared(settings.table())), MOST_INDEXES);
        var types = ColumnTypes.asked(sql, settings.tables());
        return new TableModel(
                settings,
                new TableQueries(new TableWording(settings, types)),
                groups(sql, settings, types),
                indexes.stream().anyMatch(index -> index.get("name").equals(Optional.of(settings.id()))),
                isPlain(sql, settings.table()),
                indexes.stream().anyMatch(folds(settings.columns().getOrDefault(Attributes.USER_NAME, ""))));
    }

    private static Optional<Groups> groups(Sql sql, TableSettings settings, ColumnTypes types)
            throws SQLException, AppFailure {
        var groups = settings.groups();
        return groups.isEmpty()
                ? Optional.empty()
                : Optional.of(new TableGroups(
                        new GroupWording(settings, groups.get(), types),
                        groups.get().create(),
                        isPlain(sql, groups.get().members().table())));
    }

    private static boolean isPlain(Sql sql, String table) throws SQLException, AppFailure {
        return !sql.read(TableWording.plain(), Map.of("table", Identifier.declared(table)), 1)
                .isEmpty();
    }

    private static Predicate<Row> folds(String column) {
        var expression = Pattern.compile("(lower|upper)\\(\"?" + Pattern.quote(column) + "\"?(::text)?\\)");
        return index -> (index.get("name").equals(Optional.of(column))
                        && index.get("type").equals(Optional.of("citext")))
                || expression.matcher(index.get("definition").orElse("")).matches();
    }

    @Override
    public List<Capability> capabilities() {
        var all = new ArrayList<>(List.of(
                new Capability(
                        Capability.UNIQUE_USER_NAMES, Boolean.toString(refusesNames), Capability.Origin.discovered),
                new Capability("uniqueIds", Boolean.toString(isUnique), Capability.Origin.discovered),
                new Capability(Capability.LEFT_OUT, leftOut(settings.columns().keySet()), Capability.Origin.spec)));
        settings.lastUse()
                .map(_ -> new Capability(Capability.LAST_USE, "true", Capability.Origin.spec))
                .ifPresent(all::add);
        return all;
    }

    /** What has a field of its own, and no place there. */
    static String leftOut(Set<String> placed) {
        return Attributes.FIELDS.stream()
                .filter(name -> !placed.contains(name) && !name.equals(Attributes.EXTERNAL_ID))
                .sorted()
                .collect(Collectors.joining(","));
    }

    @Override
    public void ping(Sql sql) throws SQLException, AppFailure {
        sql.read(queries.ping(), values(), FEW);
    }

    @Override
    public boolean isPaged() {
        return true;
    }

    @Override
    public List<Row> page(Sql sql, Optional<RemoteId> after, int limit) throws SQLException, AppFailure {
        var values = values();
        values.put("limit", Integer.toString(limit));
        after.ifPresent(id -> values.put("after", id.value()));
        var rows = sql.read(after.isEmpty() ? queries.first() : queries.next(), values, limit);
        if (!isUnique && rows.size() == limit) {
            // Another row of the last id would be passed over by the next page.
            Accounts.one(read(sql, rows.getLast().id().orElseThrow(States::notUnderstood)));
        }
        return rows;
    }

    @Override
    public List<Row> read(Sql sql, RemoteId id) throws SQLException, AppFailure {
        return sql.read(queries.read(), values(id), FEW);
    }

    /** The column may have another type than when the session was opened. */
    @Override
    public Optional<Database.Work<List<Row>>> alone(RemoteId id) {
        return Optional.of(sql -> {
            var types = ColumnTypes.asked(sql, Set.of(settings.table()));
            return sql.read(new TableWording(settings, types).alone(), Map.of(Row.ID, id.value()), 1);
        });
    }

    @Override
    public List<Row> find(Sql sql, Map<String, String> keys) throws SQLException, AppFailure {
        var values = values();
        values.putAll(keys);
        return sql.read(queries.find(), values, MOST_CANDIDATES);
    }

    @Override
    public Database.Extent extent(Change.OfAccount change) {
        return switch (change) {
            case Change.Create _ -> Database.Extent.STATEMENT;
            // Where something may keep the row, it is looked at.
            case Change.Delete _ when !isPlain -> Database.Extent.TRANSACTION;
            default -> isUnique ? Database.Extent.STATEMENT : Database.Extent.TRANSACTION;
        };
    }

    @Override
    public Optional<Outcome> objection(Change.OfAccount change) {
        return switch (change) {
            case Change.Create create when create.password().isPresent() -> Optional.of(Hits.failed(Kind.UNSUPPORTED));
            case Change.Create create ->
                unplaced(create.desired().atCreation().values().keySet());
            case Change.Update update -> unplaced(update.delta().attributes().keySet());
            case Change.Disable _, Change.Enable _, Change.Delete _ -> Optional.empty();
            case Change.EndSessions _, Change.HandOver _, Change.SetPassword _, Change.Invite _ ->
                Optional.of(Hits.failed(Kind.UNSUPPORTED));
        };
    }

    private Optional<Outcome> unplaced(Collection<String> names) {
        var unknown = names.stream()
                .filter(name -> !settings.columns().containsKey(name))
                .toList();
        return unknown.isEmpty() ? Optional.empty() : Optional.of(Hits.unsupported(unknown));
    }

    @Override
    public Outcome apply(Sql sql, Change.OfAccount change) throws SQLException, AppFailure {
        return switch (change) {
            case Change.Create create -> create(sql, create.desired());
            case Change.Update update -> update(sql, update.account(), update.delta());
            case Change.Disable disable ->
                asItIs(sql.write(queries.disable(), stated(values(disable.account()), false)));
            case Change.Enable enable ->
                asItIs(sql.write(queries.update(List.of(), false, true), stated(values(enable.account()), true)));
            case Change.Delete delete -> delete(sql, delete.account());
            case Change.EndSessions _, Change.HandOver _, Change.SetPassword _, Change.Invite _ ->
                throw new IllegalArgumentException("objected to");
        };
    }

    private Outcome create(Sql sql, Desired desired) throws SQLException, AppFailure {
        var attributes = desired.atCreation().values();
        var values = stated(values(), desired.enabled());
        values.putAll(attributes);
        values.put(Attributes.EXTERNAL_ID, desired.identity().externalId());
        return unlessOverruled(Hits.shown(sql.write(queries.create(attributes.keySet()), values)));
    }

    private Outcome delete(Sql sql, RemoteId id) throws SQLException, AppFailure {
        var effect = sql.write(queries.delete(), values(id));
        return Hits.ofDeletion(effect, isPlain ? List.of() : read(sql, id));
    }

    private Outcome asItIs(Sql.Effect effect) throws AppFailure {
        return unlessOverruled(Hits.ofChange(effect));
    }

    /** What is shown is older than what a trigger makes of it, which has to be read. */
    private Outcome unlessOverruled(Outcome outcome) {
        return !isPlain && outcome instanceof Outcome.Agreed ? Hits.ACCEPTED : outcome;
    }

    private Outcome update(Sql sql, RemoteId id, Delta delta) throws SQLException, AppFailure {
        var values = stated(values(id), true);
        delta.attributes().forEach((name, value) -> value.ifPresent(text -> values.put(name, text)));
        delta.externalId().ifPresent(key -> values.put(Attributes.EXTERNAL_ID, key));
        return asItIs(sql.write(
                queries.update(
                        new TreeSet<>(delta.attributes().keySet()),
                        delta.externalId().isPresent(),
                        delta.enable()),
                values));
    }

    private Map<String, String> values() {
        var values = new HashMap<String, String>();
        settings.disable().disabled().ifPresent(value -> values.put("disabled", value));
        return values;
    }

    private Map<String, String> values(RemoteId id) {
        var values = values();
        values.put(Row.ID, id.value());
        return values;
    }

    /** With what makes somebody get in, or not. */
    private Map<String, String> stated(Map<String, String> values, boolean enabled) {
        var disable = settings.disable();
        var isTime = disable.disabled().isEmpty();
        var state = enabled ? disable.enabled() : isTime ? Optional.of("now") : disable.disabled();
        state.ifPresent(value -> values.put(TableWording.STATE, value));
        return values;
    }
}
