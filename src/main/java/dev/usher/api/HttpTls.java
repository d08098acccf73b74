package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** How an app, or a source, proves itself to Usher by TLS, and Usher itself to it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HttpTls(
        @Size(min = 1, max = 65_536) @JsonPropertyDescription(CA_BUNDLE) @Nullable
        String caBundle,

        @JsonPropertyDescription(
                "The certificate that Usher shows to the server if it asks for one, beside what auth says or alone.")
        @Nullable
        ClientCertificate clientCertificate) {

    static final String CA_BUNDLE =
            "The certificates, in PEM, of the authorities that alone may vouch for the server; absent: those that Usher's JVM knows. No private key.";
}
