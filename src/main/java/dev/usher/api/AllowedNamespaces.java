package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which other namespaces may refer to what it stands beside. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(value = AllowedNamespaces.RULE, message = AllowedNamespaces.ADVICE)
@ValidationRule(value = AllowedNamespaces.SELECTOR_RULE, message = AllowedNamespaces.SELECTOR_ADVICE)
public record AllowedNamespaces(
        @Required @OneOf({"Same", "Names", "Selector", "All"}) @JsonPropertyDescription(FROM)
        String from,

        @Size(max = 64) @ValidationRule(value = NAMES_RULE, message = NAMES_ADVICE) @JsonPropertyDescription(NAMES)
        List<@Size(min = 1, max = 63) String> names,

        @JsonPropertyDescription(SELECTOR) @Nullable NamespaceSelector selector) {
    static final String RULE = "(self.from == 'Names') == (has(self.names) && size(self.names) > 0)";
    static final String ADVICE =
            "`names` must list namespaces where `from` is Names, and must be absent otherwise: `from` says whether it counts";
    static final String SELECTOR_RULE = "(self.from == 'Selector') == has(self.selector)";
    static final String SELECTOR_ADVICE =
            "`selector` must say which namespaces are meant where `from` is Selector ({}: all), and must be absent otherwise";
    static final String NAMES_RULE = "self.all(name, name.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$'))";
    static final String NAMES_ADVICE =
            "`names` must be names of namespaces: lower case letters, digits and '-', beginning and ending with a letter or digit";
    static final String FROM =
            "Same (from no other namespace), Names (from those that `names` lists), Selector (from those with the labels that `selector` asks for; Usher has to watch all namespaces for it), All (from every namespace).";
    static final String NAMES = "The namespaces, such as subsidiary, where `from` is Names.";
    static final String SELECTOR =
            "The labels of the namespaces, where `from` is Selector: all that is asked for has to be true of them. Nothing asked ({}) means every namespace.";

    @SuppressWarnings("ConstantValue")
    public AllowedNamespaces {
        names = Absent.asEmpty(names);
    }
}
