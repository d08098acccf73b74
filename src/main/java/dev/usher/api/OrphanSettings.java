package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which active accounts need nobody who justifies them. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record OrphanSettings(
        @Size(min = 1, max = 2048)
        @JsonPropertyDescription(
                "Accounts that are none of Usher's business: a condition in CEL on the variable `account`, such as account.userName.startsWith('svc-'), with the texts id, externalId, userName, displayName, email, title and department. Where it cannot be told, an account is not ignored.")
        @Nullable
        String ignore,

        @Size(max = 64) @JsonPropertyDescription("Accounts that somebody knows of, and for how long.")
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
