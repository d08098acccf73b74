package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How a connection to a database is encrypted, who vouches for the server, and by what it knows Usher. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.mode) || has(self.caBundle) || has(self.clientCertificate)",
        message = "`tls` must hold settings that there are: mode, caBundle, clientCertificate")
public record SqlTls(
        @OneOf({"verify-full", "disable"})
        @JsonPropertyDescription(
                "verify-full (default): nothing is said before TLS, and the certificate must be for `host`. disable: everything is said in the clear, which the installation must allow.")
        @Nullable
        String mode,

        @Size(min = 1, max = 65_536) @JsonPropertyDescription(HttpTls.CA_BUNDLE) @Nullable
        String caBundle,

        @JsonPropertyDescription(
                "The certificate that Usher shows to the server if it asks for one, beside the password or alone (`cert`, `clientcert` in pg_hba.conf).")
        @Nullable
        ClientCertificate clientCertificate) {}
