package dev.usher.sync;

import dev.usher.connector.AppConfig;
import dev.usher.connector.Connector;
import dev.usher.connector.Target;

/** Everything that a lane has to know to reach its app. */
public record Setup(Connector connector, AppConfig config, Target target) {
    /** Whether the app can be asked to end the sessions of an account. */
    public boolean endsSessions() {
        return connector.endsSessions(config);
    }
}
