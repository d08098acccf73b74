package dev.usher.sync;

import dev.usher.connector.AppConfig;
import dev.usher.connector.Capability;
import dev.usher.connector.Connector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The connectors that this operator has, by type; turns what is declared into what a lane can use. */
public final class Catalog {
    private final Map<String, Connector> connectors;

    public Catalog(List<Connector> connectors) {
        this.connectors =
                connectors.stream().collect(Collectors.toUnmodifiableMap(Connector::type, Function.identity()));
    }

    /** What a declaration amounts to. */
    public sealed interface Declared {
        record Usable(Setup setup) implements Declared {}

        /**
         * Something is wrong with it.
         *
         * @param newer whether it may be right in a newer version
         */
        record Wrong(String field, String advice, boolean newer) implements Declared {}
    }

    /** Why accounts of an app cannot have an attribute of this name, as advice; empty where they can. */
    public Optional<String> objection(AppConfig app, String attribute) {
        return Optional.ofNullable(connectors.get(app.connector()))
                .flatMap(connector -> connector.objection(app, attribute));
    }

    /**
     * Checks a declaration without asking anybody.
     *
     * @param recorded what the app was last seen to be able to do
     */
    public Declared declare(AppConfig said, List<Capability> recorded) {
        var type = said.connector();
        var connector = connectors.get(type);
        if (connector == null) {
            return new Declared.Wrong(type, "this version of Usher has no such connector", false);
        }
        var config = connector.settled(said, recorded);
        var problems = connector.problems(config);
        if (!problems.isEmpty()) {
            var first = problems.getFirst().in(type);
            return new Declared.Wrong(first.field(), first.advice(), first.newer());
        }
        return new Declared.Usable(new Setup(connector, config, connector.target(config)));
    }
}
