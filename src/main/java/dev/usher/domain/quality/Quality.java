package dev.usher.domain.quality;

import dev.usher.domain.account.Attributes;
import dev.usher.domain.person.Employment;
import dev.usher.domain.person.Life;
import dev.usher.domain.person.LifecycleState;
import dev.usher.domain.person.Main;
import dev.usher.domain.person.Person;
import dev.usher.domain.person.QualityRule;
import dev.usher.domain.person.Transition;
import dev.usher.domain.quality.Problem.Kind;
import dev.usher.domain.quality.Related.Standing;
import dev.usher.domain.rule.Truths;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Judges what is declared about one person, by what the policy asks of their type and by who else is there.
 *
 * <p>Nothing is asked of somebody who departed: no gap in their data may keep them in. Only why they cannot return is said.
 */
public final class Quality {
    private final Person person;
    private final Surroundings around;
    private final Life life;
    private final Instant now;

    public Quality(Person person, Surroundings around, Life life, Instant now) {
        this.person = person;
        this.around = around;
        this.life = life;
        this.now = now;
    }

    /** Everything that is wrong or worth knowing. */
    public List<Problem> problems() {
        var found = new ArrayList<Problem>();
        life.oddities().contradictory().forEach(id -> found.add(new Problem(Kind.SourceContradiction, id)));
        if (life.state() == LifecycleState.Departed) {
            main().filter(problem -> problem.kind() == Kind.PersonReplaced).ifPresent(found::add);
            return found;
        }
        life.oddities().vanished().forEach(id -> found.add(new Problem(Kind.EmploymentVanished, id)));
        life.oddities().backwards().forEach(what -> found.add(new Problem(Kind.DatesSwapped, what)));
        found.addAll(around.taken());
        main().ifPresent(found::add);
        attributes(found);
        engagement().forEach(found::add);
        manager().ifPresent(found::add);
        owners().forEach(found::add);
        warning().ifPresent(found::add);
        return found;
    }

    /** What has to be true of everybody and is not, or cannot be told, of this person. */
    public List<Problem> judged(List<QualityRule> rules, Truths truths) {
        return rules.isEmpty() || life.state() == LifecycleState.Departed
                ? List.of()
                : rules.stream().flatMap(rule -> judged(rule, truths).stream()).toList();
    }

    private static Optional<Problem> judged(QualityRule rule, Truths truths) {
        return switch (truths.of(rule.rule())) {
            case YES -> Optional.empty();
            case NO -> Optional.of(new Problem(Kind.QualityRuleBroken, rule.message()));
            case UNKNOWN -> Optional.of(new Problem(Kind.QualityRuleUnknown, rule.message()));
        };
    }

    /** When it begins to be said that the end is near; a confidential end is not announced. */
    public Optional<Transition> warningAhead() {
        return warnsAt().filter(now::isBefore).map(at -> new Transition(at, Transition.What.EndNears));
    }

    private Optional<Problem> main() {
        return switch (around.main()) {
            case Main.Own own -> Optional.empty();
            case Main.Of of -> Optional.empty();
            case Main.Missing missing -> Optional.of(new Problem(Kind.PersonNotFound, missing.name()));
            case Main.Replaced replaced -> Optional.of(new Problem(Kind.PersonReplaced, replaced.name()));
            case Main.Unknown unknown -> Optional.of(new Problem(Kind.PersonNotUnderstood, unknown.name()));
        };
    }

    private void attributes(List<Problem> found) {
        Attributes profile = person.profileIn(life.leading());
        for (var name : around.duties().attributes()) {
            if (profile.get(name).filter(value -> !value.isBlank()).isEmpty()) {
                found.add(new Problem(Kind.AttributeMissing, field(name)));
            }
        }
    }

    /** Where an attribute is written in the spec. */
    private static String field(String attribute) {
        return switch (attribute) {
            case Attributes.GIVEN_NAME -> "name.given";
            case Attributes.FAMILY_NAME -> "name.family";
            default -> Attributes.FIELDS.contains(attribute) ? attribute : "attributes." + attribute;
        };
    }

    /** A further identity ends with its person, and needs no end of its own. */
    private Stream<Problem> engagement() {
        var needsEnd = around.duties().end() && around.main() instanceof Main.Own;
        if (!needsEnd && around.duties().longest().isEmpty()) {
            return Stream.empty();
        }
        var open = person.employments().stream()
                .filter(employment -> !employment.endedBy(now, person.workday()))
                .toList();
        if (needsEnd && open.isEmpty()) {
            return Stream.of(new Problem(Kind.EndRequired, "`spec.employments`"));
        }
        var endless = open.stream()
                .filter(employment -> needsEnd && employment.end().isEmpty())
                .map(employment -> new Problem(Kind.EndRequired, "employment " + employment.id()));
        var lasting = open.stream()
                .filter(this::isTooLong)
                .map(employment -> new Problem(Kind.EngagementTooLong, "employment " + employment.id()));
        return Stream.concat(endless, lasting);
    }

    /** One without a start has gone on since the person was declared. */
    private boolean isTooLong(Employment employment) {
        var from =
                employment.start().map(moment -> moment.start(person.workday())).orElse(person.created());
        return around.duties()
                .longest()
                .flatMap(longest -> employment
                        .end()
                        .map(moment -> moment.end(person.workday()))
                        .filter(end -> end.isAfter(from.plus(longest))))
                .isPresent();
    }

    private Optional<Problem> manager() {
        return around.manager().flatMap(related -> switch (related.standing()) {
            case Here -> Optional.empty();
            case Departed -> Optional.of(new Problem(Kind.ManagerDeparted, related.name()));
            case Missing, Unknown -> Optional.of(new Problem(Kind.ManagerNotFound, related.name()));
        });
    }

    private Stream<Problem> owners() {
        if (around.owners().isEmpty()) {
            return around.duties().owner() ? Stream.of(new Problem(Kind.OwnerRequired, "")) : Stream.empty();
        }
        var missing = around.owners().stream()
                .filter(owner -> owner.standing() == Standing.Missing)
                .map(owner -> new Problem(Kind.OwnerNotFound, owner.name()));
        var departed = around.owners().stream()
                .filter(owner -> owner.standing() == Standing.Departed)
                .map(Related::name)
                .collect(Collectors.joining(", "));
        if (around.owners().stream().anyMatch(owner -> owner.standing() == Standing.Here)) {
            return missing;
        }
        if (!departed.isEmpty()) {
            return Stream.concat(missing, Stream.of(new Problem(Kind.OwnersDeparted, departed)));
        }
        return around.duties().owner()
                ? Stream.concat(missing, Stream.of(new Problem(Kind.OwnerRequired, "")))
                : missing;
    }

    private Optional<Problem> warning() {
        return warnsAt()
                .filter(at -> !now.isBefore(at))
                .flatMap(at -> life.leading())
                .map(employment -> new Problem(Kind.EndNears, "employment " + employment.id()));
    }

    private Optional<Instant> warnsAt() {
        return around.duties()
                .warning()
                .flatMap(before -> life.end()
                        .filter(end -> !end.confidential())
                        .map(end -> end.time().minus(before)));
    }
}
