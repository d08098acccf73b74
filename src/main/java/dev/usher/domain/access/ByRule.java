package dev.usher.domain.access;

import dev.usher.domain.rule.Truths;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which roles somebody holds by what is said of them, or keeps for a while after that has changed. */
final class ByRule {
    private final Circumstances here;
    private final SortedMap<RoleKey, Cause> held = new TreeMap<>();
    private final Set<RoleKey> unknown = new TreeSet<>();

    private Optional<String> person = Optional.empty();

    private ByRule(Circumstances here) {
        this.here = here;
    }

    static ByRule of(Truths truths, Circumstances here) {
        var judged = new ByRule(here);
        here.access().memberships().forEach((role, membership) -> {
            switch (truths.of(membership.rule())) {
                case YES -> judged.holds(role, membership);
                case NO -> judged.keeps(role, membership);
                case UNKNOWN -> {
                    judged.unknown.add(role);
                    judged.keepsOn(role, membership);
                }
            }
        });
        // The rule went with its role: nobody said that what it gave is to go.
        for (var role : here.memory().roles().keySet()) {
            if (!here.access().roles().containsKey(role)) {
                judged.unknown.add(role);
            }
        }
        return judged;
    }

    SortedMap<RoleKey, Cause> held() {
        return held;
    }

    /** Those of which nobody can say whether the rule gives them. */
    Set<RoleKey> unknown() {
        return unknown;
    }

    private void holds(RoleKey role, Membership membership) {
        var basis = membership.grace().isZero() ? Optional.<String>empty() : Optional.of(basis(membership));
        var cause = new Cause(Cause.Kind.Rule, Optional.empty(), here.now(), Optional.empty(), basis);
        held.put(role, here.since(role, cause));
    }

    private String basis(Membership membership) {
        if (person.isEmpty()) {
            person = Optional.of(here.fingerprint());
        }
        return membership.version() + "." + person.get();
    }

    /** Only what a change of the person takes is kept for a while: whoever edits the rule means it, and a date is a date. */
    private void keeps(RoleKey role, Membership membership) {
        var movedAway = here.before(role, Cause.Kind.Rule)
                .flatMap(Cause::basis)
                .filter(basis -> basis.startsWith(membership.version() + "."))
                .filter(basis -> !basis.equals(basis(membership)))
                .isPresent();
        if (movedAway) {
            keep(role, here.now(), here.now().plus(membership.grace()));
        } else {
            keepsOn(role, membership);
        }
    }

    /** No longer than was said, nor than the role says now. */
    private void keepsOn(RoleKey role, Membership membership) {
        here.before(role, Cause.Kind.Grace).ifPresent(grace -> {
            var allowed = grace.since().plus(membership.grace());
            keep(role, grace.since(), grace.until().filter(allowed::isAfter).orElse(allowed));
        });
    }

    private void keep(RoleKey role, Instant since, Instant until) {
        if (!here.isOver(until)) {
            held.put(role, new Cause(Cause.Kind.Grace, Optional.empty(), since, Optional.of(until), Optional.empty()));
        }
    }
}
