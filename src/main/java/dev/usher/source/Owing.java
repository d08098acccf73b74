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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a source has to be told of its people once a run is over.
 *
 * <p>Only of those who are there and of whom everything that the record says is written by then: what is merely about to be so may yet
 * not become so.
 */
final class Owing implements Feed.Sink {
    private static final int MOST_TOLD = 20;

    /** What is owed beyond them is found by the next reading. */
    private static final int MOST = 50_000;

    private final WriteBack terms;
    private final Steps steps;
    private final boolean isForecast;
    private final List<Due> dues = new ArrayList<>();
    private final SortedMap<String, SortedMap<String, String>> rows = new TreeMap<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private int refused;
    private int people;
    private int due;
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
        /** @param replaces whether what the record says may be overwritten */
        Owed owed(boolean replaces) {
            var values = new TreeMap<>(missing);
            if (replaces) {
                values.putAll(others);
            }
            return new Owed(key, values, said);
        }
    }

    /** @param isForecast whether nothing is told, since nothing is applied: then it counts what would be */
    Owing(WriteBack terms, Steps steps, boolean isForecast) {
        this.terms = terms;
        this.steps = steps;
        this.isForecast = isForecast;
        steps.begins(Namer.Pass.COUNTS);
    }

    @Override
    public void record(FeedRecord record) {
        switch (steps.of(record)) {
            case Step.Change change
            when isOwed(change) -> takes(record, change.draft(), change.person().name(), values(change));
            case Step.Create create
            when isForecast ->
                takes(record, create.draft(), create.name(), create.draft().attributes());
            case Step.Create create -> {}
            case Step.Change change -> {}
            case Step.Past past -> {}
            case Step.Unmatched nobody -> {}
            case Step.Refused why -> {}
        }
    }

    @Override
    public void refused(Refusal refusal) {
        // Nobody can tell of whom it speaks.
    }

    private boolean isOwed(Step.Change change) {
        var person = change.person();
        return person.standing() == Person.Standing.HERE
                && !person.isForgotten()
                && change.draft().work(steps.now()) != Work.OVER
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
            var says = record.value(field.to()).map(String::strip).filter(text -> !text.isEmpty());
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
            due++;
            if (dues.size() < MOST) {
                dues.add(new Due(draft.place(), draft.key(), user, has, missing, others, said));
            }
        }
    }

    private void refuse(Refusal refusal) {
        refused++;
        if (refusals.size() < MOST_TOLD) {
            refusals.add(refusal);
        }
    }

    /** The records that have to be told something, in their order. */
    List<Due> dues() {
        return dues;
    }

    /** How many records have to be told something, those that are not held in memory included. */
    int due() {
        return due;
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
