package dev.usher.controller;

import dev.usher.domain.feed.Sanity.Doubt;
import dev.usher.source.RunReport;
import java.util.stream.Collectors;

/** Why a run waits until somebody has looked at it, in words. */
final class HeldRuns {
    private HeldRuns() {}

    static String text(RunReport.Complete run) {
        var what = run.doubts().stream().anyMatch(Doubt::endsWait) ? "Nothing" : "Nothing but ends";
        return what + " of run " + run.id() + " is applied: "
                + run.doubts().stream().map(doubt -> text(doubt, run)).collect(Collectors.joining("; "))
                + ": correct the source, or, if it is right, release the run by a RemovalDecision";
    }

    private static String text(Doubt doubt, RunReport.Complete run) {
        var counts = run.counts();
        return doubt.meaning()
                + switch (doubt) {
                    case TOO_FEW_RECORDS -> " (%,d)".formatted(counts.records());
                    case TOO_MANY_DISAPPEARED -> of(counts.disappeared(), counts.working());
                    case TOO_MANY_TERMINATED -> {
                        var before = run.extent().endedBefore();
                        yield of(counts.ended() + before, counts.working() + before);
                    }
                    case TOO_MANY_RETURNED -> of(counts.returned(), counts.known());
                    case TOO_MANY_REFUSED -> of(counts.unreadable(), counts.working());
                    case TOO_MANY_CHANGED -> of(counts.changed(), counts.known());
                    case NO_LIFE -> "";
                    case FIELDS_EMPTY ->
                        " (" + String.join(", ", run.emptied().stream().sorted().toList()) + ")";
                };
    }

    private static String of(int some, int all) {
        return " (%,d of %,d)".formatted(some, all);
    }
}
