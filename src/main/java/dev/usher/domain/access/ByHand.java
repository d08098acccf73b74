package dev.usher.domain.access;

import dev.usher.domain.person.Moment;
import dev.usher.domain.person.Transition;
import dev.usher.domain.quality.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which of the assignments by hand hold now, by their own times and by the terms of their roles. */
final class ByHand {
    private final Circumstances here;
    private final Map<RoleKey, AssignmentState> before;
    private final SortedMap<RoleKey, Cause> held = new TreeMap<>();
    private final SortedMap<RoleKey, AssignmentState> states = new TreeMap<>();
    private final SortedMap<RoleKey, Problem> refused = new TreeMap<>();
    private final SortedMap<RoleKey, Refusal> outOfTime = new TreeMap<>();
    private final List<Transition> transitions = new ArrayList<>();

    private ByHand(Circumstances here) {
        this.here = here;
        this.before = Returned.in(here);
    }

    /** The assignments of somebody who is there. */
    static ByHand of(List<Assignment> assignments, Circumstances here) {
        var judged = new ByHand(here);
        assignments.forEach(judged::judge);
        return judged;
    }

    SortedMap<RoleKey, Cause> held() {
        return held;
    }

    /** What has to be remembered. */
    SortedMap<RoleKey, AssignmentState> states() {
        return states;
    }

    /** Those that are asked for and not given, and why. */
    SortedMap<RoleKey, Problem> refused() {
        return refused;
    }

    /** Those whose entries count for nothing yet, or no more. */
    SortedMap<RoleKey, Refusal> outOfTime() {
        return outOfTime;
    }

    List<Transition> transitions() {
        return transitions;
    }

    /** An assignment with the instants that its dates mean. */
    private record Dated(Assignment assignment, Optional<Instant> start, Optional<Instant> end) {
        RoleKey role() {
            return assignment.role();
        }

        boolean isBackwards() {
            return start.isPresent()
                    && end.filter(until -> !until.isAfter(start.get())).isPresent();
        }
    }

    private void judge(Assignment assignment) {
        var dated = new Dated(
                assignment,
                assignment.from().map(from -> from.start(here.workday())),
                assignment.until().map(until -> until.end(here.workday())));
        var known = Optional.ofNullable(before.get(dated.role()));
        if (dated.isBackwards()) {
            known.ifPresent(state -> states.put(dated.role(), state));
            refuse(
                    dated.role(),
                    Problem.Kind.DatesSwapped,
                    "Role " + dated.role().name() + " of `spec.roles`");
            return;
        }
        if (dated.start().filter(here.now()::isBefore).isPresent()) {
            // What ended stays so until the renewal begins, should that be taken back.
            known.ifPresent(state -> states.put(dated.role(), state));
            dated.start().ifPresent(at -> {
                transitions.add(new Transition(at, Transition.What.RoleStarts));
                outOfTime.put(dated.role(), new Refusal.Begins(at));
            });
            return;
        }
        dated.end().filter(end -> !here.isOver(end)).ifPresent(this::ends);
        begun(dated, known.filter(state -> !isRenewed(dated, state)));
    }

    private void begun(Dated dated, Optional<AssignmentState> known) {
        var role = dated.role();
        var terms = Optional.ofNullable(here.access().roles().get(role)).map(RoleDefinition::terms);
        var state = known.orElseGet(() -> new AssignmentState(
                here.before(role, Cause.Kind.Explicit)
                        .map(Cause::since)
                        .filter(since -> dated.start().filter(since::isBefore).isEmpty())
                        .orElse(here.now()),
                dated.assignment().from(),
                Optional.empty(),
                Optional.empty()));
        var next = terms.map(own -> by(own, state, dated.start())).orElse(state);
        if (next.ended().isPresent() || terms.map(AssignmentTerms::remembers).orElse(known.isPresent())) {
            states.put(role, next);
        }
        var limit = terms.flatMap(own -> limit(own, next, dated.start()))
                .filter(any -> next.ended().isEmpty());
        // What lasts only so long does so whether or not the role is held meanwhile.
        limit.ifPresent(this::ends);
        var over = dated.end().filter(here::isOver);
        if (over.isPresent()) {
            outOfTime.put(role, new Refusal.Ended(next.endedBefore(over.get())));
            return;
        }
        if (next.ended().isPresent() && (Returned.isKnown(here) || !next.isOverBy(AssignmentState.By.Departure))) {
            refuse(role, isOver(next), role.name());
        } else if (!terms.map(AssignmentTerms::allowed).orElse(true)) {
            refuse(role, Problem.Kind.RoleNotAssignable, role.name());
        } else {
            hold(dated, limit);
        }
    }

    /** The state by the terms of the role; what is over stays so. */
    private AssignmentState by(AssignmentTerms terms, AssignmentState state, Optional<Instant> start) {
        if (state.ended().isPresent()) {
            return state;
        }
        var limit = limit(terms, state, start).filter(here::isOver);
        if (limit.isPresent()) {
            return state.endedAt(limit.get(), AssignmentState.By.Maximum);
        }
        var watched = new Watched(terms.endsOnChangeOf(), here.profile());
        return state.basis().filter(watched::hasChangedSince).isPresent()
                ? state.endedAt(here.now(), AssignmentState.By.Change)
                : state.restingOn(watched.fingerprint());
    }

    private static Optional<Instant> limit(AssignmentTerms terms, AssignmentState state, Optional<Instant> start) {
        return terms.longest().map(start.orElse(state.since())::plus);
    }

    private void hold(Dated dated, Optional<Instant> limit) {
        var until =
                limit.filter(at -> dated.end().filter(at::isAfter).isEmpty()).or(dated::end);
        var cause = new Cause(Cause.Kind.Explicit, Optional.empty(), here.now(), until, Optional.empty());
        // A renewal is no new grant: in the order in which roles were granted it stays where it was.
        held.put(dated.role(), here.since(dated.role(), cause));
    }

    private void ends(Instant until) {
        transitions.add(new Transition(until, Transition.What.RoleEnds));
    }

    private static Problem.Kind isOver(AssignmentState state) {
        return state.isOverBy(AssignmentState.By.Absence)
                ? Problem.Kind.NeedsConfirmation
                : Problem.Kind.AssignmentEnded;
    }

    private void refuse(RoleKey role, Problem.Kind kind, String name) {
        refused.put(role, new Problem(kind, name));
    }

    /** Whoever gives the entry a later beginning, after what ended it, gives the role anew. */
    private boolean isRenewed(Dated dated, AssignmentState state) {
        var after = state.ended().map(AssignmentState.Ended::at).orElse(state.since());
        return dated.assignment()
                .from()
                .filter(from -> isLater(from, state.from()))
                .filter(from -> from.end(here.workday()).isAfter(after))
                .isPresent();
    }

    private boolean isLater(Moment from, Optional<Moment> before) {
        return before.filter(then -> !from.start(here.workday()).isAfter(then.start(here.workday())))
                .isEmpty();
    }
}
