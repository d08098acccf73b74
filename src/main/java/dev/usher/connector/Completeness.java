package dev.usher.connector;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How complete a read was that came to its end.
 *
 * @param stable whether rows cannot have moved meanwhile, as they can between pages by index
 * @param announced how many the app said there are
 * @param next where a later read of changes can start
 */
public record Completeness(boolean stable, OptionalLong announced, Optional<Scope.Cookie> next) {
    public static final Completeness EXACT = new Completeness(true, OptionalLong.empty(), Optional.empty());
}
