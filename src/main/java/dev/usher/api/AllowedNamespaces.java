package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** Which other namespaces may refer to what it stands beside. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "(self.from == 'Names') == (has(self.names) && size(self.names) > 0)",
        message =
                "`names` must list namespaces where `from` is Names, and must be absent otherwise: `from` says whether it counts")
public record AllowedNamespaces(
        @Required
        @OneOf({"Same", "Names", "All"})
        @JsonPropertyDescription(
                "Same (from no other namespace), Names (from those that `names` lists), All (from every namespace).")
        String from,

        @Size(max = 64)
        @ValidationRule(
                value = "self.all(name, name.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$'))",
                message =
                        "`names` must be names of namespaces: lower case letters, digits and '-', beginning and ending with a letter or digit")
        @JsonPropertyDescription("The namespaces, such as subsidiary, where `from` is Names.")
        List<@Size(min = 1, max = 63) String> names) {
    @SuppressWarnings("ConstantValue")
    public AllowedNamespaces {
        names = Absent.asEmpty(names);
    }
}
