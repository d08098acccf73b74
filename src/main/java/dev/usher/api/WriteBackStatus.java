package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.usher.api.UserSourceStatus.RefusedRecord;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How it stands with telling a source how its people are called. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record WriteBackStatus(
        @Required @JsonPropertyDescription("Of how many people the source still has to be told, or would be.")
        int owed,

        @Required @JsonPropertyDescription("Of how many it was told when it was last told anything.")
        int written,

        @Required @JsonPropertyDescription("How many records say something else than what their user has, and keep it.")
        int differing,

        @Required @JsonPropertyDescription("Of how many the source does not take it, see `refusals`.")
        int refused,

        @Required
        @JsonPropertyDescription(
                "Of how many it took it three times and does not show it: it is told again once it is declared otherwise, or Usher starts anew.")
        int notShown,

        @Size(max = 64)
        @JsonPropertyDescription("Why nothing more is told for now, in a word such as CREDENTIALS_REFUSED.")
        @Nullable
        String failed,

        @Size(max = 40) @JsonPropertyDescription("When it was last told anything.") @Nullable
        String time,

        @Size(max = 1024) @JsonPropertyDescription("What is wrong, and what to do; absent: nothing.") @Nullable
        String message,

        @JsonPropertyDescription("What waits since it would overwrite too many records; absent: nothing does.")
        @Nullable
        Held held,

        @Size(max = 20) @JsonPropertyDescription("The first of those of whom the source does not take it.")
        List<RefusedRecord> refusals) {
    @SuppressWarnings("ConstantValue")
    public WriteBackStatus {
        refusals = Absent.asEmpty(refusals);
    }

    /** What a limit holds until somebody releases it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Held(
            @Required
            @Size(max = 128)
            @JsonPropertyDescription("The run by whose name a RemovalDecision may release it.")
            String run,

            @Required @JsonPropertyDescription("How many records would be overwritten, or may be.")
            int records,

            @Size(max = 4)
            @JsonPropertyDescription(
                    "Where no record shows anything, so that nobody can tell whether something would be overwritten.")
            List<@Size(max = 256) String> unseen) {
        @SuppressWarnings("ConstantValue")
        public Held {
            unseen = Absent.asEmpty(unseen);
        }
    }
}
