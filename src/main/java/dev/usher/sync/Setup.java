package dev.usher.sync;

import dev.usher.connector.AppConfig;
import dev.usher.connector.Connector;
import dev.usher.connector.FirstAccess;
import dev.usher.connector.Target;
import dev.usher.connector.Waiver;
import dev.usher.domain.account.RemoteId;
import java.util.Optional;
import java.util.Set;

/** Everything that a lane has to know to reach its app. */
public record Setup(Connector connector, AppConfig config, Target target) {
    /** Whether the app can be asked to end the sessions of an account. */
    public boolean endsSessions() {
        return connector.endsSessions(config);
    }

    /** By what holders of its accounts can get in for the first time. */
    public Set<FirstAccess> firstAccess() {
        return connector.firstAccess(config);
    }

    /** Whether something has to be done elsewhere before an account is deleted. */
    boolean handsOver() {
        return connector.handsOver(config);
    }

    /** Whether that was waived for an account. */
    Optional<Waiver> waiver(RemoteId account) {
        return connector.waiver(config, account);
    }
}
