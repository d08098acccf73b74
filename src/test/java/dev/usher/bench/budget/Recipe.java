package dev.usher.bench.budget;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.usher.bench.budget.NullPlan.Limit;
import java.util.Map;

/** What a null operator sends, by what the real one was seen to send in a run before. */
record Recipe(JsonNode status, int lookUps, int groupFinds, int groupReads, int together) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PATCH_OF_GROUP = "PATCH /Groups/*";

    static Recipe of(Onboarding.Seen seen) {
        var creates = seen.kinds().getOrDefault("POST /Users", 0);
        var lookUps = seen.kinds().getOrDefault("GET /Users?filter", 0);
        var patches = seen.kinds().getOrDefault(PATCH_OF_GROUP, 0);
        var finds = seen.kinds().entrySet().stream()
                .filter(kind -> kind.getKey().startsWith("GET /Groups?"))
                .mapToInt(Map.Entry::getValue)
                .sum();
        var reads = seen.kinds().getOrDefault("GET /Groups/*", 0);
        try {
            return new Recipe(
                    JSON.readTree(seen.status()),
                    rounded(lookUps, creates),
                    rounded(finds, patches),
                    rounded(reads, patches),
                    rounded(creates, patches));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a status is always JSON", e);
        }
    }

    private static int rounded(int part, int whole) {
        return whole == 0 ? 0 : (int) Math.round((double) part / whole);
    }

    NullPlan plan(Company company, Limit limit) {
        return new NullPlan(
                company.namespace(), company.targets(), limit, status, lookUps, groupFinds, groupReads, together);
    }
}
