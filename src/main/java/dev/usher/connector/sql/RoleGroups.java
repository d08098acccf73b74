package dev.usher.connector.sql;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Roles that nobody logs in with: whoever is a member has their rights. */
record RoleGroups(boolean creates) implements Model.Groups {
    private static final int FEW = 2;
    private static final int AT_ONCE = 100;

    @Override
    public boolean isPaged() {
        return true;
    }

    @Override
    public int count(Sql sql, String group) throws SQLException, AppFailure {
        return sql.read(Roles.COUNT, Map.of("group", group), FEW).size();
    }

    @Override
    public List<Row> members(Sql sql, String group, Optional<RemoteId> after, int limit)
            throws SQLException, AppFailure {
        var values = new HashMap<>(Map.of("group", group, "limit", Integer.toString(limit)));
        after.ifPresent(id -> values.put("after", id.value()));
        return sql.read(after.isEmpty() ? Roles.MEMBERS : Roles.NEXT_MEMBERS, values, limit);
    }

    @Override
    public Optional<Database.Work<Boolean>> holdsAnother(String group) {
        return Optional.of(
                sql -> !sql.read(Roles.NESTED, Map.of("group", group), 1).isEmpty());
    }

    @Override
    public int most() {
        return AT_ONCE;
    }

    @Override
    public Database.Extent extent() {
        return Database.Extent.TRANSACTION;
    }

    /** What somebody else granted is not revoked by this: it is looked at afterwards. */
    @Override
    public Outcome change(Sql sql, String group, List<RemoteId> ids, boolean enter, Set<RemoteId> there)
            throws SQLException, AppFailure {
        var role = Identifier.quoted(group);
        if (role.isEmpty() || count(sql, group) == 0) {
            return Hits.GONE;
        }
        if (enter && !sql.read(Roles.RISING, Map.of("group", group), FEW).isEmpty()) {
            return Hits.failed(Kind.DENIED);
        }
        var numbers = ids.stream().filter(RoleModel::isNumber).toList();
        var values = Map.of("group", group, "ids", TableGroups.array(numbers));
        var names = new ArrayList<String>();
        for (var row : sql.read(enter ? Roles.SOME : Roles.STILL_IN, values, AT_ONCE)) {
            var account = Model.account(row);
            there.add(account.id());
            names.add(Identifier.quoted(account.attributes().userName()).orElseThrow(States::notUnderstood));
        }
        if (!enter) {
            there.addAll(ids);
        }
        // Two who change many wait for one another, and not in a circle.
        Collections.sort(names);
        if (names.isEmpty()) {
            return Hits.PROVED;
        }
        sql.command(
                (enter ? "GRANT " : "REVOKE ") + role.get() + (enter ? " TO " : " FROM ") + String.join(", ", names));
        var members = sql.read(Roles.STILL_IN, values, AT_ONCE).size();
        if (enter) {
            // A name may have come to another role meanwhile.
            return members == names.size() ? Hits.PROVED : Hits.failed(Kind.STALE);
        }
        return members == 0 ? Hits.PROVED : Hits.failed(Kind.DENIED);
    }

    @Override
    public Optional<Database.Work<Outcome>> define(String group) {
        return creates
                ? Optional.of(sql -> {
                    var role = Identifier.quoted(group);
                    if (role.isEmpty()) {
                        return Hits.rejected(List.of(Attributes.USER_NAME));
                    }
                    sql.command("CREATE ROLE " + role.get() + " NOLOGIN");
                    return Hits.PROVED;
                })
                : Optional.empty();
    }
}
