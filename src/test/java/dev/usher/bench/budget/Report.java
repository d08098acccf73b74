package dev.usher.bench.budget;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The figures for people and for machines, which say the same. */
record Report(List<Figure> figures) {
    private static final String ROW = "%-4s  %-66s %12s %10s %10s %9s%n";
    private static final JsonMapper JSON = new JsonMapper();

    void print(PrintStream out) {
        out.printf(ROW, "", "what", "seen", "null", "must", "");
        for (var figure : figures) {
            out.printf(
                    ROW,
                    budget(figure),
                    figure.what(),
                    Double.isNaN(figure.value()) ? "-" : number(figure.value()) + " " + figure.unit(),
                    figure.beside()
                            .map(bare -> number(bare) + " " + figure.unit())
                            .orElse(""),
                    must(figure),
                    figure.verdict());
            figure.ratio()
                    .map(ratio -> "ratio " + number(ratio) + "; " + figure.note())
                    .or(() -> Optional.of(figure.note()).filter(note -> !note.isEmpty()))
                    .ifPresent(note -> out.printf("      %s%n", note));
            figure.worthless().ifPresent(why -> out.printf("      void: %s%n", why));
        }
    }

    private static String budget(Figure figure) {
        return figure.key().substring(0, 2).toUpperCase(Locale.ROOT);
    }

    private static String must(Figure figure) {
        if (Double.isNaN(figure.must())) {
            return "";
        }
        return "≤ " + number(figure.must()) + (figure.beside().isPresent() ? " ×" : "");
    }

    static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 1_000 ? "%,.0f" : "%.2f", value);
    }

    ObjectNode json() {
        var all = JsonNodeFactory.instance.objectNode();
        for (var figure : figures) {
            var one = all.putObject(figure.key());
            figure.ratio().ifPresent(ratio -> one.put("ratio", ratio));
            figure.beside().ifPresent(bare -> one.put("null", bare));
            if (!Double.isNaN(figure.value())) {
                one.put("value", figure.value());
                one.put("must", figure.must());
            }
            one.put("unit", figure.unit());
            one.put("verdict", figure.verdict().toString());
            one.put("what", figure.what());
            one.put("note", figure.note());
            figure.worthless().ifPresent(why -> one.put("void", why));
        }
        return all;
    }

    void write(Path file) {
        try {
            Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json()) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether everything could be measured; what is over its bound could be, too. */
    boolean isComplete() {
        return figures.stream().noneMatch(figure -> figure.verdict() == Figure.Verdict.VOID);
    }
}
