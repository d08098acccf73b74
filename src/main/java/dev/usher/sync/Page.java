package dev.usher.sync;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.safety.Window;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one lane must not forget.
 *
 * @param epoch rises whenever somebody loads the page; who holds an older one can write no more
 * @param revision of the stored form, for compare-and-set
 */
public record Page(AppId app, long epoch, String revision, Optional<Window> removals, Map<Identity, Claim> claims) {
    public Page {
        claims = Map.copyOf(claims);
    }

    public Page withRemovals(Window window) {
        return new Page(app, epoch, revision, Optional.of(window), claims);
    }

    public Page withClaim(Identity identity, Claim claim) {
        var more = new HashMap<>(claims);
        more.put(identity, claim);
        return new Page(app, epoch, revision, removals, more);
    }

    /** What was made under a claim may be enabled from now on. */
    public Page withUsed(Identity identity) {
        var claim = claims.get(identity);
        return claim == null
                ? this
                : withClaim(identity, new Claim(claim.userName(), claim.tenant(), claim.since(), false));
    }

    public Page withoutClaim(Identity identity) {
        if (!claims.containsKey(identity)) {
            return this;
        }
        var fewer = new HashMap<>(claims);
        fewer.remove(identity);
        return new Page(app, epoch, revision, removals, fewer);
    }
}
