package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** An app that speaks SCIM 2.0. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.auth) || (has(self.tls) && has(self.tls.clientCertificate))",
        message = "give `auth`, or `tls.clientCertificate` where the app knows Usher by its certificate alone")
@ValidationRule(
        value = "!has(self.tls) || !has(self.tls.clientCertificate) || self.endpoint.startsWith('https://')",
        message = "`tls.clientCertificate` is shown over https alone: `endpoint` must begin with https://")
public record Scim(
        @Required
        @Size(min = 8, max = 1024)
        @ValidationRule(
                value = "self.matches('^https?://[^/?#@ ]+(/[^?# ]*)?$')",
                message =
                        "`endpoint` must be the base address of the app's SCIM service, such as https://scim.example.com/v2, without user, query and fragment")
        @JsonPropertyDescription("Base address of the SCIM service, such as https://scim.example.com/v2.")
        String endpoint,

        @JsonPropertyDescription(
                "How Usher proves itself to the app in each request; absent: by tls.clientCertificate alone. See docs/access.md.")
        @Nullable
        HttpAuth auth,

        @JsonPropertyDescription(
                "How the app proves itself to Usher by TLS, and Usher itself to the app. See docs/access.md.")
        @Nullable
        HttpTls tls,

        @JsonPropertyDescription(
                "How the app ends the sessions of somebody whom an AccessLock shuts out; absent: those that are open last as long as the app lets them. See docs/locks.md.")
        @Nullable
        ScimSessions sessions,

        @JsonPropertyDescription(
                "What has to be done elsewhere before an account is deleted, such as archiving what it owns; absent: nothing. See docs/using.md.")
        @Nullable
        ScimHandover handover,

        @JsonPropertyDescription(
                "How somebody is invited to choose how they sign on, by the app or by somebody for it; absent: they cannot be, and spec.credentials.initial cannot be Invitation.")
        @Nullable
        ScimInvitation invitation,

        @JsonPropertyDescription(
                "Whether the app has passwords of its own, which Usher can set (RFC 7643 section 4.1.1); absent: false, and spec.credentials.initial cannot be Generated.")
        @Nullable
        Boolean passwords,

        @Size(min = 1, max = 64)
        @ValidationRule(
                value = "self.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?(@[1-9][0-9]{0,5})?$')",
                message = "`preset` must be a name such as github-emu, or one version of it such as github-emu@1")
        @JsonPropertyDescription(
                "What is known of the product that the app is, such as github-emu; absent: rfc. It stays in the version in which it was first used until another one is named, such as github-emu@2. docs/scim.md lists those there are.")
        @Nullable
        String preset,

        @JsonPropertyDescription(
                "How the app speaks SCIM where it differs from the RFCs. What is not said here is taken from the preset, from what the app says of itself, or else from the RFCs; status.capabilities shows what holds. See docs/scim.md.")
        @Nullable
        ScimDialect settings) {}
