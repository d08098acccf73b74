package dev.usher.controller;

import dev.usher.api.HttpSource;
import dev.usher.api.WriteBack;
import dev.usher.source.Feed;
import dev.usher.source.Mark;
import dev.usher.source.Pen;
import dev.usher.source.SourceId;
import dev.usher.source.http.HttpFeeds;
import dev.usher.source.http.Presets;
import java.util.Optional;
import java.util.function.Supplier;

/** Sources that are interfaces of JSON, as they are declared. */
final class HttpSources {
    private final Shown shown;
    private final Pens pens;
    private final HttpFeeds feeds;
    private final Presets presets = Presets.shipped();

    HttpSources(Shown shown, Pens pens, HttpFeeds feeds) {
        this.pens = pens;
        this.shown = shown;
        this.feeds = feeds;
    }

    /**
     * Reads what the interface says, at the moment at which it is opened.
     *
     * @param from up to where it was read before, as it is declared now
     */
    Reading<Supplier<Feed>> read(SourceId source, HttpSource http, Wanted wanted, Optional<Mark> from) {
        return translated("`http`: ", http, wanted)
                .then(translated -> new Reading.Of<>(() -> shown.<Feed>read(
                        source,
                        translated.declared(),
                        translated.secrets(),
                        credentials -> feeds.read(translated.declared(), credentials.values(), from),
                        Feed::flaw,
                        Feed::broken)));
    }

    /** Opens what writes into its records, each time anew. */
    Reading<Supplier<Pen>> pen(SourceId source, HttpSource http, WriteBack said, Wanted wanted) {
        return Optional.ofNullable(said.http())
                .map(way -> pen(source, new HttpWriteDeclaration(http, said, way, presets), wanted))
                .orElseGet(() -> new Reading.Newer<>("spec.writeBack"));
    }

    private Reading<Supplier<Pen>> pen(SourceId source, HttpWriteDeclaration said, Wanted wanted) {
        return Reading.of("`writeBack.http`: ", () -> said.translated(wanted), "it cannot be written as it is declared")
                .then(translated -> new Reading.Of<>(() -> pens.open(
                        source,
                        translated.declared(),
                        translated.secrets(),
                        credentials -> feeds.pen(translated.declared(), credentials.values()))));
    }

    /** Reads the file at an address, at the moment at which it is opened. */
    Reading<Supplier<HttpFeeds.Fetched>> fetch(SourceId source, HttpSource file) {
        return translated("`csv.at`: ", file, Wanted.NOTHING)
                .then(translated -> new Reading.Of<>(() -> shown.<HttpFeeds.Fetched>read(
                        source,
                        translated.declared(),
                        translated.secrets(),
                        credentials -> feeds.fetch(translated.declared(), credentials.values()),
                        HttpFeeds.Fetched::broke,
                        HttpFeeds.Fetched.Broken::new)));
    }

    private Reading<HttpDeclaration.Translated> translated(String where, HttpSource http, Wanted wanted) {
        return Reading.of(
                where,
                () -> new HttpDeclaration(http, wanted, presets).translated(),
                "it cannot be read as it is declared");
    }
}
