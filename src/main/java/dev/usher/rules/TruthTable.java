package dev.usher.rules;

import dev.usher.domain.rule.Judge;
import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Subject;
import dev.usher.domain.rule.Truths;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The answers of everybody of one namespace: a row a person, made when it is first asked for and when they change. */
final class TruthTable implements Judge {
    private final Columns columns;
    private final boolean asksForTheDay;
    private final Map<String, Row> rows;

    TruthTable(Columns columns) {
        this(columns, new ConcurrentHashMap<>());
    }

    private TruthTable(Columns columns, Map<String, Row> rows) {
        this.columns = columns;
        this.asksForTheDay = columns.asksForTheDay();
        this.rows = rows;
    }

    /** The same people with other rules; what was answered before is asked again only where the rule is new. */
    TruthTable with(Columns others) {
        if (others.places().equals(columns.places())) {
            return this;
        }
        return others.rules().isEmpty() ? new TruthTable(others) : new TruthTable(others, rows);
    }

    boolean asks(Rule rule) {
        return columns.places().containsKey(rule);
    }

    void forget(String name) {
        rows.remove(name);
    }

    @Override
    public Truths about(Subject subject) {
        var fingerprint = Fingerprint.of(subject, asksForTheDay);
        var known = Optional.ofNullable(rows.get(subject.name()));
        var answered = known.filter(row -> row.answers(columns, fingerprint));
        if (answered.isPresent()) {
            return answered.get();
        }
        var row = Row.fill(columns, fingerprint, Fields.of(subject), known);
        rows.put(subject.name(), row);
        return row;
    }

    @Override
    public boolean asksForTheDay() {
        return asksForTheDay;
    }
}
