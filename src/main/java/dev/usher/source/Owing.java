package dev.usher.source;

import dev.usher.domain.feed.Draft;
import dev.usher.domain.feed.Drafting;
import dev.usher.domain.feed.FeedRecord;
import dev.usher.domain.feed.Owed;
import dev.usher.domain.feed.Person;
import dev.usher.domain.feed.Refusal;
import dev.usher.domain.feed.Refusal.Rule;
import dev.usher.domain.feed.Work;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a source has to be told of its people once a run is over.
 *
 * <p>Only of those who are there and of whom everything that the record says is written by then: what is merely about to be so may yet
 * not become so.
 */
final class Owing implements Feed.Sink {
    private static final int MOST_TOLD = 20;

    /** What is owed beyond them is found by the next reading. */
    static final int MOST = 50_000;

    private final WriteBack terms;
    private final Steps steps;
    private final boolean isForecast;
    private final Predicate<String> isLate;
    private final int most;
    private final List<Due> dues = new ArrayList<>();
    private final List<Due> late = new ArrayList<>();
    private final Set<String> shown = new HashSet<>();
    private final Set<String> doubtful = new HashSet<>();
    private final SortedMap<String, SortedMap<String, String>> rows = new TreeMap<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private int refused;
    private int people;
    private boolean isTooMuch;
    private int differing;
    private int replacing;

    /**
     * One record that has to be told something.
     *
     * @param user by the name of the resource
     * @param has what the user has by now, by path: nothing else is told
     * @param missing what the record has to be told that it says nothing of
     * @param others what it has to be told that it says otherwise
     */
    record Due(
            long place,
            String key,
            String user,
            Map<String, String> has,
            SortedMap<String, String> missing,
            SortedMap<String, String> others,
            Map<String, String> said) {
        /**
         * What it is told.
         *
         * @param replaces whether what the record says may be overwritten
         * @param withheld at what nothing is filled in
         */
        Owed owed(boolean replaces, Set<String> withheld) {
            var values = new TreeMap<>(missing);
            values.keySet().removeAll(withheld);
            if (replaces) {
                values.putAll(others);
            }
            return new Owed(key, values, said);
        }

        /** Whether anything is filled in at one of these. */
        boolean fills(Set<String> places) {
            return missing.keySet().stream().anyMatch(places::contains);
        }
    }

    /**
     * Of records that are still to pass by.
     *
     * @param isForecast whether nothing is told, since nothing is applied: then it counts what would be
     * @param isLate of which keys those are that keep nobody else from being told
     * @param most how many of them are held in memory
     */
    Owing(WriteBack terms, Steps steps, boolean isForecast, Predicate<String> isLate, int most) {
        this.terms = terms;
        this.steps = steps;
        this.isForecast = isForecast;
        this.isLate = isLate;
        this.most = most;
        steps.begins(Namer.Pass.COUNTS);
    }

    @Override
    public void record(FeedRecord record) {
        terms.fields().stream()
                .map(WriteBack.Field::to)
                .filter(to ->
                        record.faults().containsKey(to) || says(record, to).isPresent())
                .forEach(shown::add);
        switch (steps.of(record)) {
            case Step.Change change
            when isOwed(change) -> takes(record, change.draft(), change.person().name(), values(change));
            case Step.Create create
            when isForecast ->
                takes(record, create.draft(), create.name(), create.draft().attributes());
            case Step.Create create -> doubtful.add(create.draft().key());
            case Step.Change change
            when works(change) -> doubtful.add(change.draft().key());
            case Step.Change change -> {}
            case Step.Past past -> {}
            case Step.Unmatched nobody -> {}
            case Step.Refused why -> doubts(why);
        }
    }

    @Override
    public void refused(Refusal refusal) {
        doubts(steps.refused(refusal));
    }

    /** Whoever is refused keeps what they have. */
    private void doubts(Step.Refused refused) {
        var why = refused.why();
        why.key()
                .filter(key -> refused.person().map(steps::works).orElse(why.rule() == Rule.SEVERAL_USERS))
                .ifPresent(doubtful::add);
    }

    private boolean works(Step.Change change) {
        var person = change.person();
        return person.standing() == Person.Standing.HERE
                && !person.isForgotten()
                && change.draft().work(steps.now()) != Work.OVER;
    }

    private boolean isOwed(Step.Change change) {
        return works(change)
                && change.draft().refusals().stream().noneMatch(why -> why.rule() == Rule.SEVERAL_USERS)
                && (isForecast || !change.rest() || terms.way() instanceof WriteBack.Way.InSheet);
    }

    private Map<String, String> values(Step.Change change) {
        return isForecast && change.rest()
                ? change.draft().attributes()
                : change.person().values();
    }

    private void takes(FeedRecord record, Draft draft, String user, Map<String, String> values) {
        var has = new TreeMap<String, String>();
        for (var field : terms.fields()) {
            Optional.ofNullable(values.get(field.of().path()))
                    .map(String::strip)
                    .filter(value -> !value.isEmpty())
                    .ifPresent(value -> has.put(field.of().path(), value));
        }
        people++;
        if (has.isEmpty()) {
            return;
        }
        if (has.values().stream().anyMatch(Drafting::isFormula)) {
            refuse(new Refusal(draft.place(), Optional.of(draft.key()), Optional.empty(), Rule.FORMULA));
            return;
        }
        switch (terms.way()) {
            case WriteBack.Way.InSheet sheet
            when Drafting.isFormula(draft.key()) ->
                refuse(new Refusal(draft.place(), Optional.of(draft.key()), Optional.of(sheet.key()), Rule.FORMULA));
            case WriteBack.Way.InSheet sheet -> rows.put(draft.key(), has);
            case WriteBack.Way.ByRecord way -> compares(record, draft, user, has);
        }
    }

    private void compares(FeedRecord record, Draft draft, String user, Map<String, String> has) {
        var missing = new TreeMap<String, String>();
        var others = new TreeMap<String, String>();
        var said = new HashMap<String, String>();
        for (var field : terms.fields()) {
            var value = Optional.ofNullable(has.get(field.of().path()));
            var fault = Optional.ofNullable(record.faults().get(field.to()));
            if (value.isPresent() && fault.isPresent()) {
                // Of what cannot be read nobody can tell whether it says so.
                refuse(new Refusal(draft.place(), Optional.of(draft.key()), Optional.of(field.to()), fault.get()));
                return;
            }
            var says = says(record, field.to());
            says.ifPresent(text -> said.put(field.to(), text));
            if (value.isPresent() && !value.equals(says)) {
                (says.isEmpty() ? missing : others).put(field.to(), value.get());
            }
        }
        if (!others.isEmpty() && terms.replaces()) {
            replacing++;
        } else if (!others.isEmpty()) {
            differing++;
        }
        if (!missing.isEmpty() || (terms.replaces() && !others.isEmpty())) {
            adds(new Due(draft.place(), draft.key(), user, has, missing, others, said));
        }
    }

    private static Optional<String> says(FeedRecord record, String to) {
        return record.value(to).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** Those who come last anyway take nobody's place. */
    private void adds(Due due) {
        var isOfThose = isLate.test(due.key());
        var held = isOfThose ? late : dues;
        if (held.size() < most) {
            held.add(due);
        } else if (!isOfThose) {
            isTooMuch = true;
        }
    }

    private void refuse(Refusal refusal) {
        refused++;
        refusal.key().ifPresent(doubtful::add);
        if (refusals.size() < MOST_TOLD) {
            refusals.add(refusal);
        }
    }

    /** The records that have to be told something, in their order; those that come last anyway behind all others. */
    List<Due> dues() {
        return Stream.concat(dues.stream(), late.stream()).toList();
    }

    /** Whether more have to be told something than are held in memory. */
    boolean isTooMuch() {
        return isTooMuch;
    }

    /** At what no record shows anything: it may be that nobody has anything there, or that nobody may see it. */
    Set<String> unseen() {
        var unseen = new TreeSet<String>();
        terms.fields().stream()
                .map(WriteBack.Field::to)
                .filter(to -> !shown.contains(to))
                .forEach(unseen::add);
        return unseen;
    }

    /** Of whom a record speaks that cannot be applied now: what was told of them stays as it is. */
    Set<String> doubtful() {
        return doubtful;
    }

    /** Whether nothing is said of somebody who works here by all that was said: what was told of them stays, too. */
    boolean isMissed(String key) {
        return steps.isMissed(key);
    }

    /** What every person has, by path and by key. */
    SortedMap<String, SortedMap<String, String>> rows() {
        return rows;
    }

    /** How many people there are of whom something could be told. */
    int people() {
        return people;
    }

    /** How many records say something else, and keep it. */
    int differing() {
        return differing;
    }

    /** How many records say something else, and are to have it replaced. */
    int replacing() {
        return replacing;
    }

    int refused() {
        return refused;
    }

    List<Refusal> refusals() {
        return refusals;
    }
}
