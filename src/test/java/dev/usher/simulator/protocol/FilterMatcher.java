package dev.usher.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Turns a filter into a predicate over resources of one type: names resolved once, comparisons as RFC 7644 table 3 says. */
public final class FilterMatcher {

    /** Reads a top attribute of a resource by its canonical name; a missing node where it has none. */
    @FunctionalInterface
    public interface Reader {
        JsonNode read(String attribute);
    }

    private final Function<String, Optional<AttributePath>> names;
    private final boolean unknownHasNoValue;

    private FilterMatcher(Function<String, Optional<AttributePath>> names, boolean unknownHasNoValue) {
        this.names = names;
        this.unknownHasNoValue = unknownHasNoValue;
    }

    /**
     * For a query over one type.
     *
     * @throws ScimError invalidFilter for an attribute that the type does not have, or an operator that its data type does not take
     */
    public static Predicate<Reader> of(ResourceType type, Filter filter) {
        return new FilterMatcher(name -> AttributePath.resolve(type, name), false).compile(filter);
    }

    /** For a query over several types: an attribute that the type does not have counts as having no value (RFC 7644 section 3.4.2.1). */
    public static Predicate<Reader> lenient(ResourceType type, Filter filter) {
        return new FilterMatcher(name -> AttributePath.resolve(type, name), true).compile(filter);
    }

    static Predicate<Reader> inside(Attribute parent, Filter filter) {
        return new FilterMatcher(name -> AttributePath.resolve(parent, name), false).compile(filter);
    }

    private Predicate<Reader> compile(Filter filter) {
        return switch (filter) {
            case Filter.And and -> {
                List<Predicate<Reader>> terms =
                        and.terms().stream().map(this::compile).toList();
                yield reader -> terms.stream().allMatch(term -> term.test(reader));
            }
            case Filter.Or or -> {
                List<Predicate<Reader>> terms =
                        or.terms().stream().map(this::compile).toList();
                yield reader -> terms.stream().anyMatch(term -> term.test(reader));
            }
            case Filter.Not not -> compile(not.term()).negate();
            case Filter.Present present -> present(present.path());
            case Filter.Compare compare -> comparison(compare);
            case Filter.Within within -> within(within);
        };
    }

    private Optional<AttributePath> path(String name) {
        Optional<AttributePath> path = names.apply(name);
        if (path.isEmpty() && !unknownHasNoValue) {
            throw ScimError.invalidFilter("filter: no attribute '" + name + "'");
        }
        return path;
    }

    private Predicate<Reader> present(String name) {
        Optional<AttributePath> path = path(name);
        return reader -> path.stream().anyMatch(known -> !values(reader, known).isEmpty());
    }

    private Predicate<Reader> within(Filter.Within within) {
        Optional<AttributePath> path = path(within.path());
        if (path.isEmpty()) {
            return _ -> false;
        }
        AttributePath known = path.get();
        if (!known.last().complex()) {
            throw ScimError.invalidFilter("filter: '" + within.path() + "' has no sub-attributes");
        }
        Predicate<Reader> inner = inside(known.last(), within.inner());
        return reader -> values(reader, known).stream().anyMatch(value -> inner.test(value::path));
    }

    private Predicate<Reader> comparison(Filter.Compare compare) {
        Optional<AttributePath> path = path(compare.path());
        boolean absentMatches =
                (compare.operator() == Filter.Operator.NE) != compare.value().isNull();
        if (path.isEmpty()) {
            return _ -> absentMatches;
        }
        AttributePath known = comparable(path.get(), compare.path());
        Predicate<JsonNode> test = test(known.last(), compare);
        return reader -> {
            List<JsonNode> values = values(reader, known);
            return values.isEmpty() ? absentMatches : values.stream().anyMatch(test);
        };
    }

    /** A complex attribute is compared by its {@code value}, as in {@code emails co "example.com"}. */
    private static AttributePath comparable(AttributePath path, String name) {
        if (!path.last().complex()) {
            return path;
        }
        Optional<Attribute> value = path.last().sub("value");
        return value.map(path::then)
                .orElseThrow(() -> ScimError.invalidFilter("filter: '" + name + "' is complex: name a sub-attribute"));
    }

    private static Predicate<JsonNode> test(Attribute attribute, Filter.Compare compare) {
        JsonNode wanted = compare.value();
        return switch (compare.operator()) {
            case EQ -> value -> same(attribute, value, wanted);
            case NE -> value -> !same(attribute, value, wanted);
            case CO, SW, EW -> text(attribute, compare);
            case GT, GE, LT, LE -> order(attribute, compare);
        };
    }

    private static boolean same(Attribute attribute, JsonNode value, JsonNode wanted) {
        if (attribute.type() == Attribute.Type.DATE_TIME && wanted.isTextual()) {
            return instant(value.asText()).equals(instant(wanted.asText()));
        }
        if (value.isNumber() && wanted.isNumber()) {
            return value.decimalValue().compareTo(wanted.decimalValue()) == 0;
        }
        if (value.isTextual() && wanted.isTextual()) {
            return fold(attribute, value).equals(fold(attribute, wanted));
        }
        return value.equals(wanted);
    }

    private static Predicate<JsonNode> text(Attribute attribute, Filter.Compare compare) {
        boolean ofText = attribute.type() == Attribute.Type.STRING || attribute.type() == Attribute.Type.REFERENCE;
        if (!ofText || !compare.value().isTextual()) {
            throw unsupported(attribute, compare);
        }
        String wanted = fold(attribute, compare.value());
        return switch (compare.operator()) {
            case CO -> value -> fold(attribute, value).contains(wanted);
            case SW -> value -> fold(attribute, value).startsWith(wanted);
            default -> value -> fold(attribute, value).endsWith(wanted);
        };
    }

    private static Predicate<JsonNode> order(Attribute attribute, Filter.Compare compare) {
        JsonNode wanted = compare.value();
        boolean ofNumbers = attribute.type() == Attribute.Type.INTEGER || attribute.type() == Attribute.Type.DECIMAL;
        if (ofNumbers ? !wanted.isNumber() : !wanted.isTextual()) {
            throw unsupported(attribute, compare);
        }
        Function<JsonNode, Integer> difference = switch (attribute.type()) {
            case STRING, REFERENCE -> value -> fold(attribute, value).compareTo(fold(attribute, wanted));
            case DATE_TIME -> {
                Instant instant = instant(wanted.asText());
                yield value -> instant(value.asText()).compareTo(instant);
            }
            case INTEGER, DECIMAL -> value -> value.decimalValue().compareTo(wanted.decimalValue());
            case BOOLEAN, BINARY, COMPLEX -> throw unsupported(attribute, compare);
        };
        return switch (compare.operator()) {
            case GT -> value -> difference.apply(value) > 0;
            case GE -> value -> difference.apply(value) >= 0;
            case LT -> value -> difference.apply(value) < 0;
            default -> value -> difference.apply(value) <= 0;
        };
    }

    private static ScimError unsupported(Attribute attribute, Filter.Compare compare) {
        return ScimError.invalidFilter("filter: '" + attribute.name() + "' cannot be compared by "
                + compare.operator().word() + " with this value");
    }

    private static String fold(Attribute attribute, JsonNode value) {
        return attribute.ignoresCase() ? value.asText().toLowerCase(Locale.ROOT) : value.asText();
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw ScimError.invalidFilter("filter: no date and time with an offset");
        }
    }

    private static List<JsonNode> values(Reader reader, AttributePath path) {
        List<JsonNode> found = flat(List.of(reader.read(path.first().name())));
        for (Attribute step : path.steps().subList(1, path.steps().size())) {
            found = flat(found.stream().map(value -> value.path(step.name())).toList());
        }
        return found;
    }

    private static List<JsonNode> flat(List<JsonNode> nodes) {
        List<JsonNode> values = new ArrayList<>();
        for (JsonNode node : nodes) {
            if (node.isArray()) {
                node.forEach(values::add);
            } else if (!node.isMissingNode() && !node.isNull()) {
                values.add(node);
            }
        }
        return values;
    }
}
