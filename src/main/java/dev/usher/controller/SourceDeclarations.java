package dev.usher.controller;

import dev.usher.api.HttpDelta;
import dev.usher.api.UserSource;
import dev.usher.api.UserSourceSpec;
import dev.usher.api.UserSourceSpec.SanitySettings;
import dev.usher.api.UserSourceSpec.SourceField;
import dev.usher.api.UserSourceStatus;
import dev.usher.domain.feed.Drafting;
import dev.usher.domain.feed.FieldTerms;
import dev.usher.domain.feed.Sanity;
import dev.usher.domain.feed.Target;
import dev.usher.source.Feed;
import dev.usher.source.Feeds;
import dev.usher.source.Mark;
import dev.usher.source.MissingTerms;
import dev.usher.source.SourceTerms;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Sources as they are declared, in words of the engine. */
final class SourceDeclarations {
    private static final Duration EVERY = Duration.ofMinutes(5);
    private static final Duration EVERY_OF_HTTP = Duration.ofHours(1);
    private static final int MISSED = 3;
    private static final Set<String> MISSING = Set.of(UserSourceSpec.KEEP, UserSourceSpec.END);
    private static final Set<String> MODES = Set.of(UserSourceSpec.APPLY, UserSourceSpec.OBSERVE);

    /** As long as the part of the key of an annotation behind the slash (Kubernetes, annotations: syntax). */
    private static final int LONGEST_NAME = 63;

    private final CsvSources files;
    private final HttpSources interfaces;
    private final LdapSources directories;
    private final WriteBackDeclarations backs;

    SourceDeclarations(CsvSources files, HttpSources interfaces, LdapSources directories, WriteBackDeclarations backs) {
        this.backs = backs;
        this.files = files;
        this.interfaces = interfaces;
        this.directories = directories;
    }

    /**
     * What it says.
     *
     * @param authority which source counts before which in its namespace, in a word
     * @param released the runs of which somebody says that all of them is applied
     * @param from up to where it was read before, as it is declared now
     */
    Reading<Feeds.Setup> read(UserSource source, String authority, Set<String> released, Optional<Mark> from) {
        var spec = Optional.ofNullable(source.getSpec());
        if (spec.isEmpty()) {
            return new Reading.Newer<>("spec");
        }
        return terms(source, spec.get(), authority, released)
                .then(terms -> feed(source, spec.get(), wanted(spec.get(), terms), from)
                        .then(feed -> backs.read(Sources.id(source), spec.get(), wanted(spec.get(), terms))
                                .then(back -> new Reading.Of<>(new Feeds.Setup(
                                        terms,
                                        feed,
                                        every(spec.get()),
                                        isOverHttp(spec.get()) || spec.get().ldap() != null,
                                        back.map(told -> told.withholding(WriteBackStatuses.withheld(source))))))));
    }

    /** Those who run an interface mind how often it is asked. */
    static Duration every(UserSourceSpec spec) {
        return Optional.ofNullable(spec.everySeconds())
                .map(Duration::ofSeconds)
                .orElse(isOverHttp(spec) ? EVERY_OF_HTTP : EVERY);
    }

    /** Whether somebody is asked who runs a server, and not the cluster. */
    static boolean isOverHttp(UserSourceSpec spec) {
        return spec.http() != null
                || Optional.ofNullable(spec.csv())
                        .filter(csv -> csv.at() != null)
                        .isPresent();
    }

    private static Reading<SourceTerms> terms(
            UserSource source, UserSourceSpec spec, String authority, Set<String> released) {
        var unknown = unknown(spec);
        if (unknown.isPresent()) {
            return new Reading.Newer<>(unknown.get());
        }
        return FieldDeclarations.read(spec).then(fields -> terms(source, spec, fields, authority, released));
    }

    private static Reading<SourceTerms> terms(
            UserSource source, UserSourceSpec spec, List<FieldTerms> fields, String authority, Set<String> released) {
        var wrong = objection(source, spec, fields);
        if (wrong.isPresent()) {
            return new Reading.Invalid<>(wrong.get());
        }
        var before = Optional.ofNullable(source.getStatus()).orElse(UserSourceStatus.NONE);
        return NamingDeclarations.read(spec, fields)
                .then(naming -> new Reading.Of<>(new SourceTerms(
                        new Drafting(spec.key(), fields),
                        naming,
                        spec.match(),
                        sanity(Optional.ofNullable(spec.sanity())),
                        UserSourceSpec.OBSERVE.equals(spec.mode()),
                        released,
                        named(fields, before.fields()),
                        authority,
                        missing(spec))));
    }

    private static Optional<MissingTerms> missing(UserSourceSpec spec) {
        return Optional.ofNullable(spec.missing())
                .filter(one -> UserSourceSpec.END.equals(one.then()))
                .map(one ->
                        new MissingTerms(Optional.ofNullable(one.afterRuns()).orElse(MISSED), apart(spec)));
    }

    /**
     * Three days of readings are not made of three hours where everybody is read more often for a while. Two usual ones are not quite so far apart as they
     * are declared, since one takes longer than another.
     */
    private static Duration apart(UserSourceSpec spec) {
        return Stream.concat(
                        Stream.of(every(spec)),
                        delta(spec).stream()
                                .flatMap(delta -> Stream.of(
                                        EVERY_OF_HTTP,
                                        DeltaDeclaration.whole(delta).dividedBy(2))))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static Optional<HttpDelta> delta(UserSourceSpec spec) {
        return Optional.ofNullable(spec.http()).flatMap(http -> Optional.ofNullable(http.delta()));
    }

    /** A field that is not declared any more is not missed. */
    private static Set<String> named(List<FieldTerms> fields, List<String> before) {
        var named = new HashSet<>(before);
        named.retainAll(
                fields.stream().flatMap(field -> field.watched().stream()).toList());
        return named;
    }

    /** The first field that has a value of which this version knows nothing: what it would mean is not guessed. */
    private static Optional<String> unknown(UserSourceSpec spec) {
        if (spec.mode() != null && !MODES.contains(spec.mode())) {
            return Optional.of("spec.mode");
        }
        var webhook = Optional.ofNullable(spec.webhook()).flatMap(SourceHooks::unknown);
        if (webhook.isPresent()) {
            return webhook.map(field -> "spec.webhook." + field);
        }
        if (spec.missing() != null && !MISSING.contains(spec.missing().then())) {
            return Optional.of("spec.missing.then");
        }
        return spec.fields().stream()
                .map(SourceField::to)
                .filter(to -> Target.of(to).isEmpty() && !to.startsWith(FieldTerms.OWN))
                .map(to -> "spec.fields[" + to + "].to")
                .findFirst();
    }

    private static Optional<String> objection(UserSource source, UserSourceSpec spec, List<FieldTerms> fields) {
        if (source.getMetadata().getName().length() > LONGEST_NAME) {
            return Optional.of("the name of a source has at most " + LONGEST_NAME
                    + " characters, since it is noted beside each of its people: make it anew under another name");
        }
        var delta = delta(spec);
        if (delta.isPresent()
                && !every(spec).minus(DeltaDeclaration.whole(delta.get())).isNegative()) {
            return Optional.of(
                    "let `everySeconds` be less than `delta.wholeEverySeconds`: everybody would be read each time");
        }
        if (delta.isPresent() && isOfNoLife(fields) && speaksOf(fields, Target.MANAGER)) {
            return Optional.of(
                    "leave `delta` out, or the field to manager: a source without a field to status makes nobody, and who a manager is who is not listed nobody can tell");
        }
        return fields.stream()
                .filter(field ->
                        field.format().filter(format -> !format.isSound()).isPresent())
                .map(field -> "`format` of the field to " + field.name()
                        + " is none by which a date can be read: write it such as dd.MM.uuuu")
                .findFirst();
    }

    private static boolean isOfNoLife(List<FieldTerms> fields) {
        return fields.stream().noneMatch(FieldTerms::isOfLife);
    }

    private static boolean speaksOf(List<FieldTerms> fields, Target target) {
        return fields.stream().anyMatch(field -> field.target().equals(Optional.of(target)));
    }

    private static Sanity sanity(Optional<SanitySettings> said) {
        var standard = Sanity.STANDARD;
        return new Sanity(
                said.map(SanitySettings::minimumRecords).orElse(standard.minimumRecords()),
                said.map(SanitySettings::maximumDisappearedPercent).orElse(standard.disappearedPercent()),
                said.map(SanitySettings::maximumTerminatedPercent).orElse(standard.terminatedPercent()),
                said.map(SanitySettings::maximumReturnedPercent).orElse(standard.returnedPercent()),
                said.map(SanitySettings::maximumRefusedPercent).orElse(standard.refusedPercent()),
                said.map(SanitySettings::maximumChangedPercent).orElse(standard.changedPercent()));
    }

    private static Wanted wanted(UserSourceSpec spec, SourceTerms terms) {
        return new Wanted(terms.drafting(), WriteBackDeclarations.reads(spec));
    }

    private Reading<Supplier<Feed>> feed(UserSource source, UserSourceSpec spec, Wanted wanted, Optional<Mark> from) {
        var id = Sources.id(source);
        return Optional.ofNullable(spec.csv())
                .map(csv -> files.read(id, csv, wanted.drafting()))
                .or(() -> Optional.ofNullable(spec.http()).map(http -> interfaces.read(id, http, wanted, from)))
                .or(() -> Optional.ofNullable(spec.ldap()).map(ldap -> directories.read(id, ldap, wanted)))
                .orElseGet(() -> new Reading.Newer<>("spec"));
    }
}
