package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How Usher proves itself over HTTP, to an app or to a source: in exactly one way. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "[has(self.bearer), has(self.basic), has(self.header), has(self.oauth2)].exists_one(way, way)",
        message = "`auth` must hold exactly one of `bearer`, `basic`, `header` and `oauth2`")
public record HttpAuth(
        @JsonPropertyDescription("A bearer token (RFC 6750).") @Nullable
        Bearer bearer,

        @JsonPropertyDescription("A user name and its password (RFC 7617).") @Nullable
        Basic basic,

        @JsonPropertyDescription("A key in a header of its own, such as X-Api-Key.") @Nullable
        Header header,

        @JsonPropertyDescription(
                "Tokens that an authorization server issues to a client for its secret or its certificate (OAuth 2.0 client credentials, RFC 6749 section 4.4, RFC 8705 section 2).")
        @Nullable
        OAuth2 oauth2) {

    static final String OFFERED = "It must be labelled usher.dev/credential=true and annotated usher.dev/hosts=<host>.";
    static final String KEY_RULE = "self.matches('^[-._a-zA-Z0-9]+$')";
    static final String KEY_ADVICE = "must be a key of the Secret: letters, digits, '-', '_' and '.'";

    /** A bearer token. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Bearer(
            @Required
            @JsonPropertyDescription("The Secret that holds the token, in the namespace of this resource. " + OFFERED)
            SecretReference secretRef) {}

    /** A user name and its password. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Basic(
            @Required
            @JsonPropertyDescription("The Secret that holds both, in the namespace of this resource. " + OFFERED)
            LoginReference secretRef) {}

    /** The keys of a user name and its password. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record LoginReference(
            @Required
            @Size(min = 1, max = 253)
            @ValidationRule(value = Group.NAME_RULE, message = Group.NAME_ADVICE)
            @JsonPropertyDescription("Name of the Secret.")
            String name,

            @Required
            @Size(min = 1, max = 253)
            @ValidationRule(value = KEY_RULE, message = "`usernameKey` " + KEY_ADVICE)
            @JsonPropertyDescription("Key of the user name, such as username.")
            String usernameKey,

            @Required
            @Size(min = 1, max = 253)
            @ValidationRule(value = KEY_RULE, message = "`passwordKey` " + KEY_ADVICE)
            @JsonPropertyDescription("Key of the password, such as password.")
            String passwordKey) {}

    /** A key in a header of its own. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Header(
            @Required
            @Size(min = 1, max = 64)
            @ValidationRule(
                    value = "self.matches('^[A-Za-z0-9][A-Za-z0-9_-]*$')",
                    message = "`name` must be the name of a header, such as X-Api-Key: letters, digits, '-' and '_'")
            @JsonPropertyDescription(
                    "Name of the header, such as X-Api-Key; none that means something else, such as Authorization, Host or Content-Type.")
            String name,

            @Required
            @JsonPropertyDescription("The Secret that holds the key, in the namespace of this resource. " + OFFERED)
            SecretReference secretRef) {}

    /** Tokens of an authorization server. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "has(self.secretRef.clientSecretKey) || has(self.clientCertificate)",
            message = "give `secretRef.clientSecretKey`, `clientCertificate`, or both")
    public record OAuth2(
            @Required
            @Size(min = 8, max = 1024)
            @ValidationRule(
                    value = "self.matches('^https?://[^/?#@ ]+(/[^# ]*)?$')",
                    message =
                            "`tokenUrl` must be the address of a token endpoint, such as https://login.example.com/oauth2/token, without user and fragment")
            @JsonPropertyDescription(
                    "Address of the token endpoint, such as https://login.example.com/oauth2/token. The same addresses are allowed as for apps and sources.")
            String tokenUrl,

            @Required
            @JsonPropertyDescription(
                    "The Secret that holds the id and the secret of the client, in the namespace of this resource. It must be labelled usher.dev/credential=true, and its annotation usher.dev/hosts must name the host of tokenUrl, to which the secret is sent, and that of the app or the source, to which the tokens are.")
            ClientReference secretRef,

            @Size(max = 32)
            @JsonPropertyDescription("The scopes that are asked for; absent: those that the server gives by itself.")
            @Nullable
            List<@Size(min = 1, max = 256) String> scopes,

            @Size(min = 1, max = 1024)
            @JsonPropertyDescription("For whom the token is meant, for servers that ask for an `audience`.")
            @Nullable
            String audience,

            @Size(min = 1, max = 65_536) @JsonPropertyDescription(HttpTls.CA_BUNDLE) @Nullable
            String caBundle,

            @OneOf({"header", "body"})
            @JsonPropertyDescription(
                    "Where the client's id and secret are sent. header (default): as user name and password of the request. body: as client_id and client_secret, for servers that take no header. Without a secret the id is sent in the body.")
            @Nullable
            String credentialsIn,

            @JsonPropertyDescription(
                    "The certificate that Usher shows to the authorization server if it asks for one. Its annotation usher.dev/hosts must name both hosts, too.")
            @Nullable
            ClientCertificate clientCertificate) {}

    /** The keys of a client's id and secret. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ClientReference(
            @Required
            @Size(min = 1, max = 253)
            @ValidationRule(value = Group.NAME_RULE, message = Group.NAME_ADVICE)
            @JsonPropertyDescription("Name of the Secret.")
            String name,

            @Required
            @Size(min = 1, max = 253)
            @ValidationRule(value = KEY_RULE, message = "`clientIdKey` " + KEY_ADVICE)
            @JsonPropertyDescription("Key of the client's id, such as client-id.")
            String clientIdKey,

            @Size(min = 1, max = 253)
            @ValidationRule(value = KEY_RULE, message = "`clientSecretKey` " + KEY_ADVICE)
            @JsonPropertyDescription(
                    "Key of the client's secret, such as client-secret; absent where the server knows the client by its certificate.")
            @Nullable
            String clientSecretKey) {}
}
