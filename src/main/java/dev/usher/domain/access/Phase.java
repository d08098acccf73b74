package dev.usher.domain.access;

import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Truth;
import dev.usher.domain.rule.Truths;

/** How far an app is under management: for whom something may be written to it. */
public sealed interface Phase {
    /** For everybody: so is an app that says nothing. */
    record Managed() implements Phase {}

    /** For nobody, and no account that is there becomes anybody's. */
    record Observe() implements Phase {}

    /** For nobody; whose an account is that is there is recorded. */
    record Shadow() implements Phase {}

    /** For those of whom a rule is true; for all others as in Shadow. */
    record Canary(Rule users) implements Phase {}

    /** What may be done of what is decided about somebody; who nobody can tell of is none of those for whom something may. */
    default Decision limit(Decision decided, Truths truths) {
        return switch (this) {
            case Managed managed -> decided;
            case Observe observe -> decided.planned(false);
            case Shadow shadow -> decided.planned(true);
            case Canary canary -> truths.of(canary.users()) == Truth.YES ? decided : decided.planned(true);
        };
    }
}
