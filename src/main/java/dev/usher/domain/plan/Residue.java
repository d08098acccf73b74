package dev.usher.domain.plan;

import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.util.ArrayList;
import java.util.Optional;

/**
 * How an account differs from what is decided, where that is only reported.
 *
 * @param shut whether somebody else disabled it
 */
public record Residue(boolean shut, boolean attributes, boolean entitlements) {
    public static final Residue NONE = new Residue(false, false, false);

    /** What is left of a difference of which only a part is made good. */
    public Residue and(Delta whole, Delta done) {
        return new Residue(
                shut || (whole.enable() && !done.enable()),
                attributes
                        || !whole.attributes().equals(done.attributes())
                        || !whole.externalId().equals(done.externalId()),
                entitlements);
    }

    /** What is left of a difference of which only a part is made good. */
    public Residue and(Membership whole, Membership done) {
        return new Residue(shut, attributes, entitlements || !whole.equals(done));
    }

    /** As it is told; empty where nothing is left. */
    public Optional<Failure> told() {
        if (shut) {
            return Optional.of(Failure.of(Kind.DRIFTED, Detail.DISABLED_ELSEWHERE));
        }
        var names = new ArrayList<String>();
        if (attributes) {
            names.add("attributes");
        }
        if (entitlements) {
            names.add("entitlements");
        }
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(Failure.of(Kind.DRIFTED, Detail.CHANGED_ELSEWHERE, String.join(" and ", names)));
    }
}
