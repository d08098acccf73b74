package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Signed messages by which a system says that something changed; what else they say does not matter. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Webhook(
        @Required
        @JsonPropertyDescription(
                "The Secret that holds the key by which messages are signed, in the namespace of this resource. It must be labelled usher.dev/credential=true.")
        SecretReference secretRef,

        @Required
        @Size(min = 1, max = 64)
        @ValidationRule(
                value = "self.matches('^[A-Za-z0-9][A-Za-z0-9_-]*$')",
                message = "`header` must be the name of a header, such as X-Signature: letters, digits, '-' and '_'")
        @JsonPropertyDescription("The header that has the signature, such as X-Signature.")
        String header,

        @OneOf({"SHA256", "SHA512"})
        @JsonPropertyDescription("The digest of the HMAC by which the body is signed; absent: SHA256.")
        @Nullable
        String algorithm,

        @OneOf({"Hex", "Base64"}) @JsonPropertyDescription("How the signature is written; absent: Hex.") @Nullable
        String encoding,

        @Size(min = 1, max = 32)
        @JsonPropertyDescription("What stands before the signature in its header, such as sha256=; absent: nothing.")
        @Nullable
        String prefix,

        @Size(min = 1, max = 64)
        @ValidationRule(
                value = "self.matches('^[A-Za-z0-9][A-Za-z0-9_-]*$')",
                message =
                        "`timestampHeader` must be the name of a header, such as X-Timestamp: letters, digits, '-' and '_'")
        @JsonPropertyDescription(
                "The header whose text is signed behind the body, such as X-Timestamp; absent: the body alone is.")
        @Nullable
        String timestampHeader) {}
