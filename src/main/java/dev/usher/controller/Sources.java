package dev.usher.controller;

import dev.usher.api.UserSource;
import dev.usher.api.UserSourceSpec;
import dev.usher.kube.AppliedPeople;
import dev.usher.kube.Records;
import dev.usher.source.Feeds;
import dev.usher.source.SourceId;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All sources, as they are declared now. */
final class Sources implements AppliedPeople.Precedence {
    private final SourceDeclarations declarations;
    private final Predicate<String> isOurs;
    private final RemovalOrders orders;
    private final InstantSource clock;
    private final Marks marks;
    private volatile Optional<IndexerResourceCache<UserSource>> cache = Optional.empty();

    /**
     * Those that nobody has told of yet.
     *
     * @param isOurs whether a namespace is looked after by this installation
     */
    Sources(
            SourceDeclarations declarations,
            Predicate<String> isOurs,
            RemovalOrders orders,
            InstantSource clock,
            Marks marks) {
        this.marks = marks;
        this.orders = orders;
        this.clock = clock;
        this.declarations = declarations;
        this.isOurs = isOurs;
    }

    void use(IndexerResourceCache<UserSource> sources) {
        cache = Optional.of(sources);
    }

    static SourceId id(UserSource source) {
        return new SourceId(
                source.getMetadata().getNamespace(), source.getMetadata().getName());
    }

    /**
     * By which one that was declared otherwise, or deleted and made anew, is told from what it was; and one of which a run was released, or
     * that somebody wants to be read.
     */
    String edition(UserSource source) {
        return edition(source, released(source));
    }

    private static String edition(UserSource source, Set<String> released) {
        return Marks.declaration(source)
                + new TreeSet<>(released)
                + Requested.of(source).map(asked -> "/" + asked).orElse("");
    }

    private Set<String> released(UserSource source) {
        return orders.runs(id(source), clock.instant());
    }

    Marks marks() {
        return marks;
    }

    Stream<UserSource> all() {
        return cache.stream().flatMap(sources -> sources.list(any -> true));
    }

    /** One that is declared. */
    Optional<UserSource> find(SourceId id) {
        return source(id);
    }

    /** What it says, whatever of it was read. */
    Reading<Feeds.Setup> read(UserSource source) {
        return read(source, Optional.empty());
    }

    private Reading<Feeds.Setup> read(UserSource source, Optional<Feeds.Reached> reached) {
        var authority = authority(source.getMetadata().getNamespace());
        var released = released(source);
        var from = marks.of(source, reached, authority, clock.instant());
        return declarations.read(
                source, authority, released, Marks.asked(source, reached, edition(source, released), released, from));
    }

    /** It is another one whenever another source counts before others. */
    private String authority(String namespace) {
        return Records.shortHash(cache.stream()
                .flatMap(all -> all.list(namespace, any -> true))
                .map(source -> source.getMetadata().getName()
                        + priority(Optional.ofNullable(source.getSpec()))
                        + Optional.ofNullable(source.getSpec())
                                .map(UserSourceSpec::authoritativeFor)
                                .orElse(List.of()))
                .sorted()
                .collect(Collectors.joining()));
    }

    /** Whether it is there, and not being deleted. */
    boolean isThere(SourceId id) {
        return source(id).filter(source -> !source.isMarkedForDeletion()).isPresent();
    }

    /** One that is looked after now, whatever it says. */
    Optional<UserSource> followed(SourceId id) {
        return source(id).filter(source -> !source.isMarkedForDeletion() && isOurs.test(id.namespace()));
    }

    /**
     * How one is to be read; empty where it is not to be.
     *
     * @param reached up to where this process read it last
     */
    Optional<Feeds.Setup> setup(SourceId id, Optional<Feeds.Reached> reached) {
        return followed(id)
                .flatMap(source -> read(source, reached) instanceof Reading.Of<Feeds.Setup>(Feeds.Setup setup)
                        ? Optional.of(setup)
                        : Optional.empty());
    }

    private Optional<UserSource> source(SourceId id) {
        return cache.flatMap(all -> all.get(new ResourceID(id.name(), id.namespace())));
    }

    /** A source that is gone has no say any more. */
    @Override
    public boolean isBefore(SourceId source, String other, String path) {
        var mine = spec(source);
        var theirs = spec(new SourceId(source.namespace(), other));
        if (theirs.isEmpty()) {
            return true;
        }
        var isMine = isAuthoritative(mine, path);
        return isMine == isAuthoritative(theirs, path) ? priority(mine) < priority(theirs) : isMine;
    }

    private Optional<UserSourceSpec> spec(SourceId id) {
        return source(id).flatMap(source -> Optional.ofNullable(source.getSpec()));
    }

    private static boolean isAuthoritative(Optional<UserSourceSpec> spec, String path) {
        return spec.filter(one -> one.authoritativeFor().contains(path)).isPresent();
    }

    private static int priority(Optional<UserSourceSpec> spec) {
        return spec.flatMap(one -> Optional.ofNullable(one.priority())).orElse(0);
    }
}
