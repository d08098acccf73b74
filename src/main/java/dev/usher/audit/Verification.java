package dev.usher.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether lines are what was written: no number is missing, every record follows the one before in its chain, and every
 * checkpoint adds up. Lines of several processes may follow each other, and what is no record is passed over.
 */
public final class Verification {
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, Stream> streams = new LinkedHashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private String file = "";
    private int line;

    /** Something that is not as it was written. */
    public record Finding(String file, int line, String what) {}

    /**
     * What one process has written.
     *
     * @param first sequence number of the first record; not 1 where earlier ones are elsewhere
     * @param ended whether the last record says that it is the last one
     */
    public record Summary(String stream, long epoch, long first, long last, boolean ended) {}

    private static final class Stream {
        private final long epoch;
        private final long first;
        private final Map<String, Seen> chains = new HashMap<>();
        private long last;
        private boolean ended;

        Stream(long epoch, long first) {
            this.epoch = epoch;
            this.first = first;
            this.last = first - 1;
        }
    }

    /** What was seen of a chain. */
    private static final class Seen {
        private final TreeMap<String, Long> results = new TreeMap<>();
        private long number;
        private Optional<String> digest = Optional.empty();
        private long intents;
        private long decisions;
        private boolean whole;
    }

    /** What is read next is in this file. */
    public void begins(String next) {
        file = next;
        line = 0;
    }

    /** Looks at the next line, without its end. */
    public void read(byte[] text) {
        line++;
        record(text).ifPresent(record -> read(record, text));
    }

    private static Optional<JsonNode> record(byte[] text) {
        if (text.length == 0 || text[0] != '{') {
            return Optional.empty();
        }
        try {
            // A character that was torn is replaced: the digest is of the bytes.
            return Optional.of(JSON.readTree(new String(text, StandardCharsets.UTF_8)))
                    .filter(read -> read.at("/unmapped/chain").isObject());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private void read(JsonNode record, byte[] text) {
        var more = record.path("unmapped");
        var sequence = record.at("/metadata/sequence").asLong();
        var stream = streams.computeIfAbsent(
                more.path("stream").asText(),
                any -> new Stream(more.path("epoch").asLong(), sequence));
        if (sequence != stream.last + 1) {
            finds("record %d follows record %d".formatted(sequence, stream.last));
        }
        if (stream.ended) {
            finds("record %d follows the last one".formatted(sequence));
        }
        stream.last = sequence;
        stream.ended = more.path("last").asBoolean();
        more.path("heads")
                .properties()
                .forEach(head -> expect(head.getKey(), head.getValue().asText(), stream));
        follow(record, more, stream, text);
    }

    private void expect(String name, String digest, Stream stream) {
        if (Optional.ofNullable(stream.chains.get(name))
                .filter(chain -> !chain.digest.equals(Optional.of(digest)))
                .isPresent()) {
            finds("the chain \"%s\" ends with another record than was written".formatted(name));
        }
    }

    private void follow(JsonNode record, JsonNode more, Stream stream, byte[] text) {
        var link = more.path("chain");
        var name = link.path("of").asText();
        var number = link.path("number").asLong();
        var chain = stream.chains.computeIfAbsent(name, any -> {
            var begun = new Seen();
            begun.number = number - 1;
            begun.whole = number == 1;
            begun.digest = number == 1 ? Optional.of(Chain.NOTHING) : Optional.empty();
            return begun;
        });
        var previous = link.path("previous").asText();
        if (number != chain.number + 1) {
            finds("record %d of the chain \"%s\" follows record %d".formatted(number, name, chain.number));
            chain.whole = false;
        } else if (chain.digest.filter(digest -> !digest.equals(previous)).isPresent()) {
            finds("record %d of the chain \"%s\" follows another record than the one before".formatted(number, name));
        }
        chain.number = number;
        chain.digest = Optional.of(digest(text));
        count(record, more, chain, name);
    }

    private void count(JsonNode record, JsonNode more, Seen chain, String name) {
        switch (record.at("/metadata/event_code").asText()) {
            case "intent" -> chain.intents++;
            case "result" -> chain.results.merge(more.path("outcome").asText(), 1L, Long::sum);
            case "decision" -> chain.decisions++;
            case "checkpoint" -> {
                var results = new TreeMap<String, Long>();
                more.path("results")
                        .properties()
                        .forEach(result ->
                                results.put(result.getKey(), result.getValue().asLong()));
                if (chain.whole
                        && (chain.intents != more.path("intents").asLong()
                                || chain.decisions != more.path("decisions").asLong()
                                || !chain.results.equals(results))) {
                    finds("the checkpoint of the chain \"%s\" does not add up".formatted(name));
                }
                chain.intents = 0;
                chain.decisions = 0;
                chain.results.clear();
                chain.whole = true;
            }
            default -> {}
        }
    }

    private static String digest(byte[] text) {
        return HexFormat.of().formatHex(Chain.sha256().digest(text));
    }

    private void finds(String what) {
        findings.add(new Finding(file, line, what));
    }

    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    public List<Summary> streams() {
        return streams.entrySet().stream()
                .map(stream -> new Summary(
                        stream.getKey(),
                        stream.getValue().epoch,
                        stream.getValue().first,
                        stream.getValue().last,
                        stream.getValue().ended))
                .toList();
    }
}
