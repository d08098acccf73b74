package dev.usher.controller;

import dev.usher.api.CsvSource;
import dev.usher.domain.feed.Drafting;
import dev.usher.domain.feed.Flaw;
import dev.usher.kube.SourceFiles;
import dev.usher.source.Content;
import dev.usher.source.Feed;
import dev.usher.source.SourceId;
import dev.usher.source.csv.CsvFeed;
import dev.usher.source.csv.CsvTerms;
import dev.usher.source.http.HttpFeeds;
import java.util.Optional;
import java.util.function.Supplier;

/** Sources that are files of separated values, as they are declared. */
final class CsvSources {
    private final SourceFiles files;
    private final HttpSources addresses;

    CsvSources(SourceFiles files, HttpSources addresses) {
        this.files = files;
        this.addresses = addresses;
    }

    /** Opens the file that it names, as it is at that moment. */
    Reading<Supplier<Feed>> read(SourceId source, CsvSource csv, Drafting drafting) {
        var encoding = Optional.ofNullable(csv.encoding())
                .map(CsvTerms.Encoding::of)
                .orElse(Optional.of(CsvTerms.Encoding.UTF_8));
        return encoding.isEmpty()
                ? new Reading.Newer<>("spec.csv.encoding")
                : file(source, csv)
                        .then(file -> new Reading.Of<>(() -> opened(file.get(), csv, drafting, encoding.get())));
    }

    private static Feed opened(SourceFiles.File file, CsvSource csv, Drafting drafting, CsvTerms.Encoding encoding) {
        return switch (file) {
            case SourceFiles.File.Absent absent -> Feed.broken(absent.flaw());
            case SourceFiles.File.Of there ->
                new CsvFeed(there.content(), terms(csv, drafting, there.isText() ? CsvTerms.Encoding.UTF_8 : encoding));
        };
    }

    private static CsvTerms terms(CsvSource csv, Drafting drafting, CsvTerms.Encoding encoding) {
        return new CsvTerms(
                Optional.ofNullable(csv.delimiter()).map(text -> text.charAt(0)),
                encoding,
                Optional.ofNullable(csv.trailer()),
                drafting.fields().stream()
                        .flatMap(field -> field.columns().stream())
                        .distinct()
                        .toList(),
                drafting.key(),
                CsvTerms.Limits.DEFAULT);
    }

    private Reading<Supplier<SourceFiles.File>> file(SourceId source, CsvSource csv) {
        var namespace = source.namespace();
        if (csv.configMap() != null) {
            var from = csv.configMap();
            return new Reading.Of<>(() -> files.ofConfigMap(namespace, from.name(), from.key()));
        }
        if (csv.secret() != null) {
            var from = csv.secret();
            return new Reading.Of<>(() -> files.ofSecret(source, from.name(), from.key()));
        }
        return csv.at() == null
                ? new Reading.Newer<>("spec.csv")
                : addresses
                        .fetch(source, csv.at().request())
                        .then(fetching -> new Reading.Of<>(() -> switch (fetching.get()) {
                            case HttpFeeds.Fetched.Of(Content content) -> new SourceFiles.File.Of(content, false);
                            case HttpFeeds.Fetched.Broken(Flaw flaw) -> new SourceFiles.File.Absent(flaw);
                        }));
    }
}
