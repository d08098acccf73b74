package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What follows where somebody changed an account in the app. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DriftSettings(
        @OneOf({"Correct", "Report"})
        @JsonPropertyDescription(
                "Where values are others: Correct (default), or Report, which says so and leaves them until something else about the account is decided.")
        @Nullable
        String attributes,

        @OneOf({"Correct", "Report"})
        @JsonPropertyDescription(
                "Where an account holds less, or more of what is Usher's: Correct (default), or Report, which says so and leaves it until something else about the account is decided.")
        @Nullable
        String entitlements,

        @OneOf({"Correct", "Report"})
        @JsonPropertyDescription(
                "Where an account is disabled, or gone, although it is to be enabled: Report (default), which says so and leaves it; or Correct, which enables it or makes another one.")
        @Nullable
        String disabledElsewhere) {}
