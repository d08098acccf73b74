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
    public Stream<Problem> problems() {
        var said = life.oddities().contradictory().stream().map(id -> new Problem(Kind.SourceContradiction, id));
        if (life.state() == LifecycleState.Departed) {
            return Stream.concat(said, main().filter(problem -> problem.kind() == Kind.PersonReplaced));
        }
        return Stream.of(
                        said,
                        oddities(),
                        around.taken().stream(),
                        main(),
                        attributes(),
                        engagement(),
                        people(),
                        warning())
                .flatMap(problems -> problems);
    }

    /** What has to be true of everybody and is not, or cannot be told, of this person. */
    public Stream<Problem> judged(List<QualityRule> rules, Truths truths) {
        return life.state() == LifecycleState.Departed
                ? Stream.empty()
                : rules.stream().flatMap(rule -> judged(rule, truths).stream());
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

    private Stream<Problem> oddities() {
        return Stream.concat(
                life.oddities().vanished().stream().map(id -> new Problem(Kind.EmploymentVanished, id)),
                life.oddities().backwards().stream().map(what -> new Problem(Kind.DatesSwapped, what)));
    }

    private Stream<Problem> main() {
        return switch (around.main()) {
            case Main.Own own -> Stream.empty();
            case Main.Of of -> Stream.empty();
            case Main.Missing missing -> Stream.of(new Problem(Kind.PersonNotFound, missing.name()));
            case Main.Replaced replaced -> Stream.of(new Problem(Kind.PersonReplaced, replaced.name()));
            case Main.Unknown unknown -> Stream.of(new Problem(Kind.PersonNotUnderstood, unknown.name()));
        };
    }

    private Stream<Problem> attributes() {
        Attributes profile = person.profileIn(life.leading());
        return around.duties().attributes().stream()
                .filter(name ->
                        profile.get(name).filter(value -> !value.isBlank()).isEmpty())
                .map(name -> new Problem(Kind.AttributeMissing, field(name)));
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
        var open = person.employments().stream()
                .filter(employment -> !employment.endedBy(now, person.workday()))
                .toList();
        var needsEnd = around.duties().end() && around.main() instanceof Main.Own;
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

    private Stream<Problem> people() {
        var manager = around.manager().stream().flatMap(related -> switch (related.standing()) {
            case Here -> Stream.<Problem>empty();
            case Departed -> Stream.of(new Problem(Kind.ManagerDeparted, related.name()));
            case Missing -> Stream.of(new Problem(Kind.ManagerNotFound, related.name()));
        });
        return Stream.concat(manager, owners());
    }

    private Stream<Problem> owners() {
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

    private Stream<Problem> warning() {
        return warnsAt().filter(at -> !now.isBefore(at)).stream()
                .flatMap(at -> life.leading().stream())
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
