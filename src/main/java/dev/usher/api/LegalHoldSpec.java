package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Of whom everything is kept, in which apps, why, and for how long. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonDeserialize(using = Lenient.OfHoldSpec.class)
@ValidationRule(
        value = "has(self.users) || has(self.externalIds)",
        message = "at least one of `users` and `externalIds` says whose accounts are kept")
@ValidationRule(
        value =
                "has(self.users) == has(oldSelf.users) && (!has(self.users) || self.users == oldSelf.users) && has(self.externalIds) == has(oldSelf.externalIds) && (!has(self.externalIds) || self.externalIds == oldSelf.externalIds)",
        message =
                "whose accounts are kept must not be changed: create another hold, and release this one if it is over")
@ValidationRule(
        value = "has(self.apps) == has(oldSelf.apps) && (!has(self.apps) || self.apps == oldSelf.apps)",
        message = "`apps` must not be changed: create another hold for other apps, and release this one if it is over")
@ValidationRule(
        value = "self.matter == oldSelf.matter && self.requestedBy == oldSelf.requestedBy",
        message = "`matter` and `requestedBy` must not be changed: they say who asked, and for what")
@ValidationRule(
        value = "!has(self.until) || (has(oldSelf.until) && timestamp(self.until) >= timestamp(oldSelf.until))",
        message =
                "`until` can only be moved to a later instant, or taken out: write `released` to end a hold before its time")
@ValidationRule(
        value = "!has(oldSelf.released) || (has(self.released) && self.released.reason == oldSelf.released.reason)",
        message = "a hold that is released stays so: create another one")
public record LegalHoldSpec(
        @Size(min = 1, max = LegalHoldSpec.MOST)
        @JsonPropertyDescription(
                "Whose accounts are kept, by the names of their user resources in this namespace. On first sight the key of each is noted in the status, and counts from then on, whatever becomes of the name.")
        List<HeldUser> users,

        @Size(min = 1, max = LegalHoldSpec.MOST)
        @JsonPropertyDescription(
                "Whose accounts are kept, by the `externalId` of users of this namespace; nobody has to have it yet, or any more.")
        List<@Size(min = 1, max = 256) String> externalIds,

        @Size(min = 1, max = 64) @JsonPropertyDescription("The apps in which nothing is deleted; absent: all.")
        List<Reference> apps,

        @Required
        @Size(min = 1, max = 256)
        @JsonPropertyDescription(
                "The matter for which it is kept. Everybody who may read holds can read it: name a case, not what it is about.")
        String matter,

        @Required
        @Size(min = 1, max = 256)
        @JsonPropertyDescription(
                "Who asked for it: the name of whoever creates it, as the API server knows them. The policy of the Helm chart refuses any other.")
        String requestedBy,

        @Size(max = 40)
        @ValidationRule(
                value = Group.INSTANT_RULE,
                message = "`until` must be an instant that exists, such as 2026-12-24T18:00:00Z")
        @JsonPropertyDescription(
                "When it ends by itself, an instant such as 2026-12-24T18:00:00Z; absent: when it is released.")
        @Nullable
        String until,

        @JsonPropertyDescription("Once this is there, what is due to be deleted goes; it cannot be taken back.")
        @Nullable
        Released released) {
    @SuppressWarnings("ConstantValue")
    public LegalHoldSpec {
        users = Absent.asEmpty(users);
        externalIds = Absent.asEmpty(externalIds);
        apps = Absent.asEmpty(apps);
    }

    /** How many users, and how many keys, one hold names at most. */
    public static final int MOST = 64;

    /** The same for others. */
    public LegalHoldSpec of(List<HeldUser> others, List<String> keys) {
        return new LegalHoldSpec(others, keys, apps, matter, requestedBy, until, released);
    }

    /** A user of the hold's own namespace. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record HeldUser(
            @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Name of the ProvisionedUser.")
            String name) {}

    /** The end of a hold. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Released(
            @Required @Size(min = 1, max = 256) @JsonPropertyDescription("Why, for whoever finds it.")
            String reason) {}
}
