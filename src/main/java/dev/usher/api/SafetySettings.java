package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** What may never happen to an app, or not to so many at a time. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SafetySettings(
        @JsonPropertyDescription(
                "Accounts that may be disabled or deleted in a window although nobody attests that they ended: a user was deleted, a role, a rule or the app was edited. Absent: 10, or 10 percent, in an hour.")
        @Nullable
        Limit removals,

        @JsonPropertyDescription(
                "Accounts that may be disabled or deleted in a window because a source, a person or a date says that they end. Absent: 50, or 20 percent, in an hour.")
        @Nullable
        Limit attested,

        @JsonPropertyDescription(
                "Entitlements that accounts which stay may lose in a window. Absent: 200, or 10 percent of the number of accounts, in an hour.")
        @Nullable
        Limit entitlementRemovals,

        @JsonPropertyDescription(
                "Accounts that may be given other values in a window because of an edit of the app or of a role, or an upgrade. What people change of a user is not counted. Absent: 1000, or 20 percent, in an hour.")
        @Nullable
        Limit changes,

        @Size(min = 1, max = 2048)
        @JsonPropertyDescription(
                "Accounts that are never written to, whatever roles, departures and locks ask: a condition in CEL on the variable `account`, such as account.userName in ['root', 'break-glass'], with the texts of `orphans.ignore`. Where it cannot be told, an account is protected. See docs/phases.md.")
        @Nullable
        String protect) {
    /** The larger of a count and a share. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Limit(
            @Min(0) @Max(1_000_000) @JsonPropertyDescription("So many, whatever there is.") @Nullable
            Integer count,

            @Min(0)
            @Max(100)
            @JsonPropertyDescription(
                    "Or such a share of the accounts that are Usher's, if that is more. Of four accounts or more never more than half go in a window.")
            @Nullable
            Integer percent,

            @Min(60)
            @Max(2_592_000)
            @JsonPropertyDescription("The length of a window: the limit holds for any stretch of time of this length.")
            @Nullable
            Integer windowSeconds) {}
}
