package dev.usher.connector.sql;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Completeness;
import dev.usher.connector.Once;
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.connector.Sink;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** Reads and writes groups; an entitlement of kind {@code group} is one, by its name. */
record Entitlements(Database database, Model model, int pageSize) {
    private Optional<Model.Groups> groups(Entitlement entitlement) {
        return entitlement.kind().equals(Entitlement.GROUP)
                        && entitlement.value().indexOf('\0') < 0
                ? model.groups()
                : Optional.empty();
    }

    /** The groups, one of which is called so. */
    private Model.Groups found(Entitlement entitlement) throws AppFailure {
        var groups = groups(entitlement).orElseThrow(() -> failure(Kind.UNSUPPORTED, entitlement));
        return switch (database.read(Op.LOOK_UP, sql -> groups.count(sql, entitlement.value()))) {
            case 0 -> throw failure(Kind.GONE, entitlement);
            case 1 -> groups;
            default -> throw failure(Kind.MANY, entitlement);
        };
    }

    Completeness members(Entitlement entitlement, Sink sink) throws AppFailure {
        var groups = found(entitlement);
        sink.entitlement(entitlement);
        all(groups, entitlement, id -> sink.member(entitlement, id));
        var nested = groups.holdsAnother(entitlement.value());
        if (nested.isPresent() && database.read(Op.LIST, nested.get())) {
            sink.nested(entitlement);
        }
        return Completeness.EXACT;
    }

    /** Which of these accounts are in it. */
    Completeness holders(Entitlement entitlement, Set<RemoteId> asked, Sink sink) throws AppFailure {
        var groups = found(entitlement);
        sink.entitlement(entitlement);
        all(groups, entitlement, id -> {
            if (asked.contains(id)) {
                sink.member(entitlement, id);
            }
        });
        return Completeness.EXACT;
    }

    private interface Known {
        void id(RemoteId id);
    }

    private void all(Model.Groups groups, Entitlement entitlement, Known known) throws AppFailure {
        new Pages(database, pageSize)
                .all(
                        groups.isPaged(),
                        (sql, after, limit) -> groups.members(sql, entitlement.value(), after, limit),
                        (_, id) -> known.id(id));
    }

    /** As many as can be at once; what is refused together is sent one by one. */
    void change(Change.Members change, Once report) {
        var groups = groups(change.entitlement());
        if (groups.isEmpty()) {
            report.rest(failed(Kind.UNSUPPORTED, change.entitlement()));
            return;
        }
        change(groups.get(), change.entitlement(), change.add(), true, report);
        change(groups.get(), change.entitlement(), change.remove(), false, report);
    }

    private void change(
            Model.Groups groups, Entitlement entitlement, List<Change.Member> members, boolean enter, Once report) {
        for (var from = 0; from < members.size(); from += groups.most()) {
            var some = members.subList(from, Math.min(from + groups.most(), members.size()));
            if (!send(groups, entitlement, some, enter, report)) {
                for (var one : some) {
                    send(groups, entitlement, List.of(one), enter, report);
                }
            }
        }
    }

    /** False where it has to be found out who of them is refused. */
    private boolean send(
            Model.Groups groups, Entitlement entitlement, List<Change.Member> members, boolean enter, Once report) {
        var there = new HashSet<RemoteId>();
        var ids = members.stream().map(Change.Member::account).distinct().toList();
        var outcome = database.write(
                Op.MEMBERS,
                groups.extent(),
                sql -> groups.change(sql, entitlement.value(), ids, enter, there),
                new Blame(database, model, Optional.empty())::refused);
        if (members.size() > 1 && outcome instanceof Outcome.Failed(Failure why) && isOfOne(why)) {
            return false;
        }
        for (var member : members) {
            var isThere = outcome instanceof Outcome.Failed
                    || outcome instanceof Outcome.Ambiguous
                    || there.contains(member.account());
            report.outcome(member.id(), isThere ? about(outcome, entitlement) : Hits.GONE);
        }
        return true;
    }

    /** A group that is not there, or there twice, is named. */
    private static Outcome about(Outcome outcome, Entitlement entitlement) {
        return outcome.equals(Hits.GONE)
                ? failed(Kind.GONE, entitlement)
                : outcome.equals(Hits.failed(Kind.MANY)) ? failed(Kind.MANY, entitlement) : outcome;
    }

    private static boolean isOfOne(Failure why) {
        return why.kind().scope() != Kind.Scope.APP && why.kind() != Kind.GONE && why.kind() != Kind.MANY;
    }

    /** Looks first, and once more where somebody makes it at the same time: whoever made it is content. */
    Outcome define(Change.Define define) {
        var entitlement = define.entitlement();
        var groups = groups(entitlement);
        var work = groups.flatMap(of -> of.define(entitlement.value()));
        if (groups.isEmpty() || work.isEmpty()) {
            return failed(Kind.UNSUPPORTED, entitlement);
        }
        try {
            if (isThere(groups.get(), entitlement)) {
                return Hits.PROVED;
            }
            var isInTheWay = new AtomicBoolean();
            var outcome = database.write(Op.CREATE, groups.get().extent(), work.get(), refused -> {
                isInTheWay.set(refused.is(States.UNIQUE, States.DUPLICATE_OBJECT));
                return new Blame(database, model, Optional.empty()).refused(refused);
            });
            return isInTheWay.get() && isThere(groups.get(), entitlement) ? Hits.PROVED : outcome;
        } catch (AppFailure e) {
            return new Outcome.Failed(e.failure());
        }
    }

    private boolean isThere(Model.Groups groups, Entitlement entitlement) throws AppFailure {
        return database.read(Op.LOOK_UP, sql -> groups.count(sql, entitlement.value())) > 0;
    }

    private static Outcome failed(Kind kind, Entitlement entitlement) {
        return new Outcome.Failed(failure(kind, entitlement).failure());
    }

    static AppFailure failure(Kind kind, Entitlement entitlement) {
        return new AppFailure(Failure.of(kind, Detail.ENTITLEMENT, entitlement.toString()), false);
    }
}
