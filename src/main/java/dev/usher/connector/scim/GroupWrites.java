package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Once;
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.scim.MemberStream;
import dev.usher.scim.ScimError;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes groups: who is in them, and that they are there. */
record GroupWrites(Exchange exchange, Routes routes, Groups groups) {
    private static final Outcome PROVED = new Outcome.Agreed(Optional.empty());
    private static final Outcome ACCEPTED = new Outcome.Accepted();

    /** Sends all members of a change in one request, all of which is done or nothing (RFC 7644 section 3.5.2). */
    void change(Change.Members change, Once report) {
        if (!groups.supports(change.entitlement())) {
            report.rest(unsupported(change.entitlement()));
            return;
        }
        try {
            deliver(change, report);
        } catch (AppFailure e) {
            // A request before it failed, and what goes by it was not sent, or certainly refused.
            report.rest(new Outcome.Failed(e.failure()));
        }
    }

    private void deliver(Change.Members change, Once report) throws AppFailure {
        var entitlement = change.entitlement();
        takeBack(entitlement);
        var known = groups.ids().seenLately(entitlement);
        var group = known.isPresent() ? known.get() : found(entitlement);
        var written = send(group, change);
        if (known.isPresent() && written instanceof Written.Ended(Outcome.Failed any)) {
            groups.ids().isDoubtful(entitlement);
        }
        if (known.isPresent() && written.isGone()) {
            // Nothing was done; another group may have got the name since.
            var now = found(entitlement);
            if (!now.equals(group)) {
                group = now;
                written = send(group, change);
            }
        }
        if (written.hasNoTarget() && !change.remove().isEmpty()) {
            // Some apps refuse to remove who is not in there: nothing was done, and the others are asked for again.
            var shown = groups.present(entitlement, MemberWrites.accounts(change.remove()));
            var left = present(change, shown.members(), report);
            if (left.add().isEmpty() && left.remove().isEmpty()) {
                return;
            }
            group = shown.group();
            written = send(group, left);
        }
        settle(change, group, written, report);
    }

    /** That it is another one by now may be the first that is heard of it. */
    private RemoteId found(Entitlement entitlement) throws AppFailure {
        var group = groups.found(entitlement);
        takeBack(entitlement);
        return group;
    }

    /**
     * Takes those out of groups who were let in while these were thought to be others.
     *
     * @throws AppFailure where some are left in one that was thought to be this entitlement
     */
    private void takeBack(Entitlement entitlement) throws AppFailure {
        for (var strays : groups.ids().strays()) {
            try {
                takeBack(strays);
            } catch (AppFailure e) {
                if (strays.meant().equals(entitlement)) {
                    throw e;
                }
            }
        }
    }

    /** What the app refuses for good is told once, and not asked for again. */
    private void takeBack(GroupIds.Strays strays) throws AppFailure {
        var refused = refusal(strays, strays.accounts());
        if (refused.isPresent() && isTemporary(refused.get().kind())) {
            throw new AppFailure(refused.get(), false);
        }
        groups.ids().areDealtWith(strays);
        if (refused.isPresent()) {
            throw new AppFailure(Subject.entitlement(strays.meant()).failure(Kind.DRIFTED), false);
        }
    }

    private static boolean isTemporary(Kind kind) {
        return kind.scope() == Kind.Scope.APP || kind.retry() == Kind.Retry.BACKOFF || kind == Kind.DENIED;
    }

    private Optional<Failure> refusal(GroupIds.Strays strays, List<Change.Member> out) throws AppFailure {
        var most = groups.memberships().most();
        if (out.size() > most) {
            var refused = refusal(strays, out.subList(0, most));
            return refused.isPresent() ? refused : refusal(strays, out.subList(most, out.size()));
        }
        var written = send(strays.group(), new Change.Members(strays.meant(), List.of(), out));
        if (written.isGone()) {
            return Optional.empty();
        }
        if (written.hasNoTarget() && out.size() > 1) {
            // One of them is out already, and nothing was done.
            for (var one : out) {
                var refused = refusal(strays, List.of(one));
                if (refused.isPresent()) {
                    return refused;
                }
            }
            return Optional.empty();
        }
        return switch (written) {
            case Written.Ended(Outcome.Failed(Failure why)) -> Optional.of(why);
            case Written.Ended(Outcome.Ambiguous ambiguous) -> Optional.of(ambiguous.why());
            case Written.Ended(Outcome any) -> Optional.empty();
            case Written.Answered(Answer answer) ->
                switch (answer.verdict()) {
                    case Verdict.Conflict _ -> Optional.of(Failure.of(Kind.STALE, Detail.NONE));
                    case Verdict.Refused(var type, Failure why) ->
                        Optional.of(why).filter(any -> type != ScimError.Type.NO_TARGET);
                    case Verdict.Fine _, Verdict.Absent _ -> Optional.empty();
                };
        };
    }

    private Written send(RemoteId group, Change.Members change) throws AppFailure {
        return new MemberWrites(exchange, routes, groups).send(group, change);
    }

    /** The change without those removals that a read shows to be done. */
    private static Change.Members present(Change.Members change, Set<RemoteId> members, Once report) {
        List<Change.Member> left = change.remove().stream()
                .filter(member -> members.contains(member.account()))
                .toList();
        change.remove().stream()
                .filter(member -> !left.contains(member))
                .forEach(member -> report.outcome(member.id(), PROVED));
        return new Change.Members(change.entitlement(), change.add(), left);
    }

    private void settle(Change.Members change, RemoteId group, Written written, Once report) {
        switch (written) {
            case Written.Ended(Outcome outcome) -> report.rest(outcome);
            case Written.Answered(Answer answer) -> {
                switch (answer.verdict()) {
                    case Verdict.Fine _, Verdict.Absent _ -> prove(change, group, answer, report);
                    case Verdict.Conflict _ -> report.rest(new Outcome.Failed(Failure.of(Kind.STALE, Detail.NONE)));
                    case Verdict.Refused(var _, Failure why) -> report.rest(new Outcome.Failed(why));
                }
            }
        }
    }

    /**
     * An answer that shows the members of a group of this name proves the changes that can be seen in it; what it does not show
     * is to be read.
     */
    private void prove(Change.Members change, RemoteId group, Answer answer, Once report) {
        var named = answer.members()
                .filter(shown -> Users.id(shown.group()).equals(Optional.of(group)))
                .filter(shown -> Groups.isNamed(shown.group(), change.entitlement()));
        named.ifPresent(any -> groups.ids()
                .isStillCalledSo(change.entitlement(), group, groups.ids().begins()));
        named.filter(shown -> shown.hasMembers() && groups.showsMembers())
                .ifPresent(shown -> prove(change, shown, report));
        report.rest(ACCEPTED);
    }

    private static void prove(Change.Members change, MemberStream members, Once report) {
        try {
            var shown = GroupMembers.among(MemberWrites.accounts(change), members);
            change.add().stream()
                    .filter(member -> shown.contains(member.account()))
                    .forEach(member -> report.outcome(member.id(), PROVED));
            change.remove().stream()
                    .filter(member -> !shown.contains(member.account()))
                    .forEach(member -> report.outcome(member.id(), PROVED));
        } catch (AppFailure e) {
            // Those who cannot be read may be any: nothing is proved.
        }
    }

    /** Looks first: many apps take a second group of the same name, and then nobody can tell which is meant. */
    Outcome define(Change.Define define) {
        var entitlement = define.entitlement();
        if (!groups.supports(entitlement)) {
            return unsupported(entitlement);
        }
        try {
            if (groups.ids().seenLately(entitlement).isPresent()
                    || groups.find(entitlement).isPresent()) {
                return PROVED;
            }
        } catch (AppFailure e) {
            return new Outcome.Failed(e.failure());
        }
        var written = exchange.write(
                Ask.create(Op.CREATE, routes.groups(), Groups.draft(entitlement), Subject.entitlement(entitlement)));
        return switch (written) {
            case Written.Ended(Outcome outcome) -> outcome;
            case Written.Answered(Answer answer) ->
                switch (answer.verdict()) {
                    case Verdict.Fine _, Verdict.Absent _ ->
                        answer.body()
                                        .filter(shown -> Groups.isNamed(shown, entitlement))
                                        .isPresent()
                                ? PROVED
                                : ACCEPTED;
                    case Verdict.Conflict _ -> new Outcome.Exists(List.of());
                    case Verdict.Refused(var _, Failure why) -> new Outcome.Failed(why);
                };
        };
    }

    private static Outcome unsupported(Entitlement entitlement) {
        return new Outcome.Failed(Subject.entitlement(entitlement).failure(Kind.UNSUPPORTED));
    }
}
