package dev.usher.controller;

import dev.usher.api.HttpSource;
import dev.usher.api.WriteBack;
import dev.usher.connector.SecretUse;
import dev.usher.source.http.HttpFeeds;
import dev.usher.source.http.Pointer;
import dev.usher.source.http.Preset;
import dev.usher.source.http.Presets;
import dev.usher.source.http.WriteTerms;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How people of an interface are written, as a source declares it, in words of what writes. */
final class HttpWriteDeclaration {
    private static final String KEY = "{key}";

    private final HttpSource source;
    private final WriteBack said;
    private final WriteBack.HttpWriteBack http;
    private final Presets presets;

    HttpWriteDeclaration(HttpSource source, WriteBack said, WriteBack.HttpWriteBack http, Presets presets) {
        this.source = source;
        this.said = said;
        this.http = http;
        this.presets = presets;
    }

    /** What writes, and what has to be known for that. */
    record Translated(HttpFeeds.Writing declared, List<SecretUse> secrets) {}

    /** @throws IllegalArgumentException if the schema let through what cannot be; the message says what to write instead */
    Translated translated(Wanted wanted) {
        var change = change(wanted.drafting().key());
        var reading = new HttpDeclaration(source, wanted, presets).translated();
        if (http.auth() == null) {
            var declared = reading.declared();
            return new Translated(
                    new HttpFeeds.Writing(
                            WriteTerms.by(declared.terms(), change), declared.server(), declared.tokens()),
                    reading.secrets());
        }
        var there = new HttpDeclaration(ofItsOwn(change.url()), Wanted.NOTHING, presets).translated();
        return new Translated(
                new HttpFeeds.Writing(
                        new WriteTerms(
                                change,
                                there.declared().terms().access(),
                                reading.declared().terms().bounds()),
                        there.declared().server(),
                        there.declared().tokens()),
                there.secrets());
    }

    /** Who may write is asked about at the address that is written to. */
    private HttpSource ofItsOwn(String url) {
        return new HttpSource(
                null,
                Map.of(),
                url.replace(KEY, "x"),
                null,
                Map.of(),
                Map.of(),
                null,
                http.auth(),
                source.tls(),
                "",
                null,
                null,
                null,
                null);
    }

    private WriteTerms.Change change(String key) {
        var known = preset();
        known.filter(usual -> http.url() == null && !usual.key().equals(Pointer.parse(key)))
                .ifPresent(usual -> {
                    throw new IllegalArgumentException("`key` must be " + usual.key()
                            + " for what is written as the preset has it, which knows nobody by another one");
                });
        var url = Optional.ofNullable(http.url())
                .or(() -> known.map(Preset.Writing::url))
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "give the address to write to as `url`, such as https://hr.example.com/api/people/{key}: no preset has one"));
        return new WriteTerms.Change(
                Optional.ofNullable(http.method())
                        .map(WriteTerms.Method::valueOf)
                        .or(() -> known.map(Preset.Writing::method))
                        .orElse(WriteTerms.Method.PATCH),
                url,
                http.headers(),
                Optional.ofNullable(http.contentType()).orElse(WriteTerms.Change.JSON),
                places(known),
                Optional.ofNullable(http.body()));
    }

    private Optional<Preset.Writing> preset() {
        return Optional.ofNullable(source.preset())
                .flatMap(presets::find)
                .flatMap(
                        preset -> preset.write(Optional.ofNullable(source.url()).map(URI::create), source.values()));
    }

    /** Where each value goes: as it is declared, as the preset has it, or where the record has it. */
    private Map<String, Pointer> places(Optional<Preset.Writing> known) {
        var written = said.fields().stream().map(WriteBack.WrittenField::from).collect(Collectors.toSet());
        http.fields().keySet().stream()
                .filter(from -> !written.contains(from))
                .findFirst()
                .ifPresent(from -> {
                    throw new IllegalArgumentException("`fields` has a place for " + from
                            + ", of which `writeBack.fields` says nothing: name it there, or leave it out");
                });
        var places = new HashMap<String, Pointer>();
        for (var field : said.fields()) {
            places.put(
                    field.to(),
                    Optional.ofNullable(http.fields().get(field.from()))
                            .map(Pointer::parse)
                            .or(() -> known.flatMap(
                                    usual -> Optional.ofNullable(usual.places().get(field.to()))))
                            .orElseGet(() -> Pointer.parse(field.to())));
        }
        return places;
    }
}
