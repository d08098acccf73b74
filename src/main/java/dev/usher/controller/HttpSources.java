package dev.usher.controller;

import dev.usher.api.HttpSource;
import dev.usher.domain.feed.Drafting;
import dev.usher.source.Feed;
import dev.usher.source.SourceId;
import dev.usher.source.http.HttpFeeds;
import dev.usher.source.http.Presets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Sources that are interfaces of JSON, as they are declared. */
final class HttpSources {
    private final Shown shown;
    private final HttpFeeds feeds;
    private final Presets presets = Presets.shipped();

    HttpSources(Shown shown, HttpFeeds feeds) {
        this.shown = shown;
        this.feeds = feeds;
    }

    /** Reads all that the interface says, at the moment at which it is opened. */
    Reading<Supplier<Feed>> read(SourceId source, HttpSource http, Drafting drafting) {
        return translated("`http`: ", http, drafting)
                .then(translated -> new Reading.Of<>(() -> shown.<Feed>read(
                        source,
                        translated.declared(),
                        translated.secrets(),
                        credentials -> feeds.read(translated.declared(), credentials.values()),
                        Feed::flaw,
                        Feed::broken)));
    }

    /** Reads the file at an address, at the moment at which it is opened. */
    Reading<Supplier<HttpFeeds.Fetched>> fetch(SourceId source, HttpSource file) {
        return translated("`csv.at`: ", file, new Drafting("", List.of()))
                .then(translated -> new Reading.Of<>(() -> shown.<HttpFeeds.Fetched>read(
                        source,
                        translated.declared(),
                        translated.secrets(),
                        credentials -> feeds.fetch(translated.declared(), credentials.values()),
                        HttpFeeds.Fetched::broke,
                        HttpFeeds.Fetched.Broken::new)));
    }

    private Reading<HttpDeclaration.Translated> translated(String where, HttpSource http, Drafting drafting) {
        try {
            return new Reading.Of<>(new HttpDeclaration(http, drafting, presets).translated());
        } catch (IllegalArgumentException e) {
            return new Reading.Invalid<>(
                    where + Optional.ofNullable(e.getMessage()).orElse("it cannot be read as it is declared"));
        }
    }
}
