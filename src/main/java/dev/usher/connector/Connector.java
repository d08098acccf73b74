package dev.usher.connector;

import dev.usher.domain.account.RemoteId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One app type's language. Stateless; one instance serves every app of its type. */
public interface Connector {
    /** The name of its block in {@code spec.connector}. */
    String type();

    /**
     * The same settings, with what they leave to us as it was settled when the app was first used: nothing changes for an app
     * because there is a newer version of this program.
     *
     * @param recorded what the app's sessions were last seen to be able to do
     */
    AppConfig settled(AppConfig config, List<Capability> recorded);

    /** What is wrong with the settings; looks at nothing but them. */
    List<Problem> problems(AppConfig config);

    /**
     * Why accounts of an app of these settings cannot have an attribute of this name, as advice; empty where they can. The settings may have
     * problems.
     */
    Optional<String> objection(AppConfig config, String attribute);

    /** Whether an app of these settings can be asked to end the sessions of an account; called only where there are no problems. */
    default boolean endsSessions(AppConfig config) {
        return false;
    }

    /** By what holders of accounts can get in for the first time; called only where there are no problems. */
    default Set<FirstAccess> firstAccess(AppConfig config) {
        return Set.of();
    }

    /** Whether something has to be done elsewhere before an account is deleted; called only where there are no problems. */
    default boolean handsOver(AppConfig config) {
        return false;
    }

    /** Whether that was waived for one account; called only where there are no problems. */
    default Optional<Waiver> waiver(AppConfig config, RemoteId account) {
        return Optional.empty();
    }

    /** What the settings address; called only where there are no problems. */
    Target target(AppConfig config);

    /**
     * Opens a relation to the app, asking it what it can do where its protocol has words for that.
     *
     * @throws AppFailure where it cannot be used now
     */
    AppSession open(AppConfig config, Credentials credentials, Learned learned, Wire wire) throws AppFailure;
}
