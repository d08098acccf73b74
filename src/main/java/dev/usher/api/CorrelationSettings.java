package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How accounts that were there before Usher are found to be somebody's, and what follows. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CorrelationSettings(
        @Size(max = 2)
        @ValidationRule(
                value = "self.all(key, key in ['externalId', 'userName'])",
                message = "`match` can hold externalId and userName")
        @JsonPropertyDescription(
                "By what an account is found to be somebody's: externalId, userName; absent: both. Where more than one account matches, none is chosen.")
        List<@Size(min = 1, max = 16) String> match,

        @OneOf({"Ask", "Adopt", "Refuse"})
        @JsonPropertyDescription(
                "What follows where one account matches that is nobody's. Ask (default): status.accounts[].candidate of the user names it, and a person decides, by spec.accounts there. Adopt: it becomes the user's once the app was read completely, unless it is disabled or shows another key. Refuse: it stays as it is, and the user gets none until it is gone.")
        @Nullable
        String adoption) {
    public CorrelationSettings {
        match = Absent.asEmpty(match);
    }
}
