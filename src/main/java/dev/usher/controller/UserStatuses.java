package dev.usher.controller;

import dev.usher.api.Condition;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.api.Reference;
import dev.usher.domain.access.Access;
import dev.usher.domain.access.AppDefinition;
import dev.usher.domain.access.AssignmentState;
import dev.usher.domain.access.Memory;
import dev.usher.domain.access.Resolution;
import dev.usher.domain.access.Sequence;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Digests;
import dev.usher.domain.person.LastSeen;
import dev.usher.domain.person.Moment;
import dev.usher.domain.person.Person;
import dev.usher.domain.person.Pin;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The status of a user as a pure function of what is decided, recorded and found out. */
final class UserStatuses {
    private static final int MOST_CAUSES = 8;
    private static final int MOST_ASSIGNMENTS = 256;

    private UserStatuses() {}

    /** The generation of which the status speaks; empty: there is none of ours. */
    static Optional<Long> observed(ProvisionedUser user) {
        return Optional.ofNullable(user.getStatus()).map(ProvisionedUserStatus::observedGeneration);
    }

    /**
     * A status and what is still to come.
     *
     * @param settled whether every app has answered to what is decided now
     * @param answered whether any app has
     * @param agreeing the apps in which a read agreed
     * @param agreed whether a read agreed everywhere, be it that nobody has logged in yet
     * @param open the apps that have not answered
     * @param due those of them that have to be asked now, in their order
     */
    record Assessment(
            ProvisionedUserStatus status,
            boolean settled,
            boolean answered,
            Set<AppId> agreeing,
            boolean agreed,
            List<AppId> open,
            List<AppId> due) {
        /** Where an account is as decided, or is left as somebody else made it: nothing of it is to change. */
        Set<AppId> leftAlone() {
            var left = new HashSet<>(agreeing);
            status.accounts().stream()
                    .filter(Agreements::isDrifted)
                    .map(Recall::id)
                    .filter(app -> !open.contains(app))
                    .forEach(left::add);
            return left;
        }

        /** Whether it is new whose further identity this is, which is written before any app has answered. */
        boolean pinsAnew(ProvisionedUser user) {
            var before = Optional.ofNullable(user.getStatus()).map(ProvisionedUserStatus::person);
            return !before.equals(Optional.ofNullable(status.person()));
        }
    }

    static Assessment assess(
            ProvisionedUser user,
            Resolution resolution,
            Access access,
            Answers answers,
            Digests digests,
            Present present) {
        var next = resolution.next();
        var accounts = accounts(user, resolution, access, answers, digests, present);
        var sequence = Sequence.of(resolution.apps(), accounts.unanswered(), next, access, present.decided());
        var status = new ProvisionedUserStatus(
                Translate.generation(user),
                Holders.login(user, resolution).orElse(null),
                Holders.key(user, resolution).orElse(null),
                next.person().map(UserStatuses::seen).orElse(null),
                resolution.state().name(),
                next.awayAt().map(Times::text).orElse(null),
                next.departedAt().map(Times::text).orElse(null),
                next.purgedAt().map(Times::text).orElse(null),
                next.forgottenAt().map(Times::text).orElse(null),
                accounts.agreed() + "/" + accounts.due(),
                transition(user, resolution, present.decided()),
                next.employments().stream().map(UserStatuses::seen).toList(),
                roles(next),
                assignments(next),
                accounts.entries(),
                conditions(user, resolution, accounts, sequence, present));
        return new Assessment(
                status,
                accounts.open().isEmpty(),
                accounts.open().size() < accounts.due(),
                accounts.agreeing(),
                accounts.agreed() + accounts.awaiting().size() == accounts.due(),
                accounts.open(),
                sequence.due().stream().filter(accounts.open()::contains).toList());
    }

    private static List<Condition> conditions(
            ProvisionedUser user, Resolution resolution, AccountEntries accounts, Sequence sequence, Present present) {
        return Passages.with(
                user,
                resolution,
                accounts.entries(),
                accounts.agreeing(),
                UserConditions.of(user, resolution, accounts, sequence, present),
                present.decided());
    }

    private static AccountEntries accounts(
            ProvisionedUser user,
            Resolution resolution,
            Access access,
            Answers answers,
            Digests digests,
            Present present) {
        return AccountEntries.of(
                        resolution.apps(),
                        AccountEntries.recorded(Optional.ofNullable(user.getStatus())),
                        answers,
                        app -> Optional.ofNullable(access.apps().get(app)).flatMap(AppDefinition::tenant),
                        digests,
                        present.decided())
                .unassignedSince(resolution.next().unassigned())
                .losing(resolution, access, present.decided());
    }

    /** The status of a user who is not understood; empty where nothing is to be said. */
    static Optional<ProvisionedUserStatus> undecided(
            ProvisionedUser user, Reading<Person> read, Access access, Instant now) {
        return switch (read) {
            case Reading.Newer<Person> newer ->
                Optional.of(stalled(user, Reason.NewerThanOperator, newer.message(), access, now));
            case Reading.Invalid<Person> invalid ->
                Optional.of(stalled(user, Reason.SpecInvalid, invalid.message(), access, now));
            // It was on its way out, or out of our hands, for a moment only.
            case Reading.Of<Person> of -> Optional.empty();
        };
    }

    /** What was recorded stays, without the roles that are going: those wait for nobody, and somebody has to know what they gave. */
    private static ProvisionedUserStatus stalled(
            ProvisionedUser user, Reason reason, String message, Access access, Instant now) {
        var before = RecordedFirst.withoutThoseGoing(user, access);
        return new ProvisionedUserStatus(
                Translate.generation(user),
                before.userName(),
                before.externalId(),
                before.person(),
                before.lifecycleState(),
                before.awayTime(),
                before.departedTime(),
                before.purgedTime(),
                before.forgottenTime(),
                before.converged(),
                before.nextTransition(),
                before.employments(),
                before.roles(),
                before.assignments(),
                before.accounts(),
                new Conditions(before.conditions(), Translate.generation(user), now)
                        .stalled(reason.name(), message)
                        .list());
    }

    private static ProvisionedUserStatus.@Nullable NextTransition transition(
            ProvisionedUser user, Resolution resolution, Instant now) {
        return resolution
                .shownTransition()
                .map(shown -> {
                    var time = Times.text(shown.time());
                    var what = shown.what().name();
                    var before = Optional.ofNullable(user.getStatus())
                            .map(ProvisionedUserStatus::nextTransition)
                            .filter(earlier -> time.equals(earlier.time()) && what.equals(earlier.what()));
                    return new ProvisionedUserStatus.NextTransition(
                            time,
                            what,
                            before.map(ProvisionedUserStatus.NextTransition::seenTime)
                                    .orElseGet(() -> Times.text(now)));
                })
                .orElse(null);
    }

    private static ProvisionedUserStatus.PersonSeen seen(Pin person) {
        return new ProvisionedUserStatus.PersonSeen(
                person.name(), person.namespace(), person.identity().externalId());
    }

    private static ProvisionedUserStatus.EmploymentSeen seen(LastSeen employment) {
        return new ProvisionedUserStatus.EmploymentSeen(
                employment.id(),
                employment.started() ? true : null,
                employment.terminated() ? true : null,
                employment.end().map(Times::text).orElse(null));
    }

    private static List<ProvisionedUserStatus.RoleState> roles(Memory memory) {
        return memory.roles().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(role -> new ProvisionedUserStatus.RoleState(
                        role.getKey().name(),
                        role.getKey().namespace(),
                        role.getValue().causes().stream()
                                .limit(MOST_CAUSES)
                                .map(cause -> new ProvisionedUserStatus.CauseEntry(
                                        cause.kind().name(),
                                        cause.via()
                                                .map(via -> new Reference(via.name(), via.namespace()))
                                                .orElse(null),
                                        Times.exact(cause.since()),
                                        cause.until().map(Times::text).orElse(null),
                                        cause.basis().orElse(null)))
                                .toList()))
                .toList();
    }

    /** Assignments are of the user's own namespace. */
    private static List<ProvisionedUserStatus.AssignmentEntry> assignments(Memory memory) {
        return memory.assignments().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .limit(MOST_ASSIGNMENTS)
                .map(entry -> assignment(entry.getKey().name(), entry.getValue()))
                .toList();
    }

    private static ProvisionedUserStatus.AssignmentEntry assignment(String role, AssignmentState state) {
        return new ProvisionedUserStatus.AssignmentEntry(
                role,
                Times.text(state.since()),
                state.from().map(Moment::text).orElse(null),
                state.basis().orElse(null),
                state.ended().map(end -> Times.text(end.at())).orElse(null),
                state.ended().map(end -> end.by().name()).orElse(null));
    }
}
