package dev.usher.rules;

import dev.usher.domain.account.Entitlement;
import dev.usher.domain.rule.EntitlementRule;
import dev.usher.domain.rule.EntitlementTruths;
import dev.usher.domain.rule.Formula;
import dev.usher.domain.rule.Judge;
import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Subject;
import dev.usher.domain.rule.Text;
import dev.usher.domain.rule.Texts;
import dev.usher.domain.rule.Truth;
import dev.usher.domain.rule.Truths;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The answers of everybody of one namespace: a row a person, made when it is first asked for and when they change. */
final class TruthTable implements Judge {
    private final EntitlementTruths entitlements;
    private final Columns columns;
    private final Map<Formula, Compiled<Text>> formulas;
    private final boolean rulesAskForTheDay;
    private final boolean asksForTheDay;
    private final Map<String, Row> rows;

    TruthTable(EntitlementTruths entitlements, Columns columns, Map<Formula, Compiled<Text>> formulas) {
        this(entitlements, columns, formulas, new ConcurrentHashMap<>());
    }

    private TruthTable(
            EntitlementTruths entitlements,
            Columns columns,
            Map<Formula, Compiled<Text>> formulas,
            Map<String, Row> rows) {
        this.entitlements = entitlements;
        this.columns = columns;
        this.formulas = formulas;
        this.rulesAskForTheDay = columns.asksForTheDay();
        this.asksForTheDay = rulesAskForTheDay || formulas.values().stream().anyMatch(Compiled::asksForTheDay);
        this.rows = rows;
    }

    /** The same people with other rules; what was answered before is asked again only where the rule is new. */
    TruthTable with(Columns others, Map<Formula, Compiled<Text>> wanted) {
        var same = others.places().equals(columns.places());
        if (same && wanted.equals(formulas)) {
            return this;
        }
        return others.rules().isEmpty()
                ? new TruthTable(entitlements, others, wanted)
                : new TruthTable(entitlements, same ? columns : others, wanted, rows);
    }

    boolean asks(Rule rule) {
        return columns.places().containsKey(rule);
    }

    boolean asks(Formula formula) {
        return formulas.containsKey(formula);
    }

    void forget(String name) {
        rows.remove(name);
    }

    @Override
    public Truths about(Subject subject) {
        var fingerprint = Fingerprint.of(subject, rulesAskForTheDay);
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
    public Texts texts(Subject subject) {
        return formulas.isEmpty() ? Texts.NONE : new Answers(formulas, subject);
    }

    @Override
    public Truth of(EntitlementRule rule, Entitlement entitlement) {
        return entitlements.of(rule, entitlement);
    }

    @Override
    public boolean asksForTheDay() {
        return asksForTheDay;
    }
}
