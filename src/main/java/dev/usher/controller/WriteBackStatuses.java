package dev.usher.controller;

import dev.usher.api.UserSource;
import dev.usher.api.WriteBackStatus;
import dev.usher.domain.feed.Flaw;
import dev.usher.source.RunReport;
import dev.usher.source.WrittenBack;
import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is said of telling a source how its people are called. */
final class WriteBackStatuses {
    private static final int MOST_TOLD = 20;

    private WriteBackStatuses() {}

    /**
     * How it stands.
     *
     * @param before how it stood
     * @param told what came of it by this process; empty where nothing did yet
     * @param run after which it was told, by whose name a person may release what is held
     */
    static @Nullable WriteBackStatus of(
            UserSource source, Optional<WriteBackStatus> before, Optional<WrittenBack> told, RunReport.Complete run) {
        var isDeclared = Optional.ofNullable(source.getSpec())
                .filter(spec -> spec.writeBack() != null)
                .isPresent();
        if (!isDeclared) {
            return null;
        }
        return told.map(back -> run.extent().isDelta() ? beside(before, back) : back)
                .map(back -> of(before, back, run.id()))
                .or(() -> before)
                .orElse(null);
    }

    /** Of whom a reading of those who changed says nothing it stands as before. */
    private static WrittenBack beside(Optional<WriteBackStatus> earlier, WrittenBack back) {
        return earlier.map(before -> new WrittenBack(
                        before.failed() == null ? Math.max(before.owed(), back.owed()) : back.owed(),
                        back.written(),
                        Math.max(before.differing(), back.differing()),
                        back.replacing(),
                        Math.max(before.refused(), back.refused()),
                        Math.max(before.notShown(), back.notShown()),
                        Stream.concat(
                                        back.refusals().stream(),
                                        before.refusals().stream()
                                                .flatMap(one -> Unsettled.read(one).stream())
                                                .filter(one -> !back.refusals().contains(one)))
                                .limit(MOST_TOLD)
                                .toList(),
                        back.flaw(),
                        back.isCut(),
                        back.at()))
                .orElse(back);
    }

    private static WriteBackStatus of(Optional<WriteBackStatus> before, WrittenBack back, String run) {
        return new WriteBackStatus(
                back.owed(),
                back.written() > 0
                        ? back.written()
                        : before.map(WriteBackStatus::written).orElse(0),
                back.differing(),
                back.refused(),
                back.notShown(),
                back.flaw().map(flaw -> flaw.defect().name()).orElse(null),
                back.written() > 0
                        ? Times.text(back.at())
                        : before.map(WriteBackStatus::time).orElse(null),
                message(back, run).orElse(null),
                back.refusals().stream().map(SourceStatuses::refused).toList());
    }

    private static Optional<String> message(WrittenBack back, String run) {
        var parts = new ArrayList<String>();
        back.flaw().ifPresent(flaw -> parts.add("nothing more is written back for now: " + text(flaw)));
        if (back.replacing() > 0) {
            parts.add(
                    "%,d records would be overwritten, which is more than spec.sanity.maximumChangedPercent allows, and none is: if that is right, release run %s by a RemovalDecision"
                            .formatted(back.replacing(), run));
        }
        if (back.refused() > 0) {
            parts.add("%,d are not taken by the source, see status.writeBack.refusals".formatted(back.refused()));
        }
        if (back.notShown() > 0) {
            parts.add("%,d are taken by the source and not shown by it: look at what it does with them"
                    .formatted(back.notShown()));
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", parts));
    }

    private static String text(Flaw flaw) {
        var names = flaw.names().isEmpty() ? "" : " (" + String.join(", ", flaw.names()) + ")";
        var status =
                flaw.status().isPresent() ? ", by the answer " + flaw.status().getAsInt() : "";
        var until = flaw.until()
                .map(then -> ", it asks to be left alone until " + Times.text(then))
                .orElse("");
        return flaw.defect().meaning() + names + status + until;
    }
}
