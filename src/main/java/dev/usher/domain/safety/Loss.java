package dev.usher.domain.safety;

/**
 * What somebody is about to lose in one app, and to whose change.
 *
 * @param weight how much it counts: an account counts one, entitlements count each
 * @param announced whether its date was shown for a day before it came
 */
public record Loss(Origin origin, What what, int weight, boolean announced) {
    /** What it is that goes. */
    public enum What {
        /** The account is disabled. */
        ACCOUNT,
        /** The account is deleted. */
        FOR_GOOD,
        /** The account stays, with fewer entitlements. */
        ENTITLEMENTS,
        /** The account stays, and the values that it had are replaced. */
        VALUES
    }

    /** An account that is disabled, or deleted. */
    public static Loss ofAccount(Origin origin, boolean forGood) {
        return new Loss(origin, forGood ? What.FOR_GOOD : What.ACCOUNT, 1, false);
    }

    /** So many entitlements of an account that stays. */
    public static Loss ofEntitlements(Origin origin, int count) {
        return new Loss(origin, What.ENTITLEMENTS, count, false);
    }

    /** The values of an account that stays. */
    public static Loss ofValues(Origin origin) {
        return new Loss(origin, What.VALUES, 1, false);
    }

    /** The same where its date was shown for a day before it came. */
    public Loss announced(boolean shown) {
        return new Loss(origin, what, weight, shown);
    }

    /** Whether it waits for no limit: what a lock takes, and an end that everybody could see coming and that can be undone. */
    public boolean isNoSurprise() {
        return origin instanceof Origin.OfLock
                || (announced && what == What.ACCOUNT && origin.evidence() == Evidence.ATTESTED);
    }

    /**
     * The same to the change that was told first.
     *
     * <p>Not where it is attested by now, is the end of the user resource, is something else, or is more than what was lost then.
     */
    public Loss to(Loss first) {
        var isFirst =
                origin.equals(first.origin) || (isLessThanAnEnd() && what == first.what && weight <= first.weight);
        return isFirst ? new Loss(first.origin, what, weight, first.announced || announced) : this;
    }

    private boolean isLessThanAnEnd() {
        return origin.evidence() == Evidence.INFERRED && !origin.equals(new Origin.OfPerson(Origin.Matter.DELETION));
    }

    /** By which limit it is held back. */
    public Limit limit() {
        return switch (what) {
            case ENTITLEMENTS -> Limit.ENTITLEMENTS;
            case VALUES -> Limit.CHANGES;
            case ACCOUNT, FOR_GOOD -> origin.evidence() == Evidence.ATTESTED ? Limit.ATTESTED : Limit.REMOVALS;
        };
    }

    /** Whether it is the person's own. */
    public boolean isPersonal() {
        return origin instanceof Origin.OfPerson;
    }
}
