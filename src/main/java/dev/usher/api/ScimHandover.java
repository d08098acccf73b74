package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has to be done elsewhere before an account is deleted. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ScimHandover(
        @Required
        @JsonPropertyDescription(
                "The request by which it is done for one account, such as archiving what it owns. It is sent while the account is disabled, right before it is deleted, and again until it is answered that it is done: for an account for which it was done before it must be answered so again.")
        DeclaredRequest request,

        @JsonPropertyDescription(
                "The Secret that holds the bearer token for this request, in the namespace of this resource. It must be labelled usher.dev/credential=true and annotated usher.dev/hosts=<host>. Absent: the credentials of the app, whose Secret must name the host then.")
        @Nullable
        SecretReference secretRef,

        @Size(max = 256) @Keyed("id") @JsonPropertyDescription("The accounts that are deleted without it.")
        List<Waiver> waived) {
    @SuppressWarnings("ConstantValue")
    public ScimHandover {
        waived = Absent.asEmpty(waived);
    }

    /** An account that somebody said may go as it is. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Waiver(
            @Required
            @Size(min = 1, max = 256)
            @JsonPropertyDescription(
                    "The id of the account in the app, as `spec.id` of the RetainedAccount, or `status.accounts[].id` of the user, says it.")
            String id,

            @Size(min = 1, max = 256)
            @JsonPropertyDescription("Why it may go as it is, for whoever reads this later.")
            @Nullable
            String reason) {}
}
