package dev.usher.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.usher.bench.feed.Outcome;
import dev.usher.bench.feed.Trial;
import dev.usher.bench.feed.Users;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A file of many people: its first import beside a plain client that writes as many, and the same file read again. */
public final class FeedBench {
    private static final String USAGE = "usage: ./usher bench feed [--records N] [--json FILE]";
    private static final Set<String> NAMES = Set.of("--records", "--json");
    private static final int RECORDS = 10_000;
    private static final int OUT_OF_BOUNDS = 1;
    private static final int NOT_UNDERSTOOD = 2;

    private static final double LEAST_RATIO = 0.8;
    private static final double MOST_SECONDS = 15;
    private static final double MOST_BYTES = 1024;
    private static final long MOST_LEFT = 1 << 20;

    private final Figures figures;
    private final List<Row> rows = new ArrayList<>();

    /** One figure beside its bound. */
    private record Row(String key, String must, double seen, boolean within) {}

    private FeedBench(PrintStream out) {
        this.figures = new Figures(out);
    }

    /**
     * Measures, and prints a table.
     *
     * @param cached opens the operator's caches of users
     * @return the exit code: 1 where a figure is beyond its bound
     */
    public static int run(
            List<String> arguments, Function<KubernetesClient, Users> cached, PrintStream out, PrintStream errors)
            throws Exception {
        var given = given(arguments);
        var records = given.map(said -> said.getOrDefault("--records", Integer.toString(RECORDS)))
                .filter(text -> text.matches("[1-9][0-9]{1,6}"))
                .map(Integer::parseInt)
                .filter(count -> count % Trial.ROUNDS == 0);
        if (records.isEmpty()) {
            errors.println(USAGE + ", where N is a multiple of " + Trial.ROUNDS);
            return NOT_UNDERSTOOD;
        }
        Logger.getLogger("").setLevel(Level.WARNING);
        try (var trial = new Trial(records.get(), cached)) {
            var bench = new FeedBench(out);
            bench.says(records.get(), trial.measure());
            var json = given.flatMap(said -> Optional.ofNullable(said.get("--json")));
            if (json.isPresent()) {
                bench.write(Path.of(json.get()));
            }
            return bench.rows.stream().allMatch(Row::within) ? 0 : OUT_OF_BOUNDS;
        }
    }

    /** Empty for what is not understood. */
    private static Optional<Map<String, String>> given(List<String> arguments) {
        var given = new HashMap<String, String>();
        for (var at = 0; at < arguments.size(); at += 2) {
            if (!NAMES.contains(arguments.get(at)) || at + 1 == arguments.size()) {
                return Optional.empty();
            }
            given.put(arguments.get(at), arguments.get(at + 1));
        }
        return Optional.of(given);
    }

    private void says(int records, Outcome seen) {
        figures.head();
        var rounds = "≥ %s ×".formatted(LEAST_RATIO);
        figures.beside("people made in a second, a tenth each", seen.rounds(), LEAST_RATIO);
        rows.add(new Row("rounds", rounds, seen.rounds().ratio(), seen.rounds().ratio() >= LEAST_RATIO));
        row(
                "import",
                "%,d people, whole import, beside plain code".formatted(records),
                rounds,
                seen.ratio(),
                "%.2f × (%,.0f and %,.0f a second; by one apply each %,.0f)"
                        .formatted(seen.ratio(), seen.engine(), seen.hand(), seen.inOne()),
                seen.ratio() >= LEAST_RATIO);
        row(
                "again",
                "the same file again, until nothing is left to do",
                "≤ 15 s",
                seen.again(),
                String.format(Locale.ROOT, "%.1f s", seen.again()),
                seen.again() <= MOST_SECONDS);
        row(
                "writes",
                "writes to users meanwhile",
                "0",
                (double) seen.writes(),
                Long.toString(seen.writes()),
                seen.writes() == 0);
        bytes("importing", "heap for each record, at the end of the import", seen.importing());
        bytes(
                "reading",
                "heap for each one more record, while it is read again",
                seen.reading().each());
        row(
                "stays",
                "heap that stays afterwards",
                "≤ 1 MB",
                (double) seen.stays(),
                "%,d bytes".formatted(seen.stays()),
                seen.stays() <= MOST_LEFT);
    }

    private void bytes(String key, String what, double seen) {
        row(key, what, "≤ 1 KB", seen, "%,.0f B".formatted(seen), seen <= MOST_BYTES);
    }

    private void row(String key, String what, String must, double seen, String words, boolean within) {
        figures.row(what, must, words, within);
        rows.add(new Row(key, must, seen, within));
    }

    private void write(Path file) throws IOException {
        var all = JsonNodeFactory.instance.objectNode();
        for (var row : rows) {
            all.putObject(row.key())
                    .put("value", row.seen())
                    .put("must", row.must())
                    .put("verdict", row.within() ? "ok" : "over");
        }
        Files.writeString(
                file, new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
    }
}
