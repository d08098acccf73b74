package dev.usher.source.http;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.domain.secret.Sensitive;
import dev.usher.source.Extent;
import dev.usher.source.Extent.Kind;
import dev.usher.source.Mark;
import dev.usher.source.Recording;
import java.util.Map;
import java.util.Optional;

/** Whether an interface is read from where it was read to, or whole. */
record Course(HttpTerms all, DeltaTerms delta, Map<String, Sensitive> secrets, Means means) {
    Recording read(Optional<Mark> from) {
        var now = means.clock().instant();
        var start = from.filter(mark -> !mark.isWholeDue(now, delta.whole()));
        if (start.isPresent()) {
            return changed(start.get(), Optional.empty())
                    .orElseGet(() -> read(all, Kind.WHOLE_INSTEAD, from, Optional.empty()));
        }
        var whole = read(all, Kind.WHOLE, from, Optional.empty());
        return whole.flaw()
                .flatMap(flaw -> from.map(mark -> instead(whole, flaw, mark)))
                .orElse(whole);
    }

    /**
     * What changed, where everybody is to be read and cannot be: who left is learned of all the same. Everybody is read in an hour again.
     *
     * @param broken the reading of everybody
     */
    private Recording instead(Recording broken, Flaw flaw, Mark from) {
        var later = from.wholeAt(means.clock().instant().plus(Mark.BETWEEN_WHOLES));
        // It asks to be left alone.
        if (flaw.until().isPresent() || flaw.defect() == Defect.CREDENTIALS_REFUSED) {
            return broken.of(new Extent(Kind.WHOLE, Optional.of(later), Optional.empty()));
        }
        return changed(later, Optional.of(flaw))
                .orElseGet(() -> broken.of(new Extent(Kind.WHOLE, Optional.empty(), Optional.empty())));
    }

    /** What changed; empty where the source does not go on from there. */
    private Optional<Recording> changed(Mark from, Optional<Flaw> flaw) {
        return delta.since(all, from.since())
                .map(terms -> read(terms, Kind.DELTA, Optional.of(from), flaw))
                .filter(read -> read.flaw().filter(DeltaTerms::isNotFromThere).isEmpty());
    }

    private Recording read(HttpTerms terms, Kind kind, Optional<Mark> from, Optional<Flaw> flaw) {
        var reaching = new Reaching(delta, kind, from, flaw, means.clock().instant());
        return Recording.of(new HttpFeed(terms, secrets, means, Optional.of(reaching)), Recording.USUAL_BYTES);
    }
}
