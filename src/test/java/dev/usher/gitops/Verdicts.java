package dev.usher.gitops;

import java.util.List;

/** What has to be made of each fixture. */
public final class Verdicts {
    private static final String HEALTHY = "Healthy";
    private static final String PROGRESSING = "Progressing";
    private static final String SUSPENDED = "Suspended";
    private static final String DEGRADED = "Degraded";
    private static final String CURRENT = "Current";
    private static final String IN_PROGRESS = "InProgress";
    private static final String FAILED = "Failed";

    static final List<Verdict> ALL = List.of(
            new Verdict("accesslock-created", PROGRESSING, IN_PROGRESS),
            new Verdict("accesslock-expired", HEALTHY, CURRENT),
            new Verdict("accesslock-locked", HEALTHY, CURRENT),
            new Verdict("accesslock-released", HEALTHY, CURRENT),
            new Verdict("accesslock-scheduled", SUSPENDED, IN_PROGRESS),
            new Verdict("accesslock-usernotfound", DEGRADED, FAILED),
            new Verdict("legalhold-created", PROGRESSING, IN_PROGRESS),
            new Verdict("legalhold-expired", HEALTHY, CURRENT),
            new Verdict("legalhold-preserving", HEALTHY, CURRENT),
            new Verdict("legalhold-usernotfound", DEGRADED, FAILED),
            new Verdict("provisioneduser-created", PROGRESSING, IN_PROGRESS),
            new Verdict("provisioneduser-deleted", PROGRESSING, "Terminating"),
            new Verdict("provisioneduser-duplicate", DEGRADED, FAILED),
            new Verdict("provisioneduser-edited", PROGRESSING, IN_PROGRESS),
            new Verdict("provisioneduser-held", SUSPENDED, IN_PROGRESS),
            new Verdict("provisioneduser-planned", HEALTHY, CURRENT),
            new Verdict("provisioneduser-progressing", PROGRESSING, IN_PROGRESS),
            new Verdict("provisioneduser-provisioned", HEALTHY, CURRENT),
            new Verdict("provisioneduser-rolenotfound", PROGRESSING, IN_PROGRESS),
            new Verdict("provisioneduser-suspended", SUSPENDED, CURRENT),
            new Verdict("provisioningpolicy-created", PROGRESSING, IN_PROGRESS),
            new Verdict("provisioningpolicy-inforce", HEALTHY, CURRENT),
            new Verdict("provisioningpolicy-realmnotagreed", HEALTHY, CURRENT),
            new Verdict("removaldecision-created", PROGRESSING, IN_PROGRESS),
            new Verdict("removaldecision-kept", HEALTHY, CURRENT),
            new Verdict("removaldecision-wavenotfound", DEGRADED, FAILED),
            new Verdict("retainedaccount-created", PROGRESSING, IN_PROGRESS),
            new Verdict("retainedaccount-held", SUSPENDED, IN_PROGRESS),
            new Verdict("retainedaccount-retained", HEALTHY, CURRENT),
            new Verdict("retainedaccount-unreachable", PROGRESSING, IN_PROGRESS),
            new Verdict("role-created", PROGRESSING, IN_PROGRESS),
            new Verdict("role-edited", PROGRESSING, IN_PROGRESS),
            new Verdict("role-resolved", HEALTHY, CURRENT),
            new Verdict("role-ruleinvalid", DEGRADED, FAILED),
            new Verdict("targetapp-created", PROGRESSING, IN_PROGRESS),
            new Verdict("targetapp-credentials", DEGRADED, FAILED),
            new Verdict("targetapp-deleted", PROGRESSING, "Terminating"),
            new Verdict("targetapp-edited", PROGRESSING, IN_PROGRESS),
            new Verdict("targetapp-held", SUSPENDED, CURRENT),
            new Verdict("targetapp-reachable", HEALTHY, CURRENT),
            new Verdict("targetapp-suspended", SUSPENDED, CURRENT),
            new Verdict("targetapp-unreachable", PROGRESSING, IN_PROGRESS),
            new Verdict("usersource-applied", HEALTHY, CURRENT),
            new Verdict("usersource-created", PROGRESSING, IN_PROGRESS),
            new Verdict("usersource-held", SUSPENDED, FAILED),
            new Verdict("usersource-notread", DEGRADED, FAILED),
            new Verdict("usersource-observed", HEALTHY, CURRENT));

    private Verdicts() {}

    /** What Argo CD shows of a fixture. */
    public static String health(String fixture) {
        return ALL.stream()
                .filter(verdict -> verdict.fixture().equals(fixture))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no verdict about " + fixture))
                .health();
    }
}
