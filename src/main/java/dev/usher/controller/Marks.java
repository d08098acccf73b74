package dev.usher.controller;

import dev.usher.api.SourceWatermark;
import dev.usher.api.UserSource;
import dev.usher.api.UserSourceStatus;
import dev.usher.domain.account.Digests;
import dev.usher.source.Extent;
import dev.usher.source.Mark;
import dev.usher.source.RunReport;
import java.time.Instant;
import java.util.Optional;

/**
 * Up to where sources were read, as their statuses keep it. Whoever may write a status could have changes skipped by it: what is there
 * counts only with a proof that this installation wrote it, of this source under this declaration.
 */
final class Marks {
    private static final String WHOLE = "Whole";
    private static final String DELTA = "Delta";

    private final Digests digests;

    Marks(Digests digests) {
        this.digests = digests;
    }

    /** Where a source can go on; empty where all of it is to be read. */
    Optional<Mark> of(UserSource source, String authority, Instant now) {
        return Optional.ofNullable(source.getStatus())
                .flatMap(status -> Optional.ofNullable(status.watermark()))
                .flatMap(Marks::read)
                .map(mark -> new Mark(mark.since(), mark.time(), mark.whole(), mark.ended(), authority))
                .filter(mark -> Optional.ofNullable(source.getStatus().watermark())
                        .filter(said -> said.proof().equals(proof(source, mark)))
                        .isPresent())
                // Of a clock that was wrong nothing is believed.
                .filter(mark -> !mark.time().isAfter(now) && !mark.whole().isAfter(now));
    }

    private static Optional<Mark> read(SourceWatermark said) {
        return Times.parse(said.time())
                .flatMap(time -> Times.parse(said.wholeTime())
                        .map(whole -> new Mark(said.since(), time, whole, said.ended(), "")));
    }

    /** The same status with what a run of the source, as it is declared now, says of this. */
    UserSourceStatus noted(UserSource source, RunReport report, UserSourceStatus status) {
        return report instanceof RunReport.Complete run
                ? status.reaching(
                        switch (run.extent().kind()) {
                            case ALWAYS_WHOLE -> null;
                            case WHOLE, WHOLE_INSTEAD -> WHOLE;
                            case DELTA -> DELTA;
                        },
                        reached(source, run.extent()).orElse(null))
                : status;
    }

    private Optional<SourceWatermark> reached(UserSource source, Extent extent) {
        return extent.reached()
                .map(mark -> new SourceWatermark(
                        mark.since(),
                        Times.exact(mark.time()),
                        Times.exact(mark.whole()),
                        mark.ended(),
                        proof(source, mark)));
    }

    private String proof(UserSource source, Mark mark) {
        return digests.pseudonym(
                "watermark",
                source.getMetadata().getUid(),
                Long.toString(Translate.generation(source)),
                mark.authority(),
                mark.since(),
                Times.exact(mark.time()),
                Times.exact(mark.whole()),
                Integer.toString(mark.ended()));
    }
}
