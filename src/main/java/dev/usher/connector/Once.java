package dev.usher.connector;

import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Passes on the first outcome of each item of one change, and knows which items have none yet. */
public final class Once implements Report {
    private final Report report;
    private final Set<ChangeId> open;

    /** Of one change, none of whose items was reported. */
    Once(Report report, Change change) {
        this.report = report;
        this.open = new LinkedHashSet<>(items(change));
    }

    /**
     * Applies each change of a batch by itself. After a mistake of ours it cannot be told how far a change went, so that whoever asked has
     * to read.
     */
    public static void each(Batch batch, Report report, Clock clock, BiConsumer<Change, Once> apply) {
        for (var change : batch.changes()) {
            var once = new Once(report, change);
            try {
                apply.accept(change, once);
            } catch (RuntimeException e) {
                once.rest(new Outcome.Ambiguous(Failure.of(Kind.INTERNAL, Detail.NONE), clock.instant()));
            }
        }
    }

    /** What has an outcome of its own. */
    public static List<ChangeId> items(Change change) {
        return switch (change) {
            case Change.OfAccount one -> List.of(one.id());
            case Change.Define define -> List.of(define.id());
            case Change.Members members ->
                Stream.concat(members.add().stream(), members.remove().stream())
                        .map(Change.Member::id)
                        .toList();
        };
    }

    @Override
    public void outcome(ChangeId item, Outcome outcome) {
        if (open.remove(item)) {
            report.outcome(item, outcome);
        }
    }

    /** Reports one outcome for every item that has none. */
    public void rest(Outcome outcome) {
        for (var item : new ArrayList<>(open)) {
            outcome(item, outcome);
        }
    }
}
