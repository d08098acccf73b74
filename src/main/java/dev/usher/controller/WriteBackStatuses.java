package dev.usher.controller;

import dev.usher.api.UserSource;
import dev.usher.api.WriteBackStatus;
import dev.usher.api.WriteBackStatus.Held;
import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Refusal;
import dev.usher.source.Withheld;
import dev.usher.source.WrittenBack;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
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
     */
    static @Nullable WriteBackStatus of(
            UserSource source, Optional<WriteBackStatus> before, Optional<WrittenBack> told) {
        var isDeclared = Optional.ofNullable(source.getSpec())
                .filter(spec -> spec.writeBack() != null)
                .isPresent();
        if (!isDeclared) {
            return null;
        }
        return told.map(back -> of(before, back)).or(() -> before).orElse(null);
    }

    /** What waits for a release by what is said of it. */
    static Optional<Withheld> withheld(UserSource source) {
        return Optional.ofNullable(source.getStatus())
                .flatMap(status -> Optional.ofNullable(status.writeBack()))
                .flatMap(back -> Optional.ofNullable(back.held()))
                .map(held -> new Withheld(held.run(), Set.copyOf(held.unseen())));
    }

    private static WriteBackStatus of(Optional<WriteBackStatus> before, WrittenBack back) {
        var held = held(back);
        if (!back.isFoundOut()) {
            var stood = before.map(earlier -> standing(earlier, back)).orElse(back);
            return of(before, stood, before.flatMap(earlier -> Optional.ofNullable(earlier.held())));
        }
        if (!back.after().isDelta()) {
            return of(before, back, held);
        }
        // Of whom a reading of those who changed says nothing it stands as before.
        return of(
                before,
                before.map(earlier -> beside(earlier, back)).orElse(back),
                held.or(() -> before.flatMap(earlier -> Optional.ofNullable(earlier.held()))
                        // Of the same run, since released, nothing is held any more.
                        .filter(waiting -> !waiting.run().equals(back.after().run()))));
    }

    private static Optional<Held> held(WrittenBack back) {
        return back.replacing() > 0
                ? Optional.of(new Held(
                        back.after().run(),
                        back.replacing(),
                        back.unseen().stream().sorted().toList()))
                : Optional.empty();
    }

    /** Nothing was found out: all stands as it did. */
    private static WrittenBack standing(WriteBackStatus before, WrittenBack back) {
        return with(
                back,
                before.owed(),
                before.differing(),
                before.refused(),
                before.notShown(),
                before.refusals().stream().flatMap(one -> Unsettled.read(one).stream()));
    }

    private static WrittenBack beside(WriteBackStatus before, WrittenBack back) {
        return with(
                back,
                Math.max(owed(before, back), back.owed()),
                Math.max(before.differing(), back.differing()),
                Math.max(before.refused(), back.refused()),
                Math.max(before.notShown(), back.notShown()),
                Stream.concat(
                        back.refusals().stream(),
                        before.refusals().stream()
                                .flatMap(one -> Unsettled.read(one).stream())
                                .filter(one -> !back.refusals().contains(one))));
    }

    /** How many of those from before are left, at least those whom the source refuses; the same is told of more than once. */
    private static int owed(WriteBackStatus before, WrittenBack back) {
        var isNew = back.written() > 0 && !Times.text(back.at()).equals(before.time());
        return isNew
                ? Math.max(before.owed() - back.written(), Math.min(before.owed(), before.refused()))
                : before.owed();
    }

    private static WrittenBack with(
            WrittenBack back, int owed, int differing, int refused, int notShown, Stream<Refusal> refusals) {
        return new WrittenBack(
                back.after(),
                owed,
                back.written(),
                differing,
                back.replacing(),
                back.unseen(),
                refused,
                notShown,
                refusals.limit(MOST_TOLD).toList(),
                back.flaw(),
                back.isCut(),
                back.rests(),
                back.at());
    }

    private static WriteBackStatus of(Optional<WriteBackStatus> before, WrittenBack back, Optional<Held> held) {
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
                message(back, held).orElse(null),
                held.orElse(null),
                back.refusals().stream().map(SourceStatuses::refused).toList());
    }

    private static Optional<String> message(WrittenBack back, Optional<Held> held) {
        var parts = new ArrayList<String>();
        back.flaw().ifPresent(flaw -> parts.add("nothing more is written back for now: " + text(flaw)));
        held.ifPresent(waiting -> parts.add(text(waiting)));
        if (parts.isEmpty()
                && back.owed() > back.refused()
                && (back.isCut() || back.after().isDelta())) {
            parts.add("of %,d it is still to be told, which is done by the next reading of everybody at the latest"
                    .formatted(back.owed()));
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

    private static String text(Held held) {
        var what = held.unseen().isEmpty()
                ? "%,d records would be overwritten, which is more than spec.sanity.maximumChangedPercent allows, and none is"
                : "%,d records may be overwritten, which is more than spec.sanity.maximumChangedPercent allows, and none is, since no record shows anything at status.writeBack.held.unseen: look whether Usher may read it there";
        return (what + ": if that is right, release run %s by a RemovalDecision").formatted(held.records(), held.run());
    }

    private static String text(Flaw flaw) {
        var names = flaw.names().isEmpty() ? "" : " (" + String.join(", ", flaw.names()) + ")";
        var place = flaw.place().isPresent()
                ? ", at record %,d".formatted(flaw.place().getAsLong())
                : "";
        var status =
                flaw.status().isPresent() ? ", by the answer " + flaw.status().getAsInt() : "";
        var until = flaw.until()
                .map(then -> ", it asks to be left alone until " + Times.text(then))
                .orElse("");
        return flaw.defect().meaning() + names + place + status + until;
    }
}
