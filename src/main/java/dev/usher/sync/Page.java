package dev.usher.sync;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.safety.FirstSeen;
import dev.usher.domain.safety.Restraint;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What one lane must not forget.
 *
 * @param epoch rises whenever somebody loads the page; who holds an older one can write no more
 * @param revision of the stored form, for compare-and-set
 * @param restraint what limits have let go and hold
 * @param orphans since when which accounts are known that nobody justifies
 * @param credentials what holders of accounts are to be given to get in with, or can fetch yet
 */
public record Page(
        AppId app,
        long epoch,
        String revision,
        Restraint restraint,
        Map<Identity, Claim> claims,
        Optional<FirstSeen> orphans,
        Map<Identity, DueCredential> credentials) {
    public Page {
        claims = Map.copyOf(claims);
        credentials = Map.copyOf(credentials);
    }

    /** The first page of an app. */
    public static Page first(AppId app, long epoch) {
        return new Page(app, epoch, "", Restraint.NONE, Map.of(), Optional.empty(), Map.of());
    }

    /** The same for somebody else, who writes from now on. */
    public Page ofEpoch(long next) {
        return new Page(app, next, revision, restraint, claims, orphans, credentials);
    }

    /** The same, stored as this. */
    public Page ofRevision(String stored) {
        return new Page(app, epoch, stored, restraint, claims, orphans, credentials);
    }

    /** Where there are none and were none, nothing is to be stored. */
    public Page withOrphans(FirstSeen seen) {
        var next = Optional.of(seen).filter(any -> !any.since().isEmpty());
        return new Page(app, epoch, revision, restraint, claims, next, credentials);
    }

    public Page withRestraint(Restraint next) {
        return new Page(app, epoch, revision, next, claims, orphans, credentials);
    }

    public Page withClaim(Identity identity, Claim claim) {
        var more = new HashMap<>(claims);
        more.put(identity, claim);
        return withClaims(more);
    }

    /** What was made under a claim may be enabled from now on. */
    public Page withUsed(Identity identity) {
        var claim = claims.get(identity);
        return claim == null ? this : withClaim(identity, claim.used());
    }

    public Page withoutClaim(Identity identity) {
        return withoutClaims(Set.of(identity));
    }

    /** The same without these; itself where there are none of them. */
    public Page withoutClaims(Set<Identity> served) {
        var fewer = new HashMap<>(claims);
        return fewer.keySet().removeAll(served) ? withClaims(fewer) : this;
    }

    private Page withClaims(Map<Identity, Claim> next) {
        return new Page(app, epoch, revision, restraint, next, orphans, credentials);
    }

    /** What is to be given to somebody who is known by any of these, or was. */
    Optional<DueCredential> credential(Stream<Identity> names) {
        return names.flatMap(name -> Optional.ofNullable(credentials.get(name)).stream())
                .findFirst();
    }

    public Page withCredential(Identity identity, DueCredential due) {
        var more = new HashMap<>(credentials);
        more.put(identity, due);
        return withCredentials(more);
    }

    /** The same without what these are to be given; itself where that is nothing. */
    public Page withoutCredentials(Set<Identity> served) {
        var fewer = new HashMap<>(credentials);
        return fewer.keySet().removeAll(served) ? withCredentials(fewer) : this;
    }

    /** The same once what lies there of these is taken away, where they are still these: what became due meanwhile stays. */
    public Page clearing(Map<Identity, DueCredential> taken) {
        var next = new HashMap<>(credentials);
        taken.forEach((identity, due) -> next.replace(identity, due, due.cleared()));
        return next.equals(credentials) ? this : withCredentials(next);
    }

    /** The same without those that are still these: what became due meanwhile stays. */
    public Page withoutCredentials(Map<Identity, DueCredential> over) {
        var fewer = new HashMap<>(credentials);
        over.forEach(fewer::remove);
        return fewer.size() == credentials.size() ? this : withCredentials(fewer);
    }

    private Page withCredentials(Map<Identity, DueCredential> next) {
        return new Page(app, epoch, revision, restraint, claims, orphans, next);
    }
}
