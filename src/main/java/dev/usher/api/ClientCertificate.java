package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A certificate that Usher shows to a server. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ClientCertificate(
        @Required
        @JsonPropertyDescription(
                "The Secret that holds the certificate and its key, in the namespace of this resource, such as one of the type kubernetes.io/tls. "
                        + HttpAuth.OFFERED)
        CertificateReference secretRef) {

    /** The keys of a certificate and of its private key. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CertificateReference(
            @Required
            @Size(min = 1, max = 253)
            @ValidationRule(value = Group.NAME_RULE, message = Group.NAME_ADVICE)
            @JsonPropertyDescription("Name of the Secret.")
            String name,

            @Size(min = 1, max = 253)
            @ValidationRule(value = HttpAuth.KEY_RULE, message = "`certificateKey` " + HttpAuth.KEY_ADVICE)
            @JsonPropertyDescription(
                    "Key of the certificate, in PEM, and of those that lead to its authority behind it; absent: tls.crt.")
            @Nullable
            String certificateKey,

            @Size(min = 1, max = 253)
            @ValidationRule(value = HttpAuth.KEY_RULE, message = "`privateKeyKey` " + HttpAuth.KEY_ADVICE)
            @JsonPropertyDescription("Key of the private key, in PEM and not encrypted; absent: tls.key.")
            @Nullable
            String privateKeyKey) {}
}
