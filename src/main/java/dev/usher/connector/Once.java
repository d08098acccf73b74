package dev.usher.connector;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Passes on the first outcome of each item of one change, and knows which items have none yet. */
public final class Once implements Report {
    private final Report report;
    private final Set<ChangeId> open;

    /** Of one change, none of whose items was reported. */
    public Once(Report report, Change change) {
        this.report = report;
        this.open = new LinkedHashSet<>(items(change));
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
