package dev.usher.connector.sql;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Kind;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Groups that an application keeps in two tables; whoever is put in or taken out is so by one statement. */
final class TableGroups implements Model.Groups {
    private static final int FEW = 2;
    private static final int AT_ONCE = 500;

    private final Query count;
    private final Query first;
    private final Query next;
    private final Query enter;
    private final Query leave;
    private final Query among;
    private final Query define;
    private final boolean creates;
    private final boolean isPlain;

    /**
     * Words the statements.
     *
     * @param isPlain whether what a statement did stays so, since nothing of the table's own runs after it
     */
    TableGroups(GroupWording wording, boolean creates, boolean isPlain) {
        this.count = wording.count();
        this.first = wording.first();
        this.next = wording.next();
        this.enter = wording.enter();
        this.leave = wording.leave();
        this.among = wording.among();
        this.define = wording.define();
        this.creates = creates;
        this.isPlain = isPlain;
    }

    @Override
    public boolean isPaged() {
        return true;
    }

    @Override
    public int count(Sql sql, String group) throws SQLException, AppFailure {
        return sql.read(count, Map.of("group", group), FEW).size();
    }

    @Override
    public List<Row> members(Sql sql, String group, Optional<RemoteId> after, int limit)
            throws SQLException, AppFailure {
        var values = new HashMap<>(Map.of("group", group, "limit", Integer.toString(limit)));
        after.ifPresent(id -> values.put("after", id.value()));
        return sql.read(after.isEmpty() ? first : next, values, limit);
    }

    @Override
    public int most() {
        return AT_ONCE;
    }

    @Override
    public Database.Extent extent() {
        return Database.Extent.STATEMENT;
    }

    /** What the statement did not do it may have been kept from by a trigger, or by a row of another key: it is looked at afterwards. */
    @Override
    public Outcome change(Sql sql, String group, List<RemoteId> ids, boolean enters, Set<RemoteId> there)
            throws SQLException, AppFailure {
        var rows = sql.write(enters ? enter : leave, Map.of("group", group, "ids", array(ids)))
                .rows();
        var groups = rows.isEmpty() ? "" : rows.getFirst().get("groups").orElse("");
        var accounts =
                rows.stream().flatMap(row -> row.id().stream()).distinct().toList();
        there.addAll(enters ? accounts : ids);
        return switch (groups) {
            case "1" -> isDone(rows, enters) ? done() : afterwards(sql, group, enters ? accounts : ids, enters);
            case "0" -> Hits.GONE;
            default -> Hits.failed(Kind.MANY);
        };
    }

    private static boolean isDone(List<Row> rows, boolean enters) {
        return rows.stream()
                .filter(row -> !enters || row.id().isPresent())
                .allMatch(row -> row.get(enters ? "held" : "left").equals(Optional.of("true")));
    }

    private Outcome afterwards(Sql sql, String group, List<RemoteId> ids, boolean enters)
            throws SQLException, AppFailure {
        var values = Map.of("group", group, "ids", array(ids), "limit", Integer.toString(Pages.MOST_AT_ONCE));
        var members = new HashSet<RemoteId>();
        sql.read(among, values, Pages.MOST_AT_ONCE).forEach(row -> row.id().ifPresent(members::add));
        var isDone = enters ? members.containsAll(ids) : members.isEmpty();
        return isDone ? done() : Hits.failed(Kind.NOT_EFFECTIVE);
    }

    /** What a trigger makes of it has to be read. */
    private Outcome done() {
        return isPlain ? Hits.PROVED : Hits.ACCEPTED;
    }

    /** As the server reads an array (the manual, section 8.15.6), whatever it is of. */
    static String array(Collection<RemoteId> ids) {
        return ids.stream()
                .map(id -> '"' + id.value().replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Override
    public Optional<Database.Work<Outcome>> define(String group) {
        return creates
                ? Optional.of(sql -> {
                    sql.write(define, Map.of("group", group));
                    return Hits.PROVED;
                })
                : Optional.empty();
    }
}
