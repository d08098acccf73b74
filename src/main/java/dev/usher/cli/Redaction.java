package dev.usher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What of a cluster may be shown to somebody outside: numbers, times and Usher's own words stay, and whatever people, systems or accounts
 * are called becomes a word that says nothing, the same word for the same text within one bundle.
 *
 * <p>A text stays only where it is known to tell nothing. The words are made with a key that is in nobody's hands once the bundle is made,
 * so that nobody can try whether one is of a certain person.
 */
final class Redaction {
    /** Where a single word is one of Usher's, or of Kubernetes. */
    private static final Set<String> OF_OURS = Set.of(
            "apiVersion",
            "kind",
            "type",
            "status",
            "state",
            "lifecycleState",
            "phase",
            "mode",
            "reading",
            "rule",
            "failed",
            "converged",
            "enforcement");

    /** Where a reason is one word, too, and not what somebody wrote. */
    private static final Set<String> WITH_REASON = Set.of("conditions", "waiting", "terminated");

    private static final Set<String> LEFT_OUT = Set.of("managedFields", "ownerReferences", "data", "stringData");
    private static final Set<String> LABELS = Set.of("labels", "annotations");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,79}");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(T[0-9:.]+(Z|[+-][0-9:]+))?");
    private static final Pattern OURS = Pattern.compile("([a-z.]*\\.)?usher\\.dev(/.*)?|.*kubernetes\\.io(/.*)?");
    private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{N}._@+:/%-]*[\\p{L}\\p{N}])?");
    private static final Pattern PROGRAM =
            Pattern.compile("(dev\\.usher|io|java|javax|jdk|sun|org|com)\\.[\\w.$]+(:\\d+)?|\\d[\\d.,:%]*");
    private static final Pattern TELLING = Pattern.compile(".*([@./]|\\p{L}.*\\p{N}|\\p{N}.*\\p{L}).*");
    private static final int SHORTEST_NAME = 3;
    private static final int DIGITS = 10;

    private final SecretKeySpec key;
    private final Set<String> shown = new HashSet<>();
    private final Set<String> hidden = new HashSet<>();

    /** @param key of this bundle alone */
    Redaction(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /** This is said of no person, such as the name of an app. */
    void shows(String name) {
        shown.add(name);
    }

    /** Looks at a resource before anything is written, so that what it is called is known wherever it is named. */
    void learns(JsonNode resource, boolean isOfAPerson) {
        of(resource);
        if (isOfAPerson) {
            pieces(resource.path("spec"));
        }
    }

    /** Each part of a name is one. */
    private void pieces(JsonNode node) {
        if (node.isTextual()) {
            TOKEN.matcher(node.asText())
                    .results()
                    .map(found -> found.group())
                    .filter(piece -> piece.length() >= SHORTEST_NAME && !shown.contains(piece))
                    .forEach(hidden::add);
        }
        node.forEach(this::pieces);
    }

    /** The same resource without what it tells. */
    JsonNode of(JsonNode resource) {
        return value("", "", resource);
    }

    private JsonNode value(String above, String field, JsonNode node) {
        return switch (node) {
            case ObjectNode object -> object(field.isEmpty() ? above : field, object);
            case ArrayNode array -> {
                var values = JsonNodeFactory.instance.arrayNode();
                array.forEach(each -> values.add(value(above, field, each)));
                yield values;
            }
            case TextNode text -> TextNode.valueOf(text(above, field, text.asText()));
            default -> node;
        };
    }

    private ObjectNode object(String above, ObjectNode object) {
        var shown = JsonNodeFactory.instance.objectNode();
        object.properties().stream()
                .filter(entry -> !LEFT_OUT.contains(entry.getKey()))
                .filter(entry ->
                        !LABELS.contains(above) || OURS.matcher(entry.getKey()).matches())
                .forEach(entry -> shown.set(
                        WORD.matcher(entry.getKey()).matches() ? entry.getKey() : word(entry.getKey()),
                        value(above, entry.getKey(), entry.getValue())));
        return shown;
    }

    private String text(String above, String field, String text) {
        if (field.equals("message")) {
            return line(text);
        }
        var isOurs = OF_OURS.contains(field) || (field.equals("reason") && WITH_REASON.contains(above));
        return text.isEmpty()
                        || TIME.matcher(text).matches()
                        || (isOurs && WORD.matcher(text).matches())
                ? text
                : word(text);
    }

    /** What something is called, unless that says nothing of anybody. */
    String word(String text) {
        if (shown.contains(text)) {
            return text;
        }
        hidden.add(text);
        return "x" + digest(text);
    }

    private String digest(String text) {
        try {
            var mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return HexFormat.of()
                    .formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)))
                    .substring(0, DIGITS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A sentence, or a line of a log, in which each word that is a name of somebody, or looks like one, is replaced. */
    String line(String sentence) {
        return TOKEN.matcher(sentence).replaceAll(found -> isTold(found.group()) ? found.group() : word(found.group()));
    }

    private boolean isTold(String token) {
        if (shown.contains(token)) {
            return true;
        }
        return !hidden.contains(token)
                && (PROGRAM.matcher(token).matches()
                        || TIME.matcher(token).matches()
                        || OURS.matcher(token).matches()
                        || !TELLING.matcher(token).matches());
    }
}
