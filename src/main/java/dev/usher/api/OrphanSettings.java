package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of active accounts that nobody justifies, and which need nobody who does. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record OrphanSettings(
        @OneOf({"Report", "Disable", "Delete"})
        @JsonPropertyDescription(
                "What becomes of those that are provably Usher's: of accounts that were left in use when their user was deleted, as a RetainedAccount in state Kept says. Report (default): they are told of. Disable: two complete inventories have shown them and graceSeconds are over. Delete: the same, and they are deleted after spec.deprovisioning.retentionSeconds. Accounts that Usher never had are only told of. See docs/inventory.md.")
        @Nullable
        String reaction,

        @Min(0)
        @Max(31_536_000)
        @JsonPropertyDescription(
                "How long inventories have to have shown such an account before, so that somebody can acknowledge it; default 604800, a week.")
        @Nullable
        Integer graceSeconds,

        @Size(min = 1, max = 2048)
        @JsonPropertyDescription(
                "Accounts that are none of Usher's business: a condition in CEL on the variable `account`, such as account.userName.startsWith('svc-'), with the texts id, externalId, userName, displayName, email, title and department. Where it cannot be told, an account is not ignored.")
        @Nullable
        String ignore,

        @Size(max = 64)
        @JsonPropertyDescription(
                "Accounts that somebody knows of, and for how long: nobody is told of them, and no reaction reaches them.")
        List<Acknowledged> acknowledged) {
    public OrphanSettings {
        acknowledged = Absent.asEmpty(acknowledged);
    }

    /** One account that somebody knows of. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Acknowledged(
            @Required
            @Size(min = 1, max = 256)
            @JsonPropertyDescription("The account's id in the app, as in status.orphans.")
            String id,

            @Required @Size(min = 1, max = 256) @JsonPropertyDescription("Why it may be there.")
            String reason,

            @Required
            @Size(min = 10, max = 40)
            @JsonPropertyDescription(
                    "Until when it is not told of: a date, which ends in UTC, or an instant in RFC 3339.")
            String until) {}
}
