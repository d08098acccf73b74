package dev.usher.rules;

import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Truth;
import dev.usher.domain.rule.Truths;
import java.util.BitSet;
import java.util.Optional;

/** One person's answers: two bits a rule. */
final class Row implements Truths {
    private final Columns columns;
    private final Fingerprint of;
    private final BitSet yes = new BitSet();
    private final BitSet unknown = new BitSet();

    private Row(Columns columns, Fingerprint of) {
        this.columns = columns;
        this.of = of;
    }

    /**
     * Asks every rule that was not asked of the same person before.
     *
     * @param before the answers to other rules; those of somebody of whom something else was said do not count
     */
    static Row fill(Columns columns, Fingerprint of, Fields user, Optional<Row> before) {
        var row = new Row(columns, of);
        var known = before.filter(earlier -> earlier.of.equals(of));
        columns.places()
                .forEach((rule, place) -> row.set(
                        place,
                        known.filter(earlier -> earlier.columns.places().containsKey(rule))
                                .map(earlier -> earlier.of(rule))
                                .orElseGet(() -> columns.rules().get(place).answer(user))));
        return row;
    }

    private void set(int place, Truth truth) {
        switch (truth) {
            case YES -> yes.set(place);
            case UNKNOWN -> unknown.set(place);
            case NO -> {}
        }
    }

    boolean answers(Columns asked, Fingerprint subject) {
        return columns.mark().equals(asked.mark()) && of.equals(subject);
    }

    @Override
    public Truth of(Rule rule) {
        var place = columns.places().get(rule);
        if (place == null || unknown.get(place)) {
            return Truth.UNKNOWN;
        }
        return yes.get(place) ? Truth.YES : Truth.NO;
    }
}
