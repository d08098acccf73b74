package dev.usher.connector;

import dev.usher.domain.account.AppId;
import java.util.Map;

/**
 * What a TargetApp says to its connector.
 *
 * @param connector the type, such as {@code scim}
 * @param settings the block of that name, as plain maps, lists, strings, numbers and booleans; no secret is ever in it
 */
public record AppConfig(AppId app, String connector, Map<String, Object> settings) {
    public AppConfig {
        settings = Map.copyOf(settings);
    }
}
