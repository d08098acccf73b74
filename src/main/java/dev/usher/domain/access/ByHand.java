package dev.usher.domain.access;

import dev.usher.domain.person.Moment;
import dev.usher.domain.person.Transition;
import dev.usher.domain.quality.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Which of the assignments by hand hold now, by their own times and by the terms of their roles. */
final class ByHand {
    private final Circumstances here;
    private final Returned returned;
    private final SortedMap<RoleKey, Cause> held = new TreeMap<>();
    private final SortedMap<RoleKey, Ended> ended = new TreeMap<>();
    private final SortedMap<RoleKey, Problem> refused = new TreeMap<>();
    private final List<Transition> transitions = new ArrayList<>();

    private ByHand(Circumstances here, Returned returned) {
        this.here = here;
        this.returned = returned;
    }

    /** The assignments of somebody who is there. */
    static ByHand of(List<Assignment> assignments, Returned returned, Circumstances here) {
        var judged = new ByHand(here, returned);
        assignments.stream().distinct().forEach(judged::judge);
        return judged;
    }

    SortedMap<RoleKey, Cause> held() {
        return held;
    }

    SortedMap<RoleKey, Ended> ended() {
        return ended;
    }

    /** Those that are asked for and not given, and why. */
    SortedMap<RoleKey, Problem> refused() {
        return refused;
    }

    Stream<Transition> transitions() {
        return transitions.stream();
    }

    private void judge(Assignment assignment) {
        var role = assignment.role();
        var over = returned.over(role).filter(earlier -> !isRenewed(assignment, earlier));
        over.ifPresent(earlier -> ends(role, earlier));
        returned.carried(role).ifPresent(left -> ended.put(role, left));
        var start = assignment.from().map(from -> from.start(here.workday()));
        var end = assignment.until().map(until -> until.end(here.workday()));
        if (start.isPresent()
                && end.filter(until -> !until.isAfter(start.get())).isPresent()) {
            refuse(role, Problem.Kind.DatesSwapped, "Role " + role.name() + " of `spec.roles`");
            return;
        }
        if (over.isPresent() || end.filter(here::isOver).isPresent()) {
            return;
        }
        if (start.filter(here.now()::isBefore).isPresent()) {
            start.ifPresent(at -> transitions.add(new Transition(at, Transition.What.RoleStarts)));
            return;
        }
        var terms = Optional.ofNullable(here.access().roles().get(role))
                .map(RoleDefinition::terms)
                .orElse(AssignmentTerms.STANDARD);
        if (!terms.allowed()) {
            refuse(role, Problem.Kind.RoleNotAssignable, role.name());
            end.ifPresent(this::ends);
            return;
        }
        end.ifPresent(this::ends);
        hold(assignment, start, end, terms);
    }

    private void hold(Assignment assignment, Optional<Instant> start, Optional<Instant> end, AssignmentTerms terms) {
        var role = assignment.role();
        var earlier = here.before(role, Cause.Kind.Explicit)
                .or(() -> returned.cause(role))
                .filter(cause -> start.filter(cause.since()::isBefore).isEmpty());
        var since = earlier.map(Cause::since).orElse(here.now());
        var limit = terms.longest().map(start.orElse(since)::plus);
        if (limit.filter(here::isOver).isPresent()) {
            limit.ifPresent(at -> ends(role, new Ended(at, Ended.By.Maximum, assignment.from())));
            return;
        }
        var basis = new Watched(terms.endsOnChangeOf(), here.profile());
        if (earlier.flatMap(Cause::basis).filter(basis::hasChangedSince).isPresent()) {
            ends(role, new Ended(here.now(), Ended.By.Change, assignment.from()));
            return;
        }
        var until = Stream.concat(end.stream(), limit.stream()).min(Instant::compareTo);
        held.put(role, new Cause(Cause.Kind.Explicit, Optional.empty(), since, until, basis.fingerprint()));
    }

    private void ends(Instant until) {
        transitions.add(new Transition(until, Transition.What.RoleEnds));
    }

    private void ends(RoleKey role, Ended over) {
        ended.put(role, over);
        var kind = over.by() == Ended.By.Departure ? Problem.Kind.NeedsConfirmation : Problem.Kind.AssignmentEnded;
        refuse(role, kind, role.name());
    }

    private void refuse(RoleKey role, Problem.Kind kind, String name) {
        refused.put(role, new Problem(kind, name));
    }

    /** Whoever gives the entry another beginning, after it ended, gives the role anew. */
    private boolean isRenewed(Assignment assignment, Ended over) {
        return assignment
                .from()
                .filter(from -> isLater(from, over.from()))
                .filter(from -> from.end(here.workday()).isAfter(over.at()))
                .isPresent();
    }

    private boolean isLater(Moment from, Optional<Moment> before) {
        return before.filter(then -> !from.start(here.workday()).isAfter(then.start(here.workday())))
                .isEmpty();
    }
}
