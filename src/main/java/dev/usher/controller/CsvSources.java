package dev.usher.controller;

import dev.usher.api.UserSourceSpec.CsvSource;
import dev.usher.domain.feed.Drafting;
import dev.usher.domain.feed.FieldTerms;
import dev.usher.domain.feed.Flaw;
import dev.usher.kube.SourceFiles;
import dev.usher.source.Feed;
import dev.usher.source.csv.CsvFeed;
import dev.usher.source.csv.CsvTerms;
import java.util.Optional;
import java.util.function.Supplier;

/** Sources that are files of separated values, as they are declared. */
final class CsvSources {
    private final SourceFiles files;

    CsvSources(SourceFiles files) {
        this.files = files;
    }

    /** Opens the file that it names, as it is at that moment. */
    Reading<Supplier<Feed>> read(String namespace, CsvSource csv, Drafting drafting) {
        var encoding = Optional.ofNullable(csv.encoding())
                .map(CsvTerms.Encoding::of)
                .orElse(Optional.of(CsvTerms.Encoding.UTF_8));
        if (encoding.isEmpty()) {
            return new Reading.Newer<>("spec.csv.encoding");
        }
        return new Reading.Of<>(() -> switch (file(namespace, csv)) {
            case SourceFiles.File.Absent absent -> sink -> new Feed.Reading.Broken(absent.flaw());
            case SourceFiles.File.Of file ->
                new CsvFeed(
                        file.content(), terms(csv, drafting, file.isText() ? CsvTerms.Encoding.UTF_8 : encoding.get()));
        });
    }

    private static CsvTerms terms(CsvSource csv, Drafting drafting, CsvTerms.Encoding encoding) {
        return new CsvTerms(
                Optional.ofNullable(csv.delimiter()).map(text -> text.charAt(0)),
                encoding,
                Optional.ofNullable(csv.trailer()),
                drafting.fields().stream().map(FieldTerms::from).distinct().toList(),
                drafting.key(),
                CsvTerms.Limits.DEFAULT);
    }

    private SourceFiles.File file(String namespace, CsvSource csv) {
        return Optional.ofNullable(csv.configMap())
                .map(from -> files.ofConfigMap(namespace, from.name(), from.key()))
                .or(() -> Optional.ofNullable(csv.secret())
                        .map(from -> files.ofSecret(namespace, from.name(), from.key())))
                .orElseGet(() -> new SourceFiles.File.Absent(Flaw.of(Flaw.Defect.NOT_THERE)));
    }
}
