package dev.usher.domain.access;

import dev.usher.domain.person.Transition;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
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
    private final Asked asked;
    private SortedMap<RoleKey, Exclusion> excluded = Collections.emptySortedMap();
    private final PriorityQueue<Candidate> open = new PriorityQueue<>();
    private final Map<RoleKey, List<Cause>> causes = new HashMap<>();
    private final SortedMap<RoleKey, Cause.Kind> withheld = new TreeMap<>();
    private final SortedMap<RoleKey, List<Cause>> doubtful = new TreeMap<>();
    private final Map<RoleKey, Instant> doubtfulSince = new HashMap<>();
    private final Set<RoleKey> doubted = new HashSet<>();
    private final List<RoleKey> unread = new ArrayList<>();
    private final List<RoleKey> there = new ArrayList<>();
    private final SortedSet<RoleKey> missing = new TreeSet<>();
    private final SortedSet<RoleKey> absent = new TreeSet<>();

    /** @param asked what keeps a role from the person now is in it */
    RoleSearch(Circumstances here, Segregation segregation, Asked asked) {
        this.here = here;
        this.segregation = segregation;
        this.asked = asked;
    }

    void claim(RoleKey role, Cause cause) {
        if (keepsAway(role)) {
            return;
        }
        open.add(Candidate.of(role, cause, isNew(role)));
        if (!isThere(role)) {
            unread.add(role);
        }
    }

    /** Notes what is kept from the person: it leads nowhere, is in nobody's way, and nobody doubts it. */
    private boolean keepsAway(RoleKey role) {
        var by = asked.exclusionOf(role, here.now());
        if (by.isEmpty()) {
            return false;
        }
        if (excluded.isEmpty()) {
            excluded = new TreeMap<>();
        }
        excluded.put(role, by.get());
        return true;
    }

    private boolean isNew(RoleKey role) {
        return !here.memory().roles().containsKey(role);
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
        if (isEnding(role) || keepsAway(role)) {
            // Whatever gave it, it gives nothing any more.
            return;
        }
        doubtful.computeIfAbsent(role, first -> new ArrayList<>()).add(cause);
        doubtfulSince.merge(role, cause.since(), (one, other) -> one.isBefore(other) ? one : other);
    }

    void run() {
        spreadDoubt(List.copyOf(doubtful.keySet()));
        spreadDoubt(unread);
        while (!open.isEmpty()) {
            take(open.remove());
        }
        spreadDoubt(missing);
    }

    /** Each role is opened once, which also ends a cycle: its roles are held, and it leads nowhere new. */
    private void take(Candidate candidate) {
        var role = candidate.role();
        var reasons = causes.get(role);
        if (reasons != null) {
            causes.put(role, with(reasons, candidate.cause()));
            return;
        }
        var definition = here.access().roles().get(role);
        if (definition != null && definition.ending()) {
            absent.add(role);
            return;
        }
        if (definition == null && isNew(role)) {
            // Nobody holds it or ever did, so that it stands in the way of nothing.
            missing.add(role);
            return;
        }
        if (segregation.isWithheld(candidate, causes.keySet(), doubtfulSince)) {
            if (definition == null) {
                absent.add(role);
            } else if (!candidate.isGrace()) {
                withheld.merge(role, candidate.cause().kind(), RoleSearch::first);
            }
            return;
        }
        causes.put(role, List.of(candidate.cause()));
        if (definition == null) {
            missing.add(role);
            return;
        }
        there.add(role);
        for (var contained : definition.inherits()) {
            if (keepsAway(contained)) {
                continue;
            }
            open.add(candidate.brings(contained, inherited(contained, role), isNew(contained)));
        }
    }

    private static List<Cause> with(List<Cause> reasons, Cause cause) {
        for (var reason : reasons) {
            if (reason.sameReasonAs(cause)) {
                return reasons;
            }
        }
        var more = new ArrayList<>(reasons);
        more.add(cause);
        return more;
    }

    private static Cause.Kind first(Cause.Kind one, Cause.Kind other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Cause inherited(RoleKey contained, RoleKey via) {
        for (var earlier : here.before(contained)) {
            if (earlier.isPlainlyThrough(via)) {
                return earlier;
            }
        }
        return here.since(contained, new Cause(Cause.Kind.Inherited, Optional.of(via), here.now()));
    }

    /**
     * What was held through a role of which nobody knows whether it is held is in doubt with it, if that one still contains it.
     *
     * <p>A role that is not recorded any more was lost: what is still recorded through it is so until its app has answered.
     */
    private void spreadDoubt(Collection<RoleKey> from) {
        var next = new ArrayDeque<>(from);
        while (!next.isEmpty()) {
            var via = next.remove();
            if (!isNew(via) && asked.exclusionOf(via, here.now()).isEmpty() && doubted.add(via)) {
                here.memory()
                        .roles()
                        .forEach((role, held) -> held.causes().stream()
                                .filter(cause -> cause.via().filter(via::equals).isPresent() && mayContain(via, role))
                                .forEach(cause -> {
                                    doubt(role, cause);
                                    next.add(role);
                                }));
            }
        }
    }

    private boolean mayContain(RoleKey via, RoleKey role) {
        var definition = here.access().roles().get(via);
        return definition == null || definition.inherits().contains(role);
    }

    /** Those that would be held, and what keeps them from the person. */
    SortedMap<RoleKey, Exclusion> excluded() {
        return excluded;
    }

    String home() {
        return here.self().namespace();
    }

    /** Those that are asked for and cannot be read. */
    SortedSet<RoleKey> missing() {
        return missing;
    }

    /** Those that are asked for, and are on their way out, or not there and withheld besides: nobody keeps them. */
    SortedSet<RoleKey> absent() {
        return absent;
    }

    private boolean isEnding(RoleKey role) {
        var definition = here.access().roles().get(role);
        return definition != null && definition.ending();
    }

    /** Those that are there, in no order. */
    List<RoleKey> there() {
        return there;
    }

    /** What was held before comes first. */
    Comparator<RoleKey> byNews() {
        return Comparator.comparing(this::isNew).thenComparing(Comparator.naturalOrder());
    }

    private boolean isThere(RoleKey role) {
        return here.access().roles().containsKey(role);
    }

    /** What another cause gives is not in doubt; the doubtful one stays, for the day on which the other one goes. */
    Held held(RoleKey role) {
        var reasons = causes.getOrDefault(role, List.of());
        for (var cause : doubtful.getOrDefault(role, List.of())) {
            reasons = with(reasons, cause);
        }
        if (reasons.size() > 1) {
            reasons = reasons.stream().sorted(BY_KIND_AND_ROLE).toList();
        }
        // In a steady world what was held is held on, and nothing is copied.
        var before = here.memory().roles().get(role);
        return before != null && before.causes().equals(reasons) ? before : new Held(reasons);
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
    List<Transition> ends() {
        var ends = new ArrayList<Transition>();
        causes.values().forEach(all -> addEnds(all, ends));
        doubtful.values().forEach(all -> addEnds(all, ends));
        return ends;
    }

    private static void addEnds(List<Cause> causes, List<Transition> ends) {
        for (var cause : causes) {
            if (cause.until().isPresent()) {
                ends.add(new Transition(cause.until().get(), end(cause.kind())));
            }
        }
    }

    private static Transition.What end(Cause.Kind kind) {
        return kind == Cause.Kind.Grace ? Transition.What.GraceEnds : Transition.What.RoleEnds;
    }

    /** What is held now because an exception lets somebody. */
    Stream<Excepted> excepted() {
        return segregation.excepted(causes.keySet(), doubtful.keySet());
    }

    /** What is not given because of something that was granted earlier; what was only kept for a while is over. */
    List<Withheld> withheld() {
        if (withheld.isEmpty()) {
            return List.of();
        }
        var granted = new HashMap<RoleKey, Cause>();
        causes.forEach((role, reasons) -> granted.put(role, reasons.getFirst()));
        return withheld.entrySet().stream()
                .flatMap(entry -> segregation.name(entry.getKey(), entry.getValue(), granted, doubtfulSince).stream())
                .toList();
    }
}
