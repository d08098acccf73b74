package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** What an app may have accounts of. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.monthlyCostPerSeat) == has(self.currency)",
        message = "`monthlyCostPerSeat` and `currency` go together")
public record LicenceSettings(
        @Min(0) @Max(10_000_000) @JsonPropertyDescription("How many active accounts the app may have.") @Nullable
        Integer seats,

        @Size(max = 16)
        @Pattern("^[0-9]{1,9}(\\.[0-9]{1,2})?$")
        @JsonPropertyDescription("What one costs in a month, such as \"21.00\".")
        @Nullable
        String monthlyCostPerSeat,

        @Size(min = 3, max = 3)
        @Pattern("^[A-Z]{3}$")
        @JsonPropertyDescription("In which currency, by its code in ISO 4217, such as EUR.")
        @Nullable
        String currency) {}
