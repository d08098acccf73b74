package dev.usher.connector.sql;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Writes one account, and tells what the answer proves. */
record AccountWrites(Database database, Model model, Accounts accounts) {
    Outcome apply(Change.OfAccount change) {
        var objection = model.objection(change).or(() -> unbindable(change));
        if (objection.isPresent()) {
            return objection.get();
        }
        if (change instanceof Change.Update update && update.delta().isEmpty()) {
            return Hits.ACCEPTED;
        }
        var isInTheWay = new AtomicBoolean();
        var blame = new Blame(database, model, Optional.of(change));
        var outcome = database.write(op(change), model.extent(change), sql -> model.apply(sql, change), refused -> {
            isInTheWay.set(refused.is(States.UNIQUE, States.DUPLICATE_OBJECT) && !blame.isRace(refused));
            return isAboutNobody(change, refused) ? nobody(change) : named(blame.refused(refused), names(change));
        });
        return isInTheWay.get() ? inTheWay(change, outcome) : outcome;
    }

    /** What cannot be an id is nobody's. */
    private boolean isAboutNobody(Change.OfAccount change, Answer.Refused<Outcome> refused) {
        try {
            var id = id(change);
            return refused.is(States.NO_VALUE) && id.isPresent() && accounts.isNoId(id.get());
        } catch (AppFailure _) {
            return false;
        }
    }

    private static Optional<RemoteId> id(Change.OfAccount change) {
        return switch (change) {
            case Change.Create _ -> Optional.empty();
            case Change.Update update -> Optional.of(update.account());
            case Change.Disable disable -> Optional.of(disable.account());
            case Change.Enable enable -> Optional.of(enable.account());
            case Change.Delete delete -> Optional.of(delete.account());
            case Change.SetPassword set -> Optional.of(set.account());
            case Change.Naming naming -> Optional.of(naming.account());
        };
    }

    private static Outcome nobody(Change.OfAccount change) {
        return change instanceof Change.Delete || change instanceof Change.EndSessions ? Hits.PROVED : Hits.GONE;
    }

    /** That it was refused is certain; whether somebody is in the way has to be looked up. */
    private Outcome inTheWay(Change.OfAccount change, Outcome refused) {
        if (!(change instanceof Change.Create create)) {
            return change instanceof Change.Update ? new Outcome.Exists(List.of()) : refused;
        }
        try {
            return new Outcome.Exists(accounts.find(keys(create.desired())));
        } catch (AppFailure e) {
            return new Outcome.Failed(e.failure());
        }
    }

    private static List<Scope.Key> keys(Desired desired) {
        return List.of(
                new Scope.Key.ExternalId(desired.identity().externalId()),
                new Scope.Key.UserName(desired.attributes().userName()));
    }

    /** No text of PostgreSQL has the sign NUL in it. */
    private static Optional<Outcome> unbindable(Change.OfAccount change) {
        var bad = switch (change) {
            case Change.Create create -> withNul(create.desired());
            case Change.Update update ->
                update.delta().attributes().entrySet().stream()
                        .filter(entry -> entry.getValue()
                                .filter(text -> text.indexOf('\0') >= 0)
                                .isPresent())
                        .map(Map.Entry::getKey)
                        .toList();
            case Change.Disable _,
                    Change.Enable _,
                    Change.Delete _,
                    Change.EndSessions _,
                    Change.HandOver _,
                    Change.SetPassword _,
                    Change.Invite _ -> List.<String>of();
        };
        return bad.isEmpty() ? Optional.empty() : Optional.of(Hits.rejected(bad));
    }

    private static List<String> withNul(Desired desired) {
        return Stream.concat(
                        desired.atCreation().values().entrySet().stream(),
                        Stream.of(Map.entry(
                                Attributes.EXTERNAL_ID, desired.identity().externalId())))
                .filter(entry -> entry.getValue().indexOf('\0') >= 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What is rejected are these values, as far as anybody can tell. */
    private static Outcome named(Outcome outcome, Collection<String> names) {
        return outcome instanceof Outcome.Failed(Failure why)
                        && why.kind() == Kind.REJECTED
                        && why.detail() == Detail.STATUS
                        && !names.isEmpty()
                ? Hits.rejected(names)
                : outcome;
    }

    private static Set<String> names(Change.OfAccount change) {
        return switch (change) {
            case Change.Create create -> create.desired().atCreation().values().keySet();
            case Change.Update update -> update.delta().attributes().keySet();
            case Change.Disable _,
                    Change.Enable _,
                    Change.Delete _,
                    Change.EndSessions _,
                    Change.HandOver _,
                    Change.SetPassword _,
                    Change.Invite _ -> Set.of();
        };
    }

    private static Op op(Change.OfAccount change) {
        return switch (change) {
            case Change.Create _ -> Op.CREATE;
            case Change.Update _, Change.Enable _ -> Op.UPDATE;
            case Change.Disable _ -> Op.DISABLE;
            case Change.Delete _ -> Op.DELETE;
            case Change.EndSessions _ -> Op.END_SESSIONS;
            case Change.HandOver _ -> Op.HAND_OVER;
            case Change.SetPassword _ -> Op.SET_PASSWORD;
            case Change.Invite _ -> Op.INVITE;
        };
    }
}
