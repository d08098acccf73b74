package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;

/** Namespaces by their labels, as label selectors are written everywhere in Kubernetes; with bounds, which theirs has not. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NamespaceSelector(
        @Size(max = 16)
        @JsonPropertyDescription("Labels that a namespace has to bear, each with its value, such as group: acme.")
        Map<String, String> matchLabels,

        @Size(max = 16) @JsonPropertyDescription("What has to be true of the labels of a namespace, all of it.")
        List<Expression> matchExpressions) {
    @SuppressWarnings("ConstantValue")
    public NamespaceSelector {
        matchLabels = Absent.asEmpty(matchLabels);
        matchExpressions = Absent.asEmpty(matchExpressions);
    }

    /** What has to be true of one label. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @ValidationRule(
            value = "(self.operator in ['In', 'NotIn']) == (has(self.values) && size(self.values) > 0)",
            message = "`values` must list values where `operator` is In or NotIn, and must be absent otherwise")
    public record Expression(
            @Required @Size(min = 1, max = 317) @JsonPropertyDescription("The key of the label, such as group.")
            String key,

            @Required
            @OneOf({"In", "NotIn", "Exists", "DoesNotExist"})
            @JsonPropertyDescription(
                    "In (its value is one of `values`), NotIn (it is none of them, or the label is not there), Exists, DoesNotExist.")
            String operator,

            @Size(max = 64) @JsonPropertyDescription("The values, where `operator` is In or NotIn.")
            List<@Size(max = 63) String> values) {
        @SuppressWarnings("ConstantValue")
        public Expression {
            values = Absent.asEmpty(values);
        }
    }
}
