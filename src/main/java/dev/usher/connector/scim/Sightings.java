package dev.usher.connector.scim;

import dev.usher.connector.Examination.Finding;
import dev.usher.connector.Examination.Verdict;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What an examination has found by now: in words, and as the settings that were seen to be right. Not thread-safe. */
final class Sightings {
    private final List<Finding> findings = new ArrayList<>();
    private final Set<Dialect.Filterable> useless = EnumSet.noneOf(Dialect.Filterable.class);
    private Layer facts = Layer.SILENT;

    void good(String of, String what) {
        findings.add(new Finding(Verdict.GOOD, of, what));
    }

    void note(String of, String what) {
        findings.add(new Finding(Verdict.NOTE, of, what));
    }

    void bad(String of, String what) {
        findings.add(new Finding(Verdict.BAD, of, what));
    }

    /** A look-up by this does not find whom it is for, or finds others. */
    void isUselessToFilterBy(Dialect.Filterable attribute) {
        useless.add(attribute);
        is(
                Setting.FILTER_ATTRIBUTES,
                Stream.of(Dialect.Filterable.values())
                        .filter(one -> !useless.contains(one))
                        .toList());
    }

    <T> void is(Setting<T> setting, T value) {
        facts = facts.with(setting, value);
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    Layer facts() {
        return facts;
    }

    /** Of the facts those that these sources do not say. */
    Layer otherThan(Resolution.Layers layers) {
        var other = new TreeMap<String, String>();
        var said = Resolution.of(layers).capabilities();
        facts.texts().forEach((name, value) -> {
            if (said.stream()
                    .noneMatch(one -> one.name().equals(name) && one.value().equals(value))) {
                other.put(name, value);
            }
        });
        return new Layer(other);
    }
}
