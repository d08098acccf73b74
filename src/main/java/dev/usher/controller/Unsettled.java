package dev.usher.controller;

import dev.usher.api.UserSourceStatus;
import dev.usher.api.UserSourceStatus.RefusedRecord;
import dev.usher.domain.feed.Refusal;
import dev.usher.domain.feed.Refusal.Rule;
import dev.usher.source.RunReport;
import dev.usher.source.RunReport.Asked;
import dev.usher.source.RunReport.Left;
import dev.usher.source.RunReport.Renames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What earlier runs found, and a run of those who changed says nothing of: it is not settled by that. */
final class Unsettled {
    private static final int MOST_TOLD = 20;

    private final UserSourceStatus before;
    private final RunReport.Complete run;
    private final List<RefusedRecord> open;

    private Unsettled(UserSourceStatus before, RunReport.Complete run) {
        this.before = before;
        this.run = run;
        this.open = open();
    }

    /** The same run with what was found before it and still stands; of a run that read everybody nothing does. */
    static RunReport.Complete with(UserSourceStatus before, RunReport.Complete run) {
        return run.extent().isDelta() ? new Unsettled(before, run).told() : run;
    }

    private RunReport.Complete told() {
        var settled = before.refusals().size() - open.size();
        var others = open.stream()
                .flatMap(one -> read(one).stream())
                .filter(one -> !run.refusals().contains(one));
        var earlier = count(before.refused());
        return run.beside(
                Math.max(run.unmatched(), count(before.unmatched())),
                // Of more than are listed nobody knows which are settled.
                earlier > MOST_TOLD || run.id().equals(before.run())
                        ? Math.max(earlier, run.refused())
                        : earlier - settled + run.refused(),
                Stream.concat(run.refusals().stream(), others).limit(MOST_TOLD).toList(),
                Math.max(0, count(before.left()) - left()),
                Stream.concat(run.lefts().stream(), lefts()).limit(MOST_TOLD).toList(),
                renames());
    }

    private int left() {
        return run.counts().left() + run.written().map(RunReport.Written::left).orElse(0);
    }

    /** Of a record without a key nobody can tell which one it was: for each that is refused so once more, one of before is the same. */
    private List<RefusedRecord> open() {
        var again = run.refusals().stream()
                .filter(now -> now.key().isEmpty())
                .map(now -> now.rule().name())
                .collect(Collectors.toCollection(ArrayList::new));
        return before.refusals().stream()
                .filter(one -> one.key() == null
                        ? !again.remove(one.rule())
                        : !run.extent().listed().contains(one.key()))
                .toList();
    }

    /** As it was told once; empty of a rule of another version. */
    static Optional<Refusal> read(RefusedRecord said) {
        return Arrays.stream(Rule.values())
                .filter(rule -> rule.name().equals(said.rule()))
                .findFirst()
                .map(rule -> new Refusal(
                        said.place(), Optional.ofNullable(said.key()), Optional.ofNullable(said.field()), rule));
    }

    private Stream<Left> lefts() {
        var told = run.lefts().stream().map(Left::user).collect(Collectors.toSet());
        return before.leftFields().stream()
                .filter(left -> !told.contains(left.user()))
                .map(left -> new Left(left.user(), Set.copyOf(left.fields())));
    }

    private Renames renames() {
        if (run.renames().count() > 0) {
            return run.renames();
        }
        return Optional.ofNullable(before.renames())
                .map(earlier -> new Renames(
                        earlier.count(),
                        earlier.some().stream()
                                .map(one -> new Asked(one.user(), one.confirm()))
                                .toList()))
                .orElse(Renames.NONE);
    }

    private static int count(@Nullable Integer said) {
        return Optional.ofNullable(said).orElse(0);
    }
}
