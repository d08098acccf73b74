package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One employment, contract or engagement. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "!has(oldSelf.status) || has(self.status)",
        message = "`status` must stay once it is set: without it a person who left would be back")
public record EmploymentEntry(
        @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Tells the entries apart, such as main.")
        String id,

        @OneOf({"Active", "OnLeave", "Suspended", "Terminated", "Withdrawn", "Missing"})
        @JsonPropertyDescription(
                "What its source says of it: Active, OnLeave, Suspended, Terminated, Withdrawn (never came), or Missing (over, since the source lists the person no more, which nobody attests). Absent counts as Active.")
        @Nullable
        String status,

        @Size(max = 40)
        @ValidationRule(value = EmploymentEntry.TIME_RULE, message = EmploymentEntry.TIME_ADVICE)
        @JsonPropertyDescription(
                "An instant (2026-12-01T09:00:00Z), or a date (2026-12-01): the start of that day where the person works.")
        @Nullable
        String startTime,

        @Size(max = 40)
        @ValidationRule(value = EmploymentEntry.TIME_RULE, message = EmploymentEntry.TIME_ADVICE)
        @JsonPropertyDescription(
                "An instant (2027-06-30T18:00:00Z), or a date (2027-06-30): the end of that day, the last working day.")
        @Nullable
        String endTime,

        @Size(max = 32)
        @Keyed("id")
        @JsonPropertyDescription("Times within this entry in which the person does not work.")
        List<LeaveEntry> leaves,

        @JsonPropertyDescription(
                "Whether this entry leads while several are alive; absent everywhere: the latest start leads.")
        @Nullable
        Boolean primary,

        @JsonPropertyDescription(
                "Whether nobody may see what is ahead in this entry: no status and no event shows its dates, and no account is made before its start.")
        @Nullable
        Boolean confidential,

        @Size(max = 64)
        @ValidationRule(value = ProvisionedUserSpec.KEYS_RULE, message = ProvisionedUserSpec.KEYS_ADVICE)
        @ValidationRule(
                value = "!('userName' in self) && !('externalId' in self)",
                message = "`userName` and `externalId` belong to the person, not to an employment: set them in spec")
        @JsonPropertyDescription(
                "What is true while this entry leads, by the names of the fields of spec, such as department, email or displayName, or names of your own. In an entry with a start in the future this is a move that is known in advance.")
        Map<String, String> attributes) {
    @SuppressWarnings("ConstantValue")
    public EmploymentEntry {
        leaves = Absent.asEmpty(leaves);
        attributes = Absent.asEmpty(attributes);
    }

    /** That it is over, and no more; with an end it would go on until then. */
    EmploymentEntry emptied() {
        var over = "Withdrawn".equals(status) ? "Withdrawn" : "Terminated";
        return new EmploymentEntry(id, over, null, null, List.of(), null, null, Map.of());
    }

    /**
     * A day or an instant that exists: the operator would understand nothing of somebody with another one, and a leaver
     * with a slip in a date would stay.
     */
    static final String TIME_RULE = "self.matches('^([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
            + "|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
            + "|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)"
            + "(T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,9})?(Z|[+-](0[0-9]|1[0-7]):[0-5][0-9]))?$')";

    static final String TIME_ADVICE =
            "must be a date such as 2026-12-01, or an instant such as 2026-12-01T09:00:00Z, and has to exist";
}
