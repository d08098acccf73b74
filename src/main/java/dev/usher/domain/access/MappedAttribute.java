package dev.usher.domain.access;

import dev.usher.domain.rule.Formula;
import java.util.stream.Stream;

/** How one attribute of an app's accounts comes about, in place of what they have by default. */
public sealed interface MappedAttribute {
    /** The attribute, in the language of the app's connector. */
    String to();

    /** The formulas that have to be understood for it. */
    default Stream<Formula> formulas() {
        return switch (this) {
            case Always always -> Stream.of(always.value());
            case Create create -> Stream.of(create.value());
            case Never never -> Stream.empty();
        };
    }

    /** It is set and kept; where the formula says nothing, it is cleared. */
    record Always(String to, Formula value) implements MappedAttribute {}

    /** It is a part of what creates the account, and nobody's business afterwards. */
    record Create(String to, Formula value) implements MappedAttribute {}

    /** It is neither set nor cleared. */
    record Never(String to) implements MappedAttribute {}
}
