package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** One attribute of the app's accounts. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.value) || (has(self.when) && self.when == 'Never')",
        message = "`value` must say what the attribute is, unless `when` is Never")
@ValidationRule(
        value = "self.to != 'userName' || !has(self.when) || self.when == 'Always'",
        message = "`userName` is what accounts are found by: its `when` can only be Always")
public record AttributeEntry(
        @Required
        @Size(min = 1, max = 256)
        @JsonPropertyDescription(
                "The attribute, in the language of the connector, such as title, or urn:...:User:name in SCIM.")
        String to,

        @Size(min = 1, max = 2048)
        @JsonPropertyDescription(
                "Its value: a text in CEL over the variable `user`, such as user.title, or lower(user.email). An empty one clears the attribute; where it cannot be told, the attribute stays as it is.")
        @Nullable
        String value,

        @OneOf({"Create", "Always", "Never"})
        @JsonPropertyDescription(
                "Always (default): it is set and kept. Create: a new account gets it, and nobody touches it afterwards. Never: it is neither set nor cleared.")
        @Nullable
        String when) {}
