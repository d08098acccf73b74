package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** An LDAP directory that people come from. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(value = Ldap.START_TLS_RULE, message = Ldap.START_TLS_ADVICE)
public record LdapSource(
        @Required
        @Size(min = 8, max = 1024)
        @ValidationRule(value = Ldap.URL_RULE, message = Ldap.URL_ADVICE)
        @JsonPropertyDescription(Ldap.URL)
        String url,

        @JsonPropertyDescription("How a connection is encrypted.")
        Ldap.@Nullable Tls tls,

        @Required @JsonPropertyDescription("As whom Usher comes; it needs to read, and nothing else.")
        Ldap.Bind bind,

        @Required
        @Size(min = 3, max = 256)
        @ValidationRule(
                value = Ldap.DN_RULE,
                message = "`base` must be a distinguished name, such as ou=people,dc=example,dc=com")
        @JsonPropertyDescription(
                "Below which entry all people are, such as ou=people,dc=example,dc=com. What is elsewhere is never read.")
        String base,

        @OneOf({"Subtree", "OneLevel"})
        @JsonPropertyDescription("Subtree (default): all entries below `base`. OneLevel: those right below it.")
        @Nullable
        String scope,

        @Size(min = 3, max = 1024)
        @ValidationRule(
                value = "self.startsWith('(') && self.endsWith(')')",
                message = "`filter` must be a filter within parentheses, such as (objectClass=inetOrgPerson)")
        @JsonPropertyDescription(
                "Which entries are people (RFC 4515), such as (&(objectClass=user)(!(objectClass=computer))); absent: (objectClass=person). Whoever left has to be among them, for as long as somebody is to be told of it.")
        @Nullable
        String filter,

        @Min(10)
        @Max(10_000)
        @JsonPropertyDescription(
                "How many entries are asked for at a time, by the control of RFC 2696; absent: 500. Not more than the directory gives in one page.")
        @Nullable
        Integer pageSize,

        @Min(0)
        @Max(86_400)
        @JsonPropertyDescription(
                "How often the directory is asked, between two readings, whether anything changed (RFC 4533), in seconds; if so, it is read at once. Absent: every 60, where the directory can tell. 0: never.")
        @Nullable
        Integer changesEverySeconds) {

    /** All entries below the base. */
    public static final String SUBTREE = "Subtree";

    /** Those right below the base. */
    public static final String ONE_LEVEL = "OneLevel";
}
