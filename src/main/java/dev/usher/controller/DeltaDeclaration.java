package dev.usher.controller;

import dev.usher.api.HttpDelta;
import dev.usher.source.http.DeltaTerms;
import dev.usher.source.http.DeltaTerms.Said;
import dev.usher.source.http.DeltaTerms.Sign;
import dev.usher.source.http.Pagination.Place;
import dev.usher.source.http.Pointer;
import dev.usher.source.http.Preset;
import dev.usher.source.http.SinceFormat;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a source declares that it is asked for what changed, in words of what asks. */
final class DeltaDeclaration {
    private static final Duration WHOLE = Duration.ofDays(1);

    private DeltaDeclaration() {}

    /** @throws IllegalArgumentException if it cannot be; the message says what to write instead */
    static DeltaTerms read(HttpDelta said, Optional<Preset> preset) {
        var whole = whole(said);
        return said.saysHow()
                ? own(said, whole)
                : preset.flatMap(one -> one.delta(whole))
                        .orElseThrow(
                                () -> new IllegalArgumentException(
                                        "say in `delta` how it is asked for what changed, by `query` and `time`, or read it whole: the preset knows no way"));
    }

    /** How often everybody is read all the same. */
    static Duration whole(HttpDelta said) {
        return Optional.ofNullable(said.wholeEverySeconds())
                .map(Duration::ofSeconds)
                .orElse(WHOLE);
    }

    private static DeltaTerms own(HttpDelta said, Duration whole) {
        var place = Optional.ofNullable(said.field())
                .<Place>map(field -> new Place.Field(Pointer.parse(field)))
                .or(() -> Optional.ofNullable(said.query()).map(Place.Query::new));
        return new DeltaTerms(
                Optional.ofNullable(said.url()).map(URI::create),
                place.map(one -> new Said(one, Optional.ofNullable(said.value()).orElse("{since}"))),
                sign(said),
                whole);
    }

    private static Sign sign(HttpDelta said) {
        if (said.time() != null) {
            return new Sign.Time(format(said.time().format(), said.time().overlapSeconds()));
        }
        if (said.newest() != null) {
            return new Sign.Newest(
                    Pointer.parse(said.newest().at()),
                    format(said.newest().format(), said.newest().overlapSeconds()));
        }
        if (said.token() != null) {
            return new Sign.Token(Pointer.parse(said.token().at()));
        }
        return Optional.ofNullable(said.link())
                .map(link -> new Sign.Link(Pointer.parse(link.at())))
                .orElseThrow(() -> new IllegalArgumentException("`delta` must hold one way that there is"));
    }

    private static SinceFormat format(@Nullable String pattern, @Nullable Integer overlap) {
        return new SinceFormat(
                Optional.ofNullable(pattern),
                Optional.ofNullable(overlap).map(Duration::ofSeconds).orElse(DeltaTerms.OVERLAP));
    }
}
