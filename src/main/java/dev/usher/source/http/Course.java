package dev.usher.source.http;

import dev.usher.domain.secret.Sensitive;
import dev.usher.source.Extent.Kind;
import dev.usher.source.Mark;
import dev.usher.source.Recording;
import java.util.Map;
import java.util.Optional;

/** Whether an interface is read from where it was read to, or whole. */
record Course(HttpTerms all, DeltaTerms delta, Map<String, Sensitive> secrets, Means means) {
    Recording read(Optional<Mark> from) {
        var now = means.clock().instant();
        var start = from.filter(mark -> mark.whole().plus(delta.whole()).isAfter(now));
        var terms = start.flatMap(mark -> delta.since(all, mark.since()));
        var changed = terms.map(one -> read(one, Kind.DELTA, start));
        return changed.filter(
                        read -> read.flaw().filter(DeltaTerms::isNotFromThere).isEmpty())
                .orElseGet(() -> read(all, start.isPresent() ? Kind.WHOLE_INSTEAD : Kind.WHOLE, Optional.empty()));
    }

    private Recording read(HttpTerms terms, Kind kind, Optional<Mark> from) {
        var reaching = new Reaching(delta, kind, from, means.clock().instant());
        return Recording.of(new HttpFeed(terms, secrets, means, Optional.of(reaching)), Recording.USUAL_BYTES);
    }
}
