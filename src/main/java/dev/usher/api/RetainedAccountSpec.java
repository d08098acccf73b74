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

/** Which account it is, and why it has no user. Usher writes it; deleting the resource means: forget the account. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonDeserialize(using = Lenient.OfRetainedSpec.class)
@ValidationRule(
        value = "self == oldSelf",
        message =
                "a RetainedAccount must not be edited: re-create the user to get the account back, or delete this to forget it")
public record RetainedAccountSpec(
        @Required @JsonPropertyDescription("The TargetApp, in this namespace.")
        Reference app,

        @Size(max = 16) @JsonPropertyDescription("The tenant in which the id is valid.") @Nullable
        String tenant,

        @Size(max = 256)
        @JsonPropertyDescription("The account's id; absent: it was being created, and is looked up.")
        @Nullable
        String id,

        @Required
        @Size(min = 1, max = 320)
        @JsonPropertyDescription("The key of the person; a user with the same key gets the account back.")
        String externalId,

        @Required
        @Size(min = 1, max = 253)
        @JsonPropertyDescription("Where the key means one person: the user's namespace.")
        String realm,

        @JsonPropertyDescription(
                "Only of a further identity: the person whose it was. Who shuts that person out shuts this account.")
        @Nullable
        PersonKey person,

        @Size(max = 253) @JsonPropertyDescription("Name of the user resource that was deleted, in the realm.") @Nullable
        String user,

        @Size(min = 1, max = 256)
        @JsonPropertyDescription(
                "The login name of the account; absent: nobody could tell it, and the id counts alone.")
        @Nullable
        String userName,

        @Required
        @OneOf({RetainedAccountSpec.USER_DELETED, RetainedAccountSpec.FORGOTTEN})
        @JsonPropertyDescription(
                "Why it has no user: UserDeleted; Forgotten (the account was deleted, too, and what was known of whose it was is forgotten: externalId and userName are salted digests, by which the name stays reserved).")
        String reason,

        @Size(max = 256)
        @JsonPropertyDescription(
                "What roles gave to the account before: it is lost with the account, also where those roles are gone.")
        List<HeldEntitlement> held,

        @Size(max = 128)
        @JsonPropertyDescription(
                "What the account held when it was taken over and no role explained: whoever gets it back before that is taken keeps it.")
        List<HeldEntitlement> adopted,

        @JsonPropertyDescription(
                "True: it was taken over, and nothing was confirmed of it since, so that it may show another key; absent: not so.")
        @Nullable
        Boolean adopting,

        @OneOf(ProvisionedUserSpec.ORPHAN)
        @JsonPropertyDescription(
                "Orphan: its user was deleted with this policy, and the account stays as it is, unless spec.orphans.reaction of the app says otherwise; absent: what the app does at a departure.")
        @Nullable
        String deletionPolicy,

        @JsonPropertyDescription(
                "True: the account was made ahead of a start that never came, and nobody can have used it; absent: not so.")
        @Nullable
        Boolean prepared,

        @Size(max = 40)
        @ValidationRule(
                value = Group.INSTANT_RULE,
                message = "`deletedTime` must be an instant that exists, such as 2026-12-24T18:00:00Z")
        @JsonPropertyDescription(
                "When the account was deleted, in RFC 3339: nothing is left but the name, which stays reserved; absent: it may be there.")
        @Nullable
        String deletedTime,

        @Size(max = 40)
        @JsonPropertyDescription(
                "Since when access with the account has ended, in RFC 3339: whoever gets it back later than a day gets a new credential, where the app gives any; absent: it had not when its user was deleted.")
        @Nullable
        String endedTime,

        @JsonPropertyDescription(
                "True: whoever gets it back is given something new to sign on with, however soon; absent: not so.")
        @Nullable
        Boolean credentialDue) {
    /** Its user resource was deleted. */
    public static final String USER_DELETED = "UserDeleted";

    /** Nothing is left but a name that is reserved. */
    public static final String FORGOTTEN = "Forgotten";

    @SuppressWarnings("ConstantValue")
    public RetainedAccountSpec {
        held = Absent.asEmpty(held);
        adopted = Absent.asEmpty(adopted);
    }

    /** The same of an account that stays as it is until somebody takes it back. */
    public static RetainedAccountSpec orphaned(RetainedAccountSpec spec) {
        return spec.with(spec.held(), spec.adopted(), spec.adopting(), ProvisionedUserSpec.ORPHAN, spec.deletedTime());
    }

    /** The same of an account that is not there any more. */
    public static RetainedAccountSpec deleted(RetainedAccountSpec spec, String deletedTime) {
        return spec.with(List.of(), List.of(), null, null, deletedTime);
    }

    /** What becomes of the same account. */
    private RetainedAccountSpec with(
            List<HeldEntitlement> nowHeld,
            List<HeldEntitlement> nowAdopted,
            @Nullable Boolean nowAdopting,
            @Nullable String policy,
            @Nullable String nowDeleted) {
        return new RetainedAccountSpec(
                app,
                tenant,
                id,
                externalId,
                realm,
                person,
                user,
                userName,
                reason,
                nowHeld,
                nowAdopted,
                nowAdopting,
                policy,
                prepared,
                nowDeleted,
                endedTime,
                credentialDue);
    }

    /** Of an account that was deleted, and of whose person nothing is to be known but that it is them, should they be back. */
    public static RetainedAccountSpec forgotten(
            Reference app, String tenant, String realm, String key, String name, String deletedTime) {
        return new RetainedAccountSpec(
                app,
                tenant,
                null,
                key,
                realm,
                null,
                null,
                name,
                FORGOTTEN,
                List.of(),
                List.of(),
                null,
                null,
                null,
                deletedTime,
                null,
                null);
    }

    /** Whether the account was made ahead of a start that never came. */
    public boolean wasNeverUsed() {
        return Boolean.TRUE.equals(prepared);
    }

    /** Whether it speaks of its person by digests alone. */
    public boolean saysDigests() {
        return FORGOTTEN.equals(reason);
    }

    /** Whether the account is to stay as it is, whatever its app does at a departure. */
    public boolean staysAsItIs() {
        return ProvisionedUserSpec.ORPHAN.equals(deletionPolicy);
    }

    /** By which key a person goes. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record PersonKey(
            @Required
            @Size(min = 1, max = 253)
            @JsonPropertyDescription("Where the key means one person: the person's namespace.")
            String realm,

            @Required
            @Size(min = 1, max = 320)
            @JsonPropertyDescription("The person's key; namespace/name as long as they have none of their own.")
            String externalId) {}
}
