package dev.usher.connector.sql;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Outcome;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.util.List;
import java.util.Optional;

/** What it means how many rows a write by an id has hit. */
final class Hits {
    static final Outcome PROVED = new Outcome.Agreed(Optional.empty());
    static final Outcome ACCEPTED = new Outcome.Accepted();
    static final Outcome GONE = failed(Kind.GONE);

    private Hits() {}

    /** Of one that changes the account which it shows. */
    static Outcome ofChange(Sql.Effect effect) throws AppFailure {
        if (effect.hits() == 0) {
            return GONE;
        }
        return effect.hits() > 1 ? failed(Kind.MANY) : shown(effect);
    }

    /**
     * Of one that ends it.
     *
     * @param left what there is of it afterwards
     */
    static Outcome ofDeletion(Sql.Effect effect, List<Row> left) {
        return effect.hits() > 1 ? failed(Kind.MANY) : left.isEmpty() ? PROVED : failed(Kind.NOT_EFFECTIVE);
    }

    /** The account as it is now, where the statement shows it. */
    static Outcome shown(Sql.Effect effect) throws AppFailure {
        return effect.rows().isEmpty()
                ? ACCEPTED
                : new Outcome.Agreed(Optional.of(Model.account(effect.rows().getFirst())));
    }

    static Outcome failed(Kind kind) {
        return new Outcome.Failed(Failure.of(kind, Detail.NONE));
    }

    /** That there is no place for these. */
    static Outcome unsupported(Iterable<String> names) {
        return new Outcome.Failed(Failure.of(Kind.UNSUPPORTED, Detail.ATTRIBUTES, String.join(", ", names)));
    }

    /** That one of these values is not taken. */
    static Outcome rejected(Iterable<String> names) {
        return new Outcome.Failed(Failure.of(Kind.REJECTED, Detail.ATTRIBUTES, String.join(", ", names)));
    }
}
