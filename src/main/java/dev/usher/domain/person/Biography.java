package dev.usher.domain.person;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads a life off a career at one instant. */
final class Biography {
    private static final Comparator<LastSeen> BY_ID = Comparator.comparing(LastSeen::id);

    private final Career career;
    private final Workday workday;
    private final Instant now;
    private final List<LastSeen> missing;

    /** As reported, and as last seen where the report leaves out one that had begun. */
    private final List<Employment> employments;

    /** Those of them that are not over. */
    private final List<Employment> open;

    Biography(Career career, Instant now) {
        this.career = career;
        this.workday = career.workday();
        this.now = now;
        this.missing = career.missing();
        this.employments = missing.isEmpty() ? career.declared() : withMissing();
        this.open = new ArrayList<>();
        for (var employment : employments) {
            if (!employment.endedBy(now, workday)) {
                open.add(employment);
            }
        }
    }

    private List<Employment> withMissing() {
        return Stream.concat(
                        career.declared().stream(),
                        missing.stream().filter(LastSeen::started).map(LastSeen::stillThere))
                .toList();
    }

    Life read() {
        var working = working();
        var state = state(working);
        var departed = state == LifecycleState.Departed;
        return new Life(
                state,
                state == LifecycleState.Planned ? first() : working,
                state == LifecycleState.Planned ? first().map(this::start) : Optional.empty(),
                end(),
                working.filter(employment -> state == LifecycleState.OnLeave).flatMap(this::awaySince),
                departed ? Optional.of(career.departedAt().orElse(now)) : Optional.empty(),
                departed && neverCame(),
                isMissing(),
                ahead(),
                seen(),
                new Life.Oddities(contradictory(), vanished(), backwards()));
    }

    private LifecycleState state(Optional<Employment> working) {
        if (employments.isEmpty() && missing.isEmpty() && career.departedAt().isEmpty()) {
            return LifecycleState.Active;
        }
        if (working.isPresent()) {
            return stateIn(working.get());
        }
        var planned = career.departedAt().isEmpty() && (isAnnounced() || hasLostAPlan());
        return planned ? LifecycleState.Planned : LifecycleState.Departed;
    }

    /** By what is reported alone, so that it stays so when an earlier employment is not remembered any more. */
    private boolean neverCame() {
        return !career.declared().isEmpty()
                && career.declared().stream().allMatch(entry -> entry.status() == Employment.Status.Withdrawn);
    }

    /** Nobody attests a departure that rests on nothing else than that somebody is not listed; by what is reported alone. */
    private boolean isMissing() {
        var over = career.declared().stream()
                .map(Employment::status)
                .filter(status -> status != Employment.Status.Withdrawn)
                .toList();
        return !over.isEmpty() && over.stream().allMatch(status -> status == Employment.Status.Missing);
    }

    private LifecycleState stateIn(Employment leading) {
        return switch (leading.status()) {
            case Suspended -> LifecycleState.Suspended;
            case Active, OnLeave, Terminated, Withdrawn, Missing ->
                leading.onLeaveAt(now, workday) ? LifecycleState.OnLeave : LifecycleState.Active;
        };
    }

    /** Also by one whose dates are swapped, until its end: somebody is to come, and nobody knows when. */
    private boolean isAnnounced() {
        return employments.stream().anyMatch(employment -> employment.aheadOf(now, workday));
    }

    /** A start that was announced and is not reported any more has neither happened nor been called off. */
    private boolean hasLostAPlan() {
        return missing.stream().anyMatch(seen -> !seen.started() && !seen.terminated());
    }

    /** Of those that are alive the primary, else the one that started last. */
    private Optional<Employment> working() {
        return employments.stream()
                .filter(employment -> employment.aliveAt(now, workday))
                .max(Comparator.comparing(Employment::primary)
                        .thenComparing(employment -> employment.startIn(workday))
                        .thenComparing(Employment::id));
    }

    private Optional<Employment> first() {
        return employments.stream()
                .filter(employment -> employment.aheadOf(now, workday) && !employment.isBackwards(workday))
                .min(Comparator.comparing((Employment employment) -> employment.startIn(workday))
                        .thenComparing(Employment::id));
    }

    private Transition start(Employment employment) {
        return new Transition(employment.startIn(workday), Transition.What.EmploymentStarts, employment.confidential());
    }

    /** Only where every employment that is alive says one, and none is ahead. */
    private Optional<Transition> end() {
        var ends = new TreeSet<Transition>();
        for (var employment : open) {
            if (!employment.isBackwards(workday)) {
                if (employment.end().isEmpty() || !employment.startedBy(now, workday)) {
                    return Optional.empty();
                }
                ends.addAll(employment.transitions(workday));
            }
        }
        ends.removeIf(transition -> transition.what() != Transition.What.EmploymentEnds);
        return ends.isEmpty() ? Optional.empty() : Optional.of(ends.getLast());
    }

    private Optional<Instant> awaySince(Employment leading) {
        return leading.leaves().stream()
                .filter(leave -> leave.coversAt(now, workday))
                .map(leave -> leave.from().start(workday))
                .min(Comparator.naturalOrder())
                .map(since -> unbroken(leading, since));
    }

    /** Leaves that follow each other without a break are one absence. */
    private Instant unbroken(Employment leading, Instant since) {
        return leading.leaves().stream()
                .filter(leave -> leave.reaches(since, workday))
                .map(leave -> leave.from().start(workday))
                .min(Comparator.naturalOrder())
                .map(earlier -> unbroken(leading, earlier))
                .orElse(since);
    }

    private List<Transition> ahead() {
        var ahead = new TreeSet<Transition>();
        for (var employment : open) {
            ahead.addAll(employment.transitions(workday));
        }
        ahead.removeIf(transition -> !transition.time().isAfter(now));
        return List.copyOf(ahead);
    }

    private List<LastSeen> seen() {
        var seen = new ArrayList<LastSeen>();
        for (var employment : open) {
            seen.add(LastSeen.of(employment, workday, now));
        }
        for (var lost : missing) {
            if (!lost.started() && !lost.terminated()) {
                seen.add(lost);
            }
        }
        seen.sort(BY_ID);
        return seen;
    }

    private List<String> contradictory() {
        var contradictory = new ArrayList<String>();
        for (var employment : career.declared()) {
            if (employment.contradictsItself(now, workday)) {
                contradictory.add(employment.id());
            }
        }
        return contradictory;
    }

    private List<String> vanished() {
        var vanished = new ArrayList<String>();
        for (var seen : missing) {
            if (!seen.terminated() && (!seen.started() || !seen.stillThere().endedBy(now, workday))) {
                vanished.add(seen.id());
            }
        }
        return vanished;
    }

    private List<String> backwards() {
        var backwards = new ArrayList<String>();
        for (var employment : career.declared()) {
            if (employment.isBackwards(workday)) {
                backwards.add("employment " + employment.id());
            }
            for (var leave : employment.leaves()) {
                if (leave.isBackwards(workday)) {
                    backwards.add("leave " + leave.id());
                }
            }
        }
        return backwards;
    }
}
