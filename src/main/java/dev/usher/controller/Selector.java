package dev.usher.controller;

import dev.usher.api.NamespaceSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which namespaces are meant by their labels: every requirement has to be met, and none means all. */
record Selector(List<Requirement> requirements) {
    private static final String FIELD = "spec.allowedNamespaces.selector";
    private static final String NAME = "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";
    private static final Pattern KEY = Pattern.compile("([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?" + NAME);
    private static final Pattern VALUE = Pattern.compile("(" + NAME + ")?");

    Selector {
        requirements = List.copyOf(requirements);
    }

    /** What one label has to be. */
    sealed interface Requirement {
        boolean isMetBy(Map<String, String> labels);

        record In(String key, Set<String> values) implements Requirement {
            @Override
            public boolean isMetBy(Map<String, String> labels) {
                return Optional.ofNullable(labels.get(key))
                        .filter(values::contains)
                        .isPresent();
            }
        }

        /** Also where there is no such label, as everywhere in Kubernetes. */
        record NotIn(String key, Set<String> values) implements Requirement {
            @Override
            public boolean isMetBy(Map<String, String> labels) {
                return Optional.ofNullable(labels.get(key))
                        .filter(values::contains)
                        .isEmpty();
            }
        }

        record Exists(String key) implements Requirement {
            @Override
            public boolean isMetBy(Map<String, String> labels) {
                return labels.containsKey(key);
            }
        }

        record DoesNotExist(String key) implements Requirement {
            @Override
            public boolean isMetBy(Map<String, String> labels) {
                return !labels.containsKey(key);
            }
        }
    }

    static Reading<Selector> of(NamespaceSelector entry) {
        var slip = slip(entry);
        if (slip.isPresent()) {
            return new Reading.Invalid<>(slip.get());
        }
        var requirements = new ArrayList<Requirement>();
        entry.matchLabels().forEach((key, value) -> requirements.add(new Requirement.In(key, Set.of(value))));
        for (var expression : entry.matchExpressions()) {
            var values = Set.copyOf(expression.values());
            switch (expression.operator()) {
                case "In" -> requirements.add(new Requirement.In(expression.key(), values));
                case "NotIn" -> requirements.add(new Requirement.NotIn(expression.key(), values));
                case "Exists" -> requirements.add(new Requirement.Exists(expression.key()));
                case "DoesNotExist" -> requirements.add(new Requirement.DoesNotExist(expression.key()));
                default -> {
                    return new Reading.Newer<>(FIELD + ".matchExpressions.operator");
                }
            }
        }
        return new Reading.Of<>(new Selector(requirements));
    }

    boolean matches(Map<String, String> labels) {
        return requirements.stream().allMatch(requirement -> requirement.isMetBy(labels));
    }

    /** What no label can be, and so would select nothing, or everything, without a word. */
    private static Optional<String> slip(NamespaceSelector entry) {
        var keys = Stream.concat(
                entry.matchLabels().keySet().stream(),
                entry.matchExpressions().stream().map(NamespaceSelector.Expression::key));
        var values = Stream.concat(
                entry.matchLabels().values().stream(),
                entry.matchExpressions().stream().flatMap(expression -> expression.values().stream()));
        return unlike(KEY, keys)
                .map(key -> "names `" + key
                        + "`, which cannot be the key of a label: write one as in group or example.com/group")
                .or(
                        () -> unlike(VALUE, values)
                                .map(
                                        value -> "asks for `" + value
                                                + "`, which cannot be the value of a label: take letters, digits, '-', '_' and '.', at most 63, beginning and ending with a letter or digit"))
                .map(what -> "`" + FIELD + "` " + what);
    }

    private static Optional<String> unlike(Pattern form, Stream<String> texts) {
        return texts.filter(text -> !form.matcher(text).matches())
                .sorted()
                .map(text -> Excerpt.of(text, 64))
                .findFirst();
    }
}
