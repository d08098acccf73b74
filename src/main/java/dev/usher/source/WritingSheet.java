package dev.usher.source;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.domain.feed.Owed;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Writes how everybody is called into a file, where it does not say so. */
final class WritingSheet {
    /** A ConfigMap holds 1 MiB with all that is in it. */
    private static final int LARGEST = 900 * 1024;

    private final WritingBack.Task task;
    private final WriteBack.Way.InSheet way;
    private final Owing owing;
    private final WrittenBefore before;
    private final Surroundings around;

    WritingSheet(
            WritingBack.Task task, WriteBack.Way.InSheet way, Owing owing, WrittenBefore before, Surroundings around) {
        this.task = task;
        this.way = way;
        this.owing = owing;
        this.before = before;
        this.around = around;
    }

    WrittenBack carryOut() {
        return switch (way.sheet().look()) {
            case Sheet.Look.Broken(Flaw flaw) -> owing(owing.rows().size(), Optional.of(flaw));
            case Sheet.Look.Of look -> writes(look);
        };
    }

    private WrittenBack writes(Sheet.Look.Of look) {
        var there = SheetText.lines(way.key(), task.terms().fields(), look.text());
        if (there.isEmpty() && task.isDelta()) {
            return owing(owing.rows().size(), Optional.of(Flaw.of(Defect.SHEET_NOT_OURS)));
        }
        var text = SheetText.of(
                way.key(),
                task.terms().fields(),
                owing.rows(),
                there.map(this::kept).orElseGet(TreeMap::new));
        var differing = differing(look.text(), text);
        if (differing == 0) {
            before.onlyOf(Set.of());
            return owing(0, Optional.empty());
        }
        // The same file, in a few words.
        var file = new Owed("", new TreeMap<>(Map.of("", Integer.toHexString(text.hashCode()))), Map.of());
        if (before.isInVain(file)) {
            return told(0, 0, differing, Optional.empty());
        }
        return task.isForecast() ? owing(differing, Optional.empty()) : writes(look, text, differing, file);
    }

    private WrittenBack writes(Sheet.Look.Of look, String text, int differing, Owed file) {
        var shut = before.isShut(around.clock().instant());
        if (shut.isPresent()) {
            return owing(differing, shut);
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            return owing(differing, Optional.of(Flaw.of(Defect.SHEET_TOO_LARGE)));
        }
        if (!task.goesOn().getAsBoolean() || !task.terms().mayWrite().getAsBoolean()) {
            return owing(differing, Optional.empty()).cut();
        }
        return switch (way.sheet().write(text, look.version())) {
            case Sheet.Answer.Written() -> {
                before.takes(file);
                yield told(0, differing, 0, Optional.empty());
            }
            case Sheet.Answer.Broken(Flaw flaw) -> {
                // Of what somebody else wrote meanwhile the next look tells.
                if (flaw.defect() != Defect.WRITTEN_MEANWHILE) {
                    before.breaks(flaw, around.clock().instant());
                }
                yield owing(differing, Optional.of(flaw));
            }
        };
    }

    /** The lines that stay as they are, beside those of people of whom it is known what they have. */
    private SortedMap<String, String> kept(SortedMap<String, String> there) {
        Predicate<String> isKept =
                task.isDelta() ? key -> !task.report().extent().listed().contains(key) : owing::isMissed;
        var kept = new TreeMap<>(there);
        kept.keySet().removeIf(key -> !isKept.test(key) && !owing.doubtful().contains(key));
        return kept;
    }

    private WrittenBack owing(int owed, Optional<Flaw> flaw) {
        return told(owed, 0, 0, flaw);
    }

    private WrittenBack told(int owed, int written, int notShown, Optional<Flaw> flaw) {
        return new WrittenBack(
                task.after(),
                owed,
                written,
                0,
                0,
                Set.of(),
                owing.refused(),
                notShown,
                owing.refusals(),
                flaw,
                false,
                flaw.flatMap(_ -> before.until()),
                around.clock().instant());
    }

    /** In how many lines a file is not what it is to be; those that only go count where no others do. */
    private static int differing(String there, String wanted) {
        if (there.equals(wanted)) {
            return 0;
        }
        var missing = lines(wanted);
        missing.removeAll(lines(there));
        var surplus = lines(there);
        surplus.removeAll(lines(wanted));
        return Math.max(1, missing.isEmpty() ? surplus.size() : missing.size());
    }

    /** Those of people. */
    private static Set<String> lines(String text) {
        return text.lines().skip(1).collect(Collectors.toCollection(HashSet::new));
    }
}
