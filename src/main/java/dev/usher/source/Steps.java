package dev.usher.source;

import dev.usher.domain.account.Digests;
import dev.usher.domain.feed.Draft;
import dev.usher.domain.feed.Drafting.Drafted;
import dev.usher.domain.feed.FeedRecord;
import dev.usher.domain.feed.FieldTerms;
import dev.usher.domain.feed.Person;
import dev.usher.domain.feed.Refusal;
import dev.usher.domain.feed.Refusal.Rule;
import dev.usher.domain.feed.Stamp;
import dev.usher.domain.feed.Target;
import dev.usher.domain.feed.Work;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What each record of a run asks for; records are asked about in their order, since of two that mean one user the first counts. */
final class Steps {
    private static final Set<Target> NAMES = Set.of(Target.GIVEN_NAME, Target.FAMILY_NAME, Target.DISPLAY_NAME);
    private static final Set<Target> IDENTIFYING = Set.of(Target.EXTERNAL_ID, Target.EMAIL, Target.USER_NAME);

    private final SourceTerms terms;
    private final Population.Register register;
    private final Roll roll;
    private final Search search;
    private final Digests digests;
    private final Namer namer;
    private final Instant now;
    private final Set<String> spoken;
    private final Map<String, String> taken = new HashMap<>();

    Steps(SourceId source, SourceTerms terms, Population.Register register, Roll roll, Surroundings around) {
        this.terms = terms;
        this.register = register;
        this.roll = roll;
        this.search = new Search(source, terms.match(), register, roll);
        this.digests = around.digests();
        this.namer = new Namer(source, terms.naming(), around);
        this.now = around.clock().instant();
        this.spoken = Stream.concat(
                        terms.drafting().fields().stream()
                                .filter(field -> !field.isOfLife())
                                .map(FieldTerms::name),
                        terms.naming().chosen().stream())
                .filter(path -> !path.equals(Target.EXTERNAL_ID.path()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whom the records mean is found out before anybody is named as a manager. */
    void meets(FeedRecord record) {
        if (terms.drafting().of(record) instanceof Drafted.Of(Draft draft) && !roll.isTwice(draft.key())) {
            search.meets(draft);
        }
    }

    /** The records begin anew. */
    void begins(Namer.Pass pass) {
        taken.clear();
        namer.begins(pass);
    }

    /** Nothing was written of a user: what they would be called is free. */
    void isNotWritten(String resource) {
        namer.releases(resource);
    }

    /** All is written that was to be. */
    void ends() {
        namer.ends();
    }

    Instant now() {
        return now;
    }

    Step of(FeedRecord record) {
        return switch (terms.drafting().of(record)) {
            case Drafted.Refused(Refusal why) -> refused(why);
            case Drafted.Of(Draft draft) when roll.isTwice(draft.key()) -> refused(draft, Rule.KEY_TWICE);
            case Drafted.Of(Draft draft) -> of(reporting(draft));
        };
    }

    /** One that the feed itself could not read. */
    Step.Refused refused(Refusal why) {
        return new Step.Refused(why, why.key().flatMap(search::known));
    }

    /** Whether somebody works here by all that was said of them. */
    boolean works(Person person) {
        return person.standing() == Person.Standing.HERE && !person.isForgotten() && person.work(now) != Work.OVER;
    }

    /** Whether somebody works here of whom the run says nothing. */
    boolean isMissed(String key) {
        return !roll.has(key) && search.known(key).filter(this::works).isPresent();
    }

    /** A manager is named by their resource, which may come later. */
    private Draft reporting(Draft draft) {
        var path = Target.MANAGER.path();
        var manager = Optional.ofNullable(draft.attributes().get(path));
        if (manager.isEmpty()) {
            return draft;
        }
        if (roll.isInCircle(draft.key())) {
            return draft.refusing(
                    new Refusal(draft.place(), Optional.of(draft.key()), Optional.of(path), Rule.MANAGER_CYCLE));
        }
        var values = new TreeMap<>(draft.attributes());
        values.put(path, search.resourceOf(manager.get()));
        return draft.withAttributes(values);
    }

    private Step of(Draft draft) {
        return switch (search.of(draft)) {
            case Search.Answer.Several several -> refused(draft, Rule.SEVERAL_USERS);
            case Search.Answer.Taken taken -> refused(draft, Rule.NAME_TAKEN);
            case Search.Answer.Elsewhere elsewhere -> refused(draft, Rule.KEY_CHANGED);
            case Search.Answer.Nobody nobody -> create(draft);
            case Search.Answer.One one when isSwapped(one.person(), draft) -> refused(draft, Rule.KEY_SWAPPED);
            case Search.Answer.One one
            when one.isCopied() ->
                change(
                        one.person(),
                        draft.refusing(Refusal.of(draft.place(), Optional.of(draft.key()), Rule.SEVERAL_USERS)));
            case Search.Answer.One one -> change(one.person(), draft);
        };
    }

    /**
     * Whether the record shows the name and an address, login or key of somebody else of whom the source speaks.
     *
     * <p>Only what the source itself said is compared, or whoever may edit users could keep somebody from being ended.
     */
    private boolean isSwapped(Person person, Draft draft) {
        return isUntouched(person)
                && differs(person, draft, NAMES)
                && IDENTIFYING.stream()
                        .filter(target -> differs(person, draft, Set.of(target)))
                        .flatMap(target -> register.having(target.path(), said(draft, target)).stream())
                        .filter(name -> !name.equals(person.name()) && !search.isFree(name))
                        .flatMap(name -> register.named(name).stream())
                        .anyMatch(this::isUntouched);
    }

    private boolean isUntouched(Person person) {
        var said = new TreeMap<String, String>();
        terms.drafting().fields().stream()
                .filter(field -> !field.isOfLife())
                .map(FieldTerms::name)
                .filter(name -> !name.equals(Target.EXTERNAL_ID.path()))
                .forEach(name ->
                        Optional.ofNullable(person.values().get(name)).ifPresent(value -> said.put(name, value)));
        return person.key()
                .filter(key -> person.stamp()
                        .filter(then -> then.digest().equals(stamp(key, said).digest()))
                        .isPresent())
                .isPresent();
    }

    private static boolean differs(Person person, Draft draft, Set<Target> targets) {
        return targets.stream()
                .filter(target -> draft.attributes().containsKey(target.path()))
                .anyMatch(target ->
                        !said(draft, target).equalsIgnoreCase(person.values().getOrDefault(target.path(), "")));
    }

    private static String said(Draft draft, Target target) {
        return draft.attributes().getOrDefault(target.path(), "");
    }

    private Step create(Draft draft) {
        if (!terms.isOfLife()) {
            return new Step.Unmatched();
        }
        if (draft.work(now) == Work.OVER) {
            return new Step.Past();
        }
        if (!draft.isWhole()) {
            return new Step.Refused(draft.refusals().getFirst(), Optional.empty());
        }
        var name = search.nameOf(draft.key());
        return taking(name, draft, () -> switch (namer.of(draft, name, Optional.empty(), stamp(draft))) {
            case Namer.Answer.Refused(Refusal why) -> new Step.Refused(why, Optional.empty());
            case Namer.Answer.Named named ->
                named.draft().attributes().containsKey(Target.USER_NAME.path())
                        ? new Step.Create(name, named.draft())
                        : refused(draft, Rule.NO_USER_NAME);
        });
    }

    private Step change(Person person, Draft draft) {
        return taking(person.name(), draft, () -> changing(person, draft));
    }

    private Step changing(Person person, Draft draft) {
        var life = terms.isOfLife() && !person.isLifeAs(draft, lifeStamp(draft), now);
        var said = stamp(draft);
        if (!draft.isWhole() || person.isGone(draft, Person.Standing.DEPARTED, now)) {
            return unnamed(person, draft, life);
        }
        return switch (namer.of(draft, person.name(), Optional.of(person), said)) {
            case Namer.Answer.Refused(Refusal why) -> unnamed(person, draft.refusing(why), life);
            case Namer.Answer.Named(Draft named, Optional<String> asked) -> {
                var kept = keeping(person, named);
                var stamp = said.asking(asked).choosing(chosen(person, kept));
                yield new Step.Change(person, kept, life, !person.isAs(kept, stamp, now), stamp);
            }
        };
    }

    /** Of whoever is back after their data was taken out nothing is said before all can be: they would be back under a word. */
    private Step unnamed(Person person, Draft draft, boolean life) {
        var isBack = person.isForgotten() && draft.work(now) != Work.OVER;
        return new Step.Change(person, draft, life && !isBack, false, stamp(draft));
    }

    /** What the source once chose, and chooses no more, stays theirs; and nobody is without a login name. */
    private Draft keeping(Person person, Draft draft) {
        var values = new TreeMap<>(draft.attributes());
        Stream.concat(
                        person.stamp().stream().flatMap(then -> then.chosen().stream()),
                        Stream.of(Target.USER_NAME.path()).filter(spoken()::contains))
                .forEach(path -> Optional.ofNullable(person.values().get(path))
                        .ifPresent(there -> values.putIfAbsent(path, there)));
        return draft.withAttributes(values);
    }

    private Set<String> chosen(Person person, Draft draft) {
        var chosen = new TreeSet<>(terms.naming().chosen());
        person.stamp().ifPresent(then -> chosen.addAll(then.chosen()));
        chosen.retainAll(draft.attributes().keySet());
        terms.drafting().fields().forEach(field -> chosen.remove(field.name()));
        return chosen;
    }

    /** The paths of which the source speaks, but for whether they work here and the key of the person. */
    Set<String> spoken() {
        return spoken;
    }

    /** The users whom the records mean, once all have passed by. */
    Set<String> meant() {
        return Set.copyOf(taken.keySet());
    }

    private Step taking(String name, Draft draft, Supplier<Step> step) {
        var first = taken.putIfAbsent(name, draft.key());
        return first == null || first.equals(draft.key()) ? step.get() : refused(draft, Rule.TWO_RECORDS);
    }

    Stamp lifeStamp(Draft draft) {
        return stamp(draft.key(), draft.life());
    }

    /** Of whoever is new. */
    Stamp stampOfNew(Draft draft) {
        var chosen = new TreeSet<>(terms.naming().chosen());
        chosen.retainAll(draft.attributes().keySet());
        return stamp(draft).choosing(chosen);
    }

    /** A name that the source has chosen is none of what its records say. */
    private Stamp stamp(Draft draft) {
        var said = draft.description();
        said.keySet().removeAll(terms.naming().chosen());
        return stamp(draft.key(), said);
    }

    private Stamp stamp(String key, SortedMap<String, String> values) {
        return Stamp.of(digests, terms.authority(), key, values);
    }

    private Step refused(Draft draft, Rule rule) {
        return refused(Refusal.of(draft.place(), Optional.of(draft.key()), rule));
    }
}
