package dev.usher.sync;

import dev.usher.domain.access.Access;
import dev.usher.domain.access.AppDefinition;
import dev.usher.domain.access.Asked;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Losses;
import dev.usher.domain.access.Memory;
import dev.usher.domain.access.Portrait;
import dev.usher.domain.access.Resolution;
import dev.usher.domain.access.Resolver;
import dev.usher.domain.access.Retention;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.person.Person;
import dev.usher.domain.person.Transition;
import dev.usher.domain.plan.Ours;
import dev.usher.domain.quality.Surroundings;
import dev.usher.domain.rule.Truths;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The cached inputs of one decision. */
public sealed interface Facts {
    /** There is nothing to decide: the resource is not there, is being deleted, or cannot be understood. */
    record None() implements Facts {}

    /** Somebody, or something, whose account it is. */
    non-sealed interface OfHolder extends Facts {
        Identity identity();

        /** Identities under which the same account may have been made earlier. */
        Set<Identity> aliases();

        /** Under which the account may be known, the present one first. */
        default Stream<Identity> identities() {
            return Stream.concat(Stream.of(identity()), aliases().stream());
        }

        /** Whether the key that an app shows is the holder's, or was. */
        default boolean isKnownBy(String shown, AppId app) {
            return identities()
                    .anyMatch(identity -> identity.in(app).externalId().equals(shown));
        }

        /** Whether the identity is the holder's, or was. */
        default boolean goesBy(Identity some) {
            return identities().anyMatch(some::equals);
        }

        /** The login name by which the account can be found in this app; empty where nobody can tell it. */
        Optional<String> userName(AppId app, Instant now);

        /** Whether an account of this login name can be the holder's; where nobody can tell the name, any can. */
        boolean mayBeCalled(String shown, AppId app, Instant now);

        /** What is recorded of the account in this app. */
        Optional<KnownAccount> account(AppId app);

        /** What is decided for this app; empty where nothing is due. */
        Optional<Decision> decide(AppId app, Optional<KnownAccount> closer, Instant now);

        /** The same, and how long time alone changes nothing of it. */
        default Verdict verdict(AppId app, Optional<KnownAccount> closer, Instant now) {
            return Verdict.at(now, decide(app, closer, now));
        }

        /** When they start who are to have it; nobody goes before those who had one. */
        default Instant begins(Instant now) {
            return Instant.MIN;
        }

        /** What of the entitlements of this app is Usher's. */
        Ours ours(AppId app);

        Basis basis();
    }

    /** A user. */
    record OfPerson(
            Person person,
            Set<Identity> aliases,
            Surroundings around,
            Asked asked,
            Access access,
            Memory memory,
            Basis basis)
            implements OfHolder {
        /** These facts with accounts that were made since the memory was written; what it knows, it knows better. */
        public OfPerson knowing(Map<AppId, KnownAccount> made) {
            var more = memory;
            for (var account : made.entrySet()) {
                if (account(account.getKey()).flatMap(KnownAccount::id).isEmpty()) {
                    more = more.with(account.getKey(), account.getValue());
                }
            }
            return new OfPerson(person, aliases, around, asked, access, more, basis);
        }

        /** The same without locks that have yet to begin, which nothing that is shown may announce. */
        public OfPerson asShown(Instant now) {
            return new OfPerson(person, aliases, around.asShown(now), asked.asShown(now), access, memory, basis);
        }

        @Override
        public Identity identity() {
            return person.identity();
        }

        @Override
        public Optional<String> userName(AppId app, Instant now) {
            return Portrait.login(person, around, access, memory, app, now);
        }

        /** An account that was not renamed yet bears a name that was the person's under an earlier mapping. */
        @Override
        public boolean mayBeCalled(String shown, AppId app, Instant now) {
            return userName(app, now)
                    .map(login -> Stream.of(
                                    Optional.of(login),
                                    person.profile().get(Attributes.USER_NAME),
                                    person.profile().get(Attributes.EMAIL))
                            .flatMap(Optional::stream)
                            .anyMatch(shown::equalsIgnoreCase))
                    .orElse(true);
        }

        @Override
        public Instant begins(Instant now) {
            return person.begins(now);
        }

        @Override
        public Optional<KnownAccount> account(AppId app) {
            return Optional.ofNullable(memory.accounts().get(app));
        }

        @Override
        public Optional<Decision> decide(AppId app, Optional<KnownAccount> closer, Instant now) {
            return verdict(app, closer, now).decision();
        }

        @Override
        public Verdict verdict(AppId app, Optional<KnownAccount> closer, Instant now) {
            var known = closer.map(account -> memory.with(app, account)).orElse(memory);
            var resolution = resolve(known, now);
            return new Verdict(
                    Optional.ofNullable(resolution.apps().get(app)),
                    now,
                    resolution.nextTransition().map(Transition::time).orElse(Instant.MAX));
        }

        /** What is decided for all apps. */
        public Resolution resolve(Instant now) {
            return resolve(memory, now);
        }

        /** How urgent in an app is what these facts were resolved to. */
        public Priority priority(AppId app, Resolution resolution) {
            var decided = Optional.ofNullable(resolution.apps().get(app))
                    .map(decision -> Priority.of(decision, account(app).map(KnownAccount::state)))
                    .orElse(Priority.REPAIR);
            var urgency =
                    Losses.of(resolution).contains(app) ? Priority.moreUrgent(Priority.REVOCATION, decided) : decided;
            // What a lock takes goes before all that others lose, whether it is an account or a role.
            return urgency == Priority.REVOCATION
                            && Losses.keptFrom(resolution, access).contains(app)
                    ? Priority.LOCK
                    : urgency;
        }

        private Resolution resolve(Memory known, Instant now) {
            return Resolver.resolve(person, around, asked, access, known, now);
        }

        @Override
        public Ours ours(AppId app) {
            return access.ours(app);
        }
    }

    /**
     * An account that has no user any more.
     *
     * @param owed what roles gave it that may be gone by now
     * @param retention what becomes of it
     */
    record OfRetained(
            Identity identity,
            Set<Identity> aliases,
            Optional<String> userName,
            KnownAccount known,
            Access access,
            Basis basis,
            Set<Entitlement> owed,
            Retention retention)
            implements OfHolder {
        /** The same, of which it is known since when it is orphaned. */
        public OfRetained orphanedSince(Optional<Instant> since) {
            return new OfRetained(
                    identity,
                    aliases,
                    userName,
                    known,
                    access,
                    basis,
                    owed,
                    retention.orphaned(retention.isOrphaned(), since));
        }

        public AppDefinition app() {
            return retention.app();
        }

        @Override
        public Optional<String> userName(AppId id, Instant now) {
            return userName;
        }

        @Override
        public boolean mayBeCalled(String shown, AppId id, Instant now) {
            return userName.map(shown::equalsIgnoreCase).orElse(true);
        }

        @Override
        public Optional<KnownAccount> account(AppId id) {
            return app().id().equals(id) ? Optional.of(known) : Optional.empty();
        }

        @Override
        public Optional<Decision> decide(AppId id, Optional<KnownAccount> closer, Instant now) {
            return app().id().equals(id)
                    ? Optional.of(app().phase()
                            .limit(retention.decide(now).under(access.terms(id).owing(owed)), Truths.NONE))
                    : Optional.empty();
        }

        @Override
        public Ours ours(AppId id) {
            return access.ours(id);
        }
    }
}
