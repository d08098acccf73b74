package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How often an app is read, and what is said of it then. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.changesEverySeconds) || self.changesEverySeconds == 0 || self.changesEverySeconds >= 60",
        message = "give 60 or more, or 0 where the app is never to be asked for what changed",
        fieldPath = ".changesEverySeconds")
public record InventorySettings(
        @Min(60)
        @Max(604_800)
        @JsonPropertyDescription(
                "The pause between the end of one complete read and the beginning of the next; absent: 3600 (an hour).")
        @Nullable
        Long everySeconds,

        @Min(0)
        @Max(604_800)
        @JsonPropertyDescription(
                "How often the app is asked in between for what changed, where it can tell; 60 or more; 0: never; absent: 60.")
        @Nullable
        Long changesEverySeconds,

        @Min(1)
        @Max(3650)
        @JsonPropertyDescription(
                "For how many days an account is not used that status.inventory.use counts as unused, where the app tells when accounts are used; absent: 90.")
        @Nullable
        Long unusedAfterDays) {}
