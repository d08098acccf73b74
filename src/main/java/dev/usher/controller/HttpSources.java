package dev.usher.controller;

import dev.usher.api.HttpSource;
import dev.usher.connector.Credentials;
import dev.usher.domain.feed.Drafting;
import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.source.Feed;
import dev.usher.source.SourceId;
import dev.usher.source.http.HttpFeeds;
import dev.usher.source.http.Presets;
import dev.usher.sync.NotOffered;
import dev.usher.sync.Vault;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Sources that are interfaces of JSON, as they are declared. */
final class HttpSources {
    private final Vault vault;
    private final HttpFeeds feeds;
    private final Presets presets = Presets.shipped();
    private final Rejections rejections;

    HttpSources(Vault vault, HttpFeeds feeds, Rejections rejections) {
        this.vault = vault;
        this.feeds = feeds;
        this.rejections = rejections;
    }

    /** Reads all that the interface says, at the moment at which it is opened. */
    Reading<Supplier<Feed>> read(SourceId source, HttpSource http, Drafting drafting) {
        return translated("`http`: ", http, drafting)
                .then(translated -> new Reading.Of<>(() -> {
                    try {
                        var credentials = credentials(source, translated);
                        var read = feeds.read(translated.declared(), credentials.values());
                        read.flaw()
                                .ifPresentOrElse(
                                        flaw -> rejections.note(
                                                source, translated.declared(), credentials.version(), flaw),
                                        () -> rejections.forget(source));
                        return read;
                    } catch (NotAsked why) {
                        return sink -> new Feed.Reading.Broken(why.flaw());
                    }
                }));
    }

    /** Reads the file at an address, at the moment at which it is opened. */
    Reading<Supplier<HttpFeeds.Fetched>> fetch(SourceId source, HttpSource file) {
        return translated("`csv.at`: ", file, new Drafting("", List.of()))
                .then(translated -> new Reading.Of<>(() -> {
                    try {
                        var credentials = credentials(source, translated);
                        var read = feeds.fetch(translated.declared(), credentials.values());
                        if (read instanceof HttpFeeds.Fetched.Broken(Flaw flaw)) {
                            rejections.note(source, translated.declared(), credentials.version(), flaw);
                        } else {
                            rejections.forget(source);
                        }
                        return read;
                    } catch (NotAsked why) {
                        return new HttpFeeds.Fetched.Broken(why.flaw());
                    }
                }));
    }

    private Reading<HttpDeclaration.Translated> translated(String where, HttpSource http, Drafting drafting) {
        try {
            return new Reading.Of<>(new HttpDeclaration(http, drafting, presets).translated());
        } catch (IllegalArgumentException e) {
            return new Reading.Invalid<>(
                    where + Optional.ofNullable(e.getMessage()).orElse("it cannot be read as it is declared"));
        }
    }

    /** Nothing is sent now. */
    private static final class NotAsked extends Exception {
        private final transient Flaw flaw;

        NotAsked(Flaw flaw) {
            super(flaw.defect().meaning());
            this.flaw = flaw;
        }

        Flaw flaw() {
            return flaw;
        }
    }

    private Credentials credentials(SourceId source, HttpDeclaration.Translated translated) throws NotAsked {
        Credentials credentials;
        try {
            credentials = vault.read(source.namespace(), translated.secrets());
        } catch (NotOffered e) {
            throw new NotAsked(notOffered(e.failure()));
        }
        var before = rejections.of(source, translated.declared(), credentials.version());
        if (before.isPresent()) {
            throw new NotAsked(before.get());
        }
        return credentials;
    }

    /** The API server did not answer, or a Secret is not there for it. */
    private static Flaw notOffered(Failure why) {
        return why.kind() == Kind.WAITING
                ? Flaw.of(Defect.NOT_READ)
                : Flaw.of(Defect.CREDENTIALS_NOT_OFFERED).about(why.names());
    }
}
