package dev.usher.controller;

import dev.usher.api.AllowedNamespaces;
import dev.usher.domain.person.Visibility;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From where something may be referred to, as {@code allowedNamespaces} says it. */
final class Visibilities {
    private static final String FIELD = "spec.allowedNamespaces";
    private static final String FROM = FIELD + ".from";

    private Visibilities() {}

    /** As far as the labels of namespaces are known. */
    static Reading<Visibility> of(@Nullable AllowedNamespaces entry, Namespaces namespaces) {
        return selector(entry)
                .then(selector -> new Reading.Of<>(
                        selector.map(namespaces::selected).orElseGet(() -> plain(Optional.ofNullable(entry)))));
    }

    /** By which labels it says it; empty where it does not hang on any. */
    static Reading<Optional<Selector>> selector(@Nullable AllowedNamespaces entry) {
        if (entry == null) {
            return new Reading.Of<>(Optional.empty());
        }
        return switch (entry.from()) {
            case "Same", "Names", "All" -> new Reading.Of<>(Optional.empty());
            case "Selector" ->
                entry.selector() == null
                        ? new Reading.Newer<>(FIELD)
                        : Selector.of(entry.selector()).then(selector -> new Reading.Of<>(Optional.of(selector)));
            default -> new Reading.Newer<>(FROM);
        };
    }

    /** Whether it hangs on labels. */
    static boolean asksForLabels(@Nullable AllowedNamespaces entry) {
        return selector(entry) instanceof Reading.Of<Optional<Selector>>(var selector) && selector.isPresent();
    }

    private static Visibility plain(Optional<AllowedNamespaces> entry) {
        return switch (entry.map(AllowedNamespaces::from).orElse("Same")) {
            case "All" -> new Visibility.All();
            case "Names" -> new Visibility.Names(Set.copyOf(entry.orElseThrow().names()));
            default -> new Visibility.Same();
        };
    }

    /** The field whose value this version does not know. */
    static Optional<String> unknown(@Nullable AllowedNamespaces entry) {
        return selector(entry) instanceof Reading.Newer<?>(var field) ? Optional.of(field) : Optional.empty();
    }

    /** Why what it says is not in force. */
    static Optional<Objection> objection(@Nullable AllowedNamespaces entry, Namespaces namespaces) {
        return switch (selector(entry)) {
            case Reading.Newer<Optional<Selector>> newer -> Optional.empty();
            case Reading.Invalid<Optional<Selector>> invalid ->
                Optional.of(new Objection(Reason.SpecInvalid, invalid.message()));
            case Reading.Of<Optional<Selector>>(var selector) ->
                selector.flatMap(any -> obstacle(namespaces.state()))
                        .map(
                                obstacle -> new Objection(
                                        Reason.ScopeTooNarrow,
                                        "`" + FIELD + "` asks for labels of namespaces, " + obstacle
                                                + "; or name the namespaces (`from: Names`); until then nobody of them gets anything new by it, and nobody loses anything"));
        };
    }

    private static Optional<String> obstacle(Namespaces.Labels labels) {
        return switch (labels) {
            case KNOWN -> Optional.empty();
            case OUT_OF_SCOPE ->
                Optional.of(
                        "which are known only where all are watched: let Usher watch all (`watch.namespaces` of the chart, or USHER_WATCH_NAMESPACES, is empty then)");
            case FORBIDDEN ->
                Optional.of(
                        "which Usher may not list: let it get, list and watch namespaces, as the chart does, and restart it");
        };
    }
}
