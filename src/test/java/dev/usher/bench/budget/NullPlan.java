package dev.usher.bench.budget;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What a null operator sends for each user: nothing of it is decided.
 *
 * @param status what is written to each user, of the size of what a real operator wrote
 * @param lookUps how many look-ups go before each create
 * @param groupFinds how many look-ups of the group by its name go with each request that changes it
 * @param groupReads how many reads of all its members go with each request that changes it
 * @param together how many accounts wait for each other before the group is changed
 */
record NullPlan(
        String namespace,
        List<Target> apps,
        Limit limit,
        JsonNode status,
        int lookUps,
        int groupFinds,
        int groupReads,
        int together) {
    /** An app, and the group that everybody enters. */
    record Target(String endpoint, String token, String group) {}

    /** What an app bears, as its TargetApp says it to the real operator. */
    record Limit(int perSecond, int burst, int concurrency) {
        /** The most that a TargetApp can be declared to bear a second, and the usual number at a time. */
        static final Limit FULL_SPEED = new Limit(1_000, 10_000, 8);

        /** What a TargetApp bears that says nothing. */
        static final Limit QUOTA = new Limit(25, 50, 8);

        String yaml() {
            return "rate: {perSecond: " + perSecond + ", burst: " + burst + ", concurrency: " + concurrency + "}\n";
        }
    }
}
