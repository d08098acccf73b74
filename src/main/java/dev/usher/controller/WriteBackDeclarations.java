package dev.usher.controller;

import dev.usher.api.CsvSource.FileReference;
import dev.usher.api.UserSourceSpec;
import dev.usher.api.WriteBack.WrittenField;
import dev.usher.domain.feed.FieldTerms;
import dev.usher.domain.feed.Target;
import dev.usher.kube.SourceSheets;
import dev.usher.source.Pen;
import dev.usher.source.SourceId;
import dev.usher.source.WriteBack;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** How sources are told how their people are called, as it is declared. */
final class WriteBackDeclarations {
    private static final Set<Target> WRITTEN = Set.of(Target.USER_NAME, Target.EMAIL);
    private static final Set<String> EXISTING = Set.of(dev.usher.api.WriteBack.KEEP, dev.usher.api.WriteBack.REPLACE);

    private final HttpSources interfaces;
    private final LdapSources directories;
    private final SourceSheets sheets;
    private final BooleanSupplier mayWrite;

    /** @param mayWrite whether this operator is in charge */
    WriteBackDeclarations(
            HttpSources interfaces, LdapSources directories, SourceSheets sheets, BooleanSupplier mayWrite) {
        this.interfaces = interfaces;
        this.directories = directories;
        this.sheets = sheets;
        this.mayWrite = mayWrite;
    }

    /** What is read of records for it, though it becomes nothing of a user. */
    static Set<String> reads(UserSourceSpec spec) {
        return Optional.ofNullable(spec.writeBack())
                .filter(said -> said.configMap() == null)
                .map(said -> said.fields().stream().map(WrittenField::to).collect(Collectors.toUnmodifiableSet()))
                .orElse(Set.of());
    }

    Reading<Optional<WriteBack>> read(SourceId source, UserSourceSpec spec, Wanted wanted) {
        var said = Optional.ofNullable(spec.writeBack());
        if (said.isEmpty()) {
            return new Reading.Of<>(Optional.empty());
        }
        return unknown(said.get())
                .<Reading<Optional<WriteBack>>>map(field -> new Reading.Newer<>("spec.writeBack." + field))
                .or(() ->
                        objection(said.get(), spec, wanted.drafting().fields()).map(Reading.Invalid::new))
                .orElseGet(() -> way(source, spec, said.get(), wanted)
                        .then(way -> new Reading.Of<>(Optional.of(new WriteBack(
                                said.get().fields().stream()
                                        .map(field -> new WriteBack.Field(
                                                Target.of(field.from()).orElseThrow(), field.to()))
                                        .toList(),
                                dev.usher.api.WriteBack.REPLACE.equals(
                                        said.get().existing()),
                                way,
                                mayWrite)))));
    }

    private static Optional<String> unknown(dev.usher.api.WriteBack said) {
        if (said.existing() != null && !EXISTING.contains(said.existing())) {
            return Optional.of("existing");
        }
        return said.fields().stream()
                .map(WrittenField::from)
                .filter(from -> Target.of(from).filter(WRITTEN::contains).isEmpty())
                .map(from -> "fields[" + from + "].from")
                .findFirst();
    }

    private static Optional<String> objection(
            dev.usher.api.WriteBack said, UserSourceSpec spec, List<FieldTerms> fields) {
        var taken = fields.stream().flatMap(field -> field.columns().stream()).collect(Collectors.toSet());
        if (said.configMap() != null) {
            taken.clear();
        }
        taken.add(spec.key());
        var seen = new HashSet<String>();
        return said.fields().stream()
                .map(WrittenField::to)
                .filter(to -> taken.contains(to) || !seen.add(to))
                .map(
                        to -> "`" + to
                                + "` of `writeBack.fields` is the key, or read by `fields` already, or named twice: what is written back has a place of its own")
                .findFirst()
                .or(() -> isReadAgain(said, spec)
                        ? Optional.of(
                                "`writeBack.configMap` must not be the file that the source is read from: give another key")
                        : Optional.empty());
    }

    private static boolean isReadAgain(dev.usher.api.WriteBack said, UserSourceSpec spec) {
        return Optional.ofNullable(said.configMap())
                .filter(file -> Optional.ofNullable(spec.csv())
                        .filter(csv -> file.equals(csv.configMap()))
                        .isPresent())
                .isPresent();
    }

    private Reading<WriteBack.Way> way(
            SourceId source, UserSourceSpec spec, dev.usher.api.WriteBack said, Wanted wanted) {
        return Optional.ofNullable(said.configMap())
                .map(file -> inSheet(source, spec, file))
                .or(() -> Optional.ofNullable(said.http())
                        .flatMap(any -> Optional.ofNullable(spec.http()))
                        .map(http -> byRecord(interfaces.pen(source, http, said, wanted))))
                .or(() -> Optional.ofNullable(said.ldap())
                        .flatMap(ldap -> Optional.ofNullable(spec.ldap())
                                .map(there -> byRecord(directories.pen(source, there, ldap, wanted)))))
                .orElseGet(() -> new Reading.Newer<>("spec.writeBack"));
    }

    private static Reading<WriteBack.Way> byRecord(Reading<Supplier<Pen>> pen) {
        return pen.then(opening -> new Reading.Of<>(new WriteBack.Way.ByRecord(opening)));
    }

    private Reading<WriteBack.Way> inSheet(SourceId source, UserSourceSpec spec, FileReference file) {
        return new Reading.Of<>(new WriteBack.Way.InSheet(spec.key(), sheets.of(source, file.name(), file.key())));
    }
}
