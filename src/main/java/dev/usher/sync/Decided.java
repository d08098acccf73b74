package dev.usher.sync;

import dev.usher.domain.access.RoleKey;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.safety.Wave;
import java.util.Optional;

/**
 * Something that was decided.
 *
 * @param about the resource that it is decided about
 * @param identity the person whom it concerns; empty where it concerns many, or nobody
 * @param app where it concerns one app
 * @param why as one word of ours, or as the name of what caused it
 * @param stated the reason in the words of whoever asked for it, where a resource has one
 * @param actor who asked for it, where a resource says so
 */
public record Decided(
        Resource about,
        Optional<Identity> identity,
        Optional<AppId> app,
        What what,
        String why,
        Optional<String> stated,
        Optional<Actor> actor) {
    /** The same, and what its resource says why. */
    public Decided stating(Optional<String> reason) {
        return new Decided(about, identity, app, what, why, reason, actor);
    }

    /** The same, asked for by somebody. */
    public Decided by(Actor who) {
        return new Decided(about, identity, app, what, why, stated, Optional.of(who));
    }

    /** A resource by its name. */
    public record Resource(String kind, String namespace, String name) {}

    /**
     * Whom a resource names as the one who asked.
     *
     * @param name as the resource has it
     * @param verified whether only the named one can have written it
     */
    public record Actor(String name, boolean verified) {}

    /** What was decided. */
    public sealed interface What {
        /**
         * One reason for a role begins.
         *
         * @param kind such as Rule
         * @param via the role that contains it
         * @param gains whether it is the first one, so that the role itself is gained
         */
        record CauseBegins(RoleKey role, String kind, Optional<RoleKey> via, boolean gains) implements What {}

        /** One reason for a role ends; with the last one the role is lost. */
        record CauseEnds(RoleKey role, String kind, Optional<RoleKey> via, boolean loses) implements What {}

        /** Somebody stands elsewhere in their working life, or an account without a user stands otherwise. */
        record State(Optional<String> from, String to) implements What {}

        /** A lock acts. */
        record Locks(String kind) implements What {}

        /** A lock does not act any more. */
        record Unlocks() implements What {}

        /** A hold keeps from now on what there is of those whom it means. */
        record Preserves() implements What {}

        /** A hold keeps nothing any more. */
        record Unpreserves() implements What {}

        /** A wave of removals is over its limit: nothing of it happens. */
        record Holds(Wave wave) implements What {}

        /** A wave that was held may go, or has nobody left. */
        record Releases(Wave wave) implements What {}

        /** A person's word about a wave takes effect. */
        record Decides(String wave, String decision, int members) implements What {}

        /** A wave that was held does not happen, as a person decided. */
        record Keeps(Wave wave) implements What {}

        /** For whom something may be written to an app. */
        record Phase(Optional<String> from, String to) implements What {}

        /** An account that was there before Usher is somebody's from now on. */
        record Adopts() implements What {}

        /** An account goes although nothing of it was handed over. */
        record Waives() implements What {}
    }
}
