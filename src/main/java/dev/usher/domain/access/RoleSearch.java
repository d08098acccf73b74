package dev.usher.domain.access;

import dev.usher.domain.person.Transition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The roles of somebody and their causes while they are gathered.
 *
 * <p>Roles are taken in the order in which they were granted, so that of two that conflict the later one finds the other
 * there; one that is withheld leads nowhere.
 */
final class RoleSearch {
    private static final Comparator<Cause> BY_KIND_AND_ROLE = Comparator.comparing(Cause::kind)
            .thenComparing(cause -> cause.via().map(RoleKey::namespace).orElse(""))
            .thenComparing(cause -> cause.via().map(RoleKey::name).orElse(""));

    private final Circumstances here;
    private final Segregation segregation;
    private final PriorityQueue<Candidate> open = new PriorityQueue<>();
    private final SortedMap<RoleKey, List<Cause>> causes = new TreeMap<>();
    private final SortedMap<RoleKey, Cause> granted = new TreeMap<>();
    private final SortedMap<RoleKey, Cause.Kind> withheld = new TreeMap<>();
    private final SortedMap<RoleKey, List<Cause>> doubtful = new TreeMap<>();
    private final Set<RoleKey> doubted = new HashSet<>();

    RoleSearch(Circumstances here, Segregation segregation) {
        this.here = here;
        this.segregation = segregation;
    }

    void claim(RoleKey role, Cause cause) {
        open.add(Candidate.of(role, cause));
    }

    /** Nobody can say whether the rule of a role gives it: that matters to whoever it gave it to. */
    void doubt(RoleKey role) {
        here.before(role).stream()
                .filter(cause -> cause.kind() == Cause.Kind.Rule || isGraceOfNobody(role, cause))
                .forEach(cause -> doubt(role, cause));
    }

    /** One whose role is not there, so that only its own end still says anything. */
    private boolean isGraceOfNobody(RoleKey role, Cause cause) {
        return cause.kind() == Cause.Kind.Grace
                && !isThere(role)
                && cause.until().filter(here::isOver).isEmpty();
    }

    private void doubt(RoleKey role, Cause cause) {
        doubtful.computeIfAbsent(role, first -> new ArrayList<>()).add(cause);
    }

    void run() {
        spreadDoubt(doubtful.keySet());
        spreadDoubt(open.stream()
                .map(Candidate::role)
                .filter(role -> !isThere(role))
                .toList());
        while (!open.isEmpty()) {
            take(open.remove());
        }
        spreadDoubt(missing().toList());
    }

    private static Cause.Kind first(Cause.Kind one, Cause.Kind other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Each role is opened once, which also ends a cycle: its roles are held, and it leads nowhere new. */
    private void take(Candidate candidate) {
        var reasons = causes.get(candidate.role());
        if (reasons != null) {
            if (reasons.stream().noneMatch(candidate.cause()::sameReasonAs)) {
                reasons.add(candidate.cause());
            }
            return;
        }
        if (segregation.isWithheld(candidate, granted.keySet(), doubtful.keySet())) {
            if (!candidate.isGrace()) {
                withheld.merge(candidate.role(), candidate.cause().kind(), RoleSearch::first);
            }
            return;
        }
        causes.put(candidate.role(), new ArrayList<>(List.of(candidate.cause())));
        granted.put(candidate.role(), candidate.cause());
        Optional.ofNullable(here.access().roles().get(candidate.role())).stream()
                .flatMap(role -> role.inherits().stream())
                .forEach(contained -> open.add(candidate.brings(contained, inherited(contained, candidate.role()))));
    }

    private Cause inherited(RoleKey contained, RoleKey via) {
        return here.since(contained, new Cause(Cause.Kind.Inherited, Optional.of(via), here.now()));
    }

    /** What was held through a role of which nobody knows whether it is held is in doubt with it. */
    private void spreadDoubt(Collection<RoleKey> from) {
        var next = new ArrayDeque<>(from);
        while (!next.isEmpty()) {
            var via = next.remove();
            if (doubted.add(via)) {
                here.memory()
                        .roles()
                        .forEach((role, held) -> held.causes().stream()
                                .filter(cause -> cause.via().filter(via::equals).isPresent())
                                .forEach(cause -> {
                                    doubt(role, cause);
                                    next.add(role);
                                }));
            }
        }
    }

    /** Those that are asked for and cannot be read. */
    Stream<RoleKey> missing() {
        return causes.keySet().stream().filter(role -> !isThere(role));
    }

    /** Those that are there, what was held before first. */
    List<RoleKey> there() {
        return causes.keySet().stream()
                .filter(this::isThere)
                .sorted(Comparator.comparing(
                                (RoleKey role) -> !here.memory().roles().containsKey(role))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private boolean isThere(RoleKey role) {
        return here.access().roles().containsKey(role);
    }

    /** What another cause gives is not in doubt; the doubtful one stays, for the day on which the other one goes. */
    Held held(RoleKey role) {
        var reasons = causes.getOrDefault(role, List.of());
        var inDoubt = doubtful.getOrDefault(role, List.of()).stream()
                .filter(cause -> reasons.stream().noneMatch(cause::sameReasonAs));
        return new Held(Stream.concat(reasons.stream(), inDoubt)
                .sorted(BY_KIND_AND_ROLE)
                .toList());
    }

    /** Those of which nobody can say whether they are held, with the causes that are in doubt. */
    SortedMap<RoleKey, Held> undecided() {
        var undecided = new TreeMap<RoleKey, Held>();
        doubtful.forEach((role, reasons) -> {
            if (!causes.containsKey(role)) {
                undecided.put(
                        role,
                        new Held(reasons.stream()
                                .distinct()
                                .sorted(BY_KIND_AND_ROLE)
                                .toList()));
            }
        });
        return undecided;
    }

    /** When causes end for which something is held. */
    Stream<Transition> ends() {
        return Stream.concat(causes.values().stream(), doubtful.values().stream())
                .flatMap(List::stream)
                .flatMap(cause -> cause.until().stream().map(end -> new Transition(end, end(cause.kind()))));
    }

    private static Transition.What end(Cause.Kind kind) {
        return kind == Cause.Kind.Grace ? Transition.What.GraceEnds : Transition.What.RoleEnds;
    }

    /** When exceptions end that let somebody hold what is held now. */
    Stream<Transition> exceptionEnds() {
        return segregation.exceptionEnds(granted.keySet(), doubtful.keySet());
    }

    /** What is not given because of something that was granted earlier; what was only kept for a while is over. */
    Stream<Withheld> withheld() {
        return withheld.entrySet().stream()
                .flatMap(entry ->
                        segregation.name(entry.getKey(), entry.getValue(), granted, doubtful.keySet()).stream());
    }
}
