package dev.usher.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The fields of a schema as rows of a table, each by its path. */
final class SchemaRows {
    private final List<String> rows = new ArrayList<>();
    private final boolean isBounded;

    private SchemaRows(boolean isBounded) {
        this.isBounded = isBounded;
    }

    /** Path, type, bounds and sentence of each field. */
    static List<String> withBounds(JsonNode schema) {
        return rows(schema, true);
    }

    /** Path, type and sentence of each field. */
    static List<String> withoutBounds(JsonNode schema) {
        return rows(schema, false);
    }

    private static List<String> rows(JsonNode schema, boolean isBounded) {
        var rows = new SchemaRows(isBounded);
        rows.below(schema, "");
        return rows.rows;
    }

    private void below(JsonNode schema, String path) {
        var required =
                schema.path("required").valueStream().map(JsonNode::asText).toList();
        schema.path("properties").properties().forEach(field -> {
            var name = path + field.getKey();
            var value = field.getValue();
            boolean isList = value.path("type").asText().equals("array");
            var item = isList ? value.path("items") : value;
            rows.add("| `%s`%s | %s |%s %s |"
                    .formatted(
                            name,
                            required.contains(field.getKey()) ? " *" : "",
                            type(value, item, isList),
                            isBounded ? " " + bounds(value, item, isList) + " |" : "",
                            escaped(value.path("description").asText())));
            below(item, name + (isList ? "[]." : "."));
            if (value.path("additionalProperties").has("properties")) {
                below(value.path("additionalProperties"), name + ".*.");
            }
        });
    }

    private static String type(JsonNode value, JsonNode item, boolean isList) {
        if (isList) {
            return item.path("type").asText().equals("object") ? "list" : "list of " + plain(item) + "s";
        }
        if (value.has("additionalProperties")) {
            var each = value.path("additionalProperties");
            return each.has("properties") ? "map" : "map of " + plain(each) + "s";
        }
        return plain(value);
    }

    private static String plain(JsonNode value) {
        return switch (value.path("type").asText()) {
            case "string" -> "text";
            case "integer", "number" -> "number";
            case "boolean" -> "true, false";
            case "object" -> "";
            case String other -> other;
        };
    }

    private static String bounds(JsonNode value, JsonNode item, boolean isList) {
        return Stream.of(
                        choices(item),
                        range("", value, "minimum", "maximum"),
                        range(" characters", item, "minLength", "maxLength"),
                        isList ? range(" entries", value, "minItems", "maxItems") : "",
                        range(" entries", value, "minProperties", "maxProperties"),
                        value.has("default")
                                ? "absent: `" + value.path("default").asText() + "`"
                                : "",
                        messages(value),
                        isList ? messages(item) : "")
                .filter(bound -> !bound.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static String choices(JsonNode item) {
        return item.path("enum")
                .valueStream()
                .map(choice -> "`" + choice.asText() + "`")
                .collect(Collectors.joining(", "));
    }

    private static String range(String unit, JsonNode value, String least, String most) {
        var from = value.has(least) ? number(value.path(least)) : "";
        var to = value.has(most) ? number(value.path(most)) : "";
        boolean isFromNothing = from.isEmpty() || (from.equals("0") && !unit.isEmpty());
        if (to.isEmpty()) {
            return isFromNothing ? "" : "at least " + from + unit;
        }
        return isFromNothing ? "at most " + to + unit : from + " to " + to + unit;
    }

    private static String number(JsonNode value) {
        return new BigDecimal(value.asText()).stripTrailingZeros().toPlainString();
    }

    /** What the rules of a field say where they are broken. */
    static String messages(JsonNode value) {
        return value.path("x-kubernetes-validations")
                .valueStream()
                .map(rule -> escaped(rule.path("message").asText()))
                .collect(Collectors.joining("; "));
    }

    private static String escaped(String text) {
        return text.replaceAll("\\s+", " ").replace("|", "\\|").replace("<", "&lt;");
    }
}
