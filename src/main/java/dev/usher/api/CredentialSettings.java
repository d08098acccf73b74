package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the holders of accounts come to get in when they are let in for the first time, or anew. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value =
                "self.initial == 'Generated' || !(has(self.policy) || has(self.mustChange) || has(self.lifetimeSeconds) || has(self.deliver) || has(self.onDisable))",
        message =
                "`policy`, `mustChange`, `lifetimeSeconds`, `deliver` and `onDisable` are about passwords: they go with `initial: Generated` only")
public record CredentialSettings(
        @Required
        @OneOf({"None", "Generated", "Invitation"})
        @JsonPropertyDescription(
                "None: people sign on by what Usher has nothing to do with. Generated: Usher makes a password, keeps it in a Secret beside the user until lifetimeSeconds are over, and sets it: for a new account, for one that is enabled for its start, for whoever comes back more than a day after access had ended, and for whoever a lock of kind Compromised shut out. It is never set to correct anything. Invitation: the app, or somebody for it, is asked to invite them, as the connector says. See docs/credentials.md.")
        String initial,

        @JsonPropertyDescription("What passwords are made of.") @Nullable
        Policy policy,

        @JsonPropertyDescription(
                "Whether people have to change the password at once; default: false. An app that cannot ask for that is not used with it.")
        @Nullable
        Boolean mustChange,

        @Min(600)
        @Max(2_592_000)
        @JsonPropertyDescription(
                "For how long the Secret is there, from when the app took the password; default 259200, three days.")
        @Nullable
        Integer lifetimeSeconds,

        @JsonPropertyDescription("How whoever hands out passwords finds them.") @Nullable
        Deliver deliver,

        @OneOf({"Replace", "Keep"})
        @JsonPropertyDescription(
                "Replace: whoever is locked, or whose access ends, has a password from then on that nobody knows, and gets a new one when they come back. Keep: their password stays. Default: Replace where the app cannot be asked to end sessions, Keep where it can.")
        @Nullable
        String onDisable) {

    /** What passwords are made of. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Policy(
            @Min(12) @Max(128) @JsonPropertyDescription("How many characters; default 20.") @Nullable
            Integer length,

            @Size(min = 1, max = 4)
            @ValidationRule(
                    value = "self.all(one, one in ['Lower', 'Upper', 'Digit', 'Symbol'])",
                    message = "`classes` can be Lower, Upper, Digit and Symbol")
            @JsonPropertyDescription(
                    "Of which classes there is at least one character each, and no other: Lower, Upper, Digit, Symbol; default: all of them. Letters and digits that look alike are left out.")
            List<@Size(min = 1, max = 16) String> classes) {
        public Policy {
            classes = Absent.asEmpty(classes);
        }
    }

    /** How whoever hands out passwords finds them. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Deliver(
            @Size(min = 1, max = 16)
            @ValidationRule(
                    value =
                            "self.all(name, name.size() <= 63 && name.matches('^([a-z0-9.-]+/)?[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$') && !name.matches('^([a-z0-9.-]+[.])?(usher[.]dev|kubernetes[.]io|k8s[.]io|argoproj[.]io|fluxcd[.]io)/') && self[name].size() <= 63 && self[name].matches('^([A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?)?$'))",
                    message =
                            "`labels` must be labels of at most 63 characters, and none of kubernetes.io, k8s.io, usher.dev, argoproj.io or fluxcd.io, which steer others")
            @JsonPropertyDescription(
                    "Labels of the Secrets, by which what hands out passwords finds them, such as a PushSecret of External Secrets.")
            Map<String, String> labels) {
        public Deliver {
            labels = Absent.asEmpty(labels);
        }
    }
}
