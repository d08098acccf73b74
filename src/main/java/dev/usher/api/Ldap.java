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

/** An app that is an LDAP directory. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(value = Ldap.START_TLS_RULE, message = Ldap.START_TLS_ADVICE)
public record Ldap(
        @Required
        @Size(min = 8, max = 1024)
        @ValidationRule(value = Ldap.URL_RULE, message = Ldap.URL_ADVICE)
        @JsonPropertyDescription(Ldap.URL)
        String url,

        @JsonPropertyDescription("How a connection is encrypted.") @Nullable
        Tls tls,

        @Required @JsonPropertyDescription("As whom Usher comes.")
        Bind bind,

        @Required @JsonPropertyDescription("Which entries are accounts, and how they are written.")
        Users users,

        @JsonPropertyDescription("Which entries are groups; absent: the app has no entitlements.") @Nullable
        Groups groups,

        @Min(10)
        @Max(10_000)
        @JsonPropertyDescription(
                "How many entries are asked for at a time when all are read, by the control of RFC 2696; absent: 500. Not more than the directory gives in one page.")
        @Nullable
        Integer pageSize) {
    static final String START_TLS_RULE =
            "!has(self.tls) || !has(self.tls.startTLS) || !self.tls.startTLS || self.url.startsWith('ldap://')";
    static final String START_TLS_ADVICE =
            "`tls.startTLS` turns a plain connection into one by TLS: `url` must begin with ldap://";
    static final String URL_RULE = "self.matches('^ldaps?://[^/?#@ ]+$')";
    static final String URL_ADVICE =
            "`url` must be the address of the directory and nothing else, such as ldaps://ldap.example.com or ldap://ldap.example.com:3389";
    static final String URL =
            "Address of the directory, such as ldaps://ldap.example.com. Without TLS it is spoken to only where the installation allows that.";

    static final String DN_RULE = "self.contains('=')";
    static final String ATTRIBUTE_RULE = "self.matches('^[A-Za-z][A-Za-z0-9-]*$')";

    /** How a connection is encrypted, and who vouches for the directory. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "has(self.startTLS) || has(self.caBundle)",
            message = "`tls` must hold settings that there are: startTLS, caBundle")
    public record Tls(
            @JsonPropertyDescription(
                    "Whether a connection that begins with ldap:// is encrypted before anything else is said (RFC 4511 section 4.14). Where the directory refuses, nothing is said.")
            @Nullable
            Boolean startTLS,

            @Size(min = 1, max = 65_536) @JsonPropertyDescription(HttpTls.CA_BUNDLE) @Nullable
            String caBundle) {}

    /** By which entry and password Usher is known. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Bind(
            @Required
            @Size(min = 3, max = 256)
            @ValidationRule(
                    value = DN_RULE,
                    message = "`dn` must be a distinguished name, such as cn=usher,ou=services,dc=example,dc=com")
            @JsonPropertyDescription(
                    "The distinguished name of Usher's own entry, such as cn=usher,ou=services,dc=example,dc=com.")
            String dn,

            @Required
            @JsonPropertyDescription(
                    "The Secret that holds its password, in the namespace of this resource. " + HttpAuth.OFFERED)
            SecretReference secretRef) {}

    /** Which entries are accounts. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Users(
            @Required
            @Size(min = 3, max = 256)
            @ValidationRule(
                    value = DN_RULE,
                    message = "`base` must be a distinguished name, such as ou=people,dc=example,dc=com")
            @JsonPropertyDescription(
                    "Below which entry all accounts are, such as ou=people,dc=example,dc=com. What is elsewhere is never seen, nor written.")
            String base,

            @Required
            @Size(min = 1, max = 16)
            @JsonPropertyDescription(
                    "The object classes of an account, such as inetOrgPerson. An entry is an account if it has all of them, and a new one is given them.")
            List<@Size(min = 1, max = 64) String> objectClasses,

            @Required
            @Size(min = 5, max = 256)
            @ValidationRule(
                    value =
                            "self.matches('^[A-Za-z][A-Za-z0-9-]*=[{](userName|externalId|displayName)[}](,[A-Za-z][A-Za-z0-9-]*=.+)?$')",
                    message =
                            "`dn` must be a name with one of {userName}, {externalId} and {displayName}, and what is between it and `base`, such as uid={userName} or cn={displayName},ou=staff")
            @JsonPropertyDescription(
                    "What a new account is called, below base: a name, and units that are there, such as uid={userName} or cn={displayName},ou=staff. Where the value changes the entry is renamed, and stays in its unit.")
            String dn,

            @Size(min = 1, max = 64)
            @ValidationRule(value = ATTRIBUTE_RULE, message = "`key` must be the name of an attribute")
            @JsonPropertyDescription(
                    "The attribute that holds the external id, by which Usher knows its accounts; absent: employeeNumber. Nobody else may write it.")
            @Nullable
            String key,

            @OneOf({"entryUUID", "nsUniqueId", "objectGUID"})
            @JsonPropertyDescription(
                    "The attribute that never changes, by which an account is the same whatever it is called; absent: entryUUID (RFC 4530). nsUniqueId: of 389 Directory Server. objectGUID: of Active Directory.")
            @Nullable
            String id,

            @Size(max = 32)
            @JsonPropertyDescription(
                    "Attributes of the directory by names of Usher's: where they are not as docs/ldap.md lists them, such as {displayName: displayName}, and whatever else accounts can have, such as {employeeType: employeeType}.")
            Map<String, String> attributes,

            @Required @JsonPropertyDescription("How the directory is told that nobody gets in with an account.")
            Disable disable,

            @Size(min = 1, max = 64)
            @ValidationRule(value = ATTRIBUTE_RULE, message = "`lastUse` must be the name of an attribute")
            @JsonPropertyDescription(
                    "The attribute in which the directory keeps when somebody was last let in; absent: by `disable.by`, pwdLastSuccess (ppolicy), lastLoginTime (nsAccountLock) or lastLogonTimestamp (userAccountControl), where the schema has it. It is read by an inventory, and never written.")
            @Nullable
            String lastUse) {

        @SuppressWarnings("ConstantValue")
        public Users {
            attributes = Absent.asEmpty(attributes);
        }
    }

    /** How an account is disabled. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value =
                    "self.by == 'attribute' ? has(self.attribute) && has(self.disabled) : !has(self.attribute) && !has(self.disabled) && !has(self.enabled)",
            message =
                    "with `by: attribute` give `attribute` and `disabled`, and `enabled` if it then has a value; without it none of them")
    public record Disable(
            @Required
            @OneOf({"ppolicy", "nsAccountLock", "userAccountControl", "attribute"})
            @JsonPropertyDescription(
                    "ppolicy: pwdAccountLockedTime, by OpenLDAP's overlay of that name. nsAccountLock: of 389 Directory Server. userAccountControl: its bit 2, of Active Directory. attribute: one that has a value of its own then; whoever lets people in has to look at it.")
            String by,

            @Size(min = 1, max = 64)
            @ValidationRule(value = ATTRIBUTE_RULE, message = "`attribute` must be the name of an attribute")
            @JsonPropertyDescription("With `by: attribute`: which one.")
            @Nullable
            String attribute,

            @Size(min = 1, max = 256)
            @JsonPropertyDescription("With `by: attribute`: its value while nobody gets in.")
            @Nullable
            String disabled,

            @Size(min = 1, max = 256)
            @JsonPropertyDescription("With `by: attribute`: its value otherwise; absent: it then has none.")
            @Nullable
            String enabled) {}

    /** Which entries are groups, and who is in them. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Groups(
            @Required
            @Size(min = 3, max = 256)
            @ValidationRule(
                    value = DN_RULE,
                    message = "`base` must be a distinguished name, such as ou=groups,dc=example,dc=com")
            @JsonPropertyDescription("Below which entry all groups are, such as ou=groups,dc=example,dc=com.")
            String base,

            @OneOf({"groupOfNames", "groupOfUniqueNames", "posixGroup", "group"})
            @JsonPropertyDescription(
                    "The object class of groups, which says how members are named: member (groupOfNames; absent), uniqueMember (groupOfUniqueNames), memberUid (posixGroup), or member of a `group` of Active Directory.")
            @Nullable
            String objectClass,

            @Size(min = 1, max = 64)
            @ValidationRule(value = ATTRIBUTE_RULE, message = "`name` must be the name of an attribute")
            @JsonPropertyDescription("The attribute that holds the value of an entitlement; absent: cn.")
            @Nullable
            String name,

            @Size(min = 3, max = 256)
            @ValidationRule(
                    value = DN_RULE,
                    message = "`placeholder` must be a distinguished name, such as cn=nobody,dc=example,dc=com")
            @JsonPropertyDescription(
                    "Who is in a groupOfNames or groupOfUniqueNames that has no member, which their schema does not allow; absent: cn=nobody below base. No entry of this name is needed, and none should get in by it.")
            @Nullable
            String placeholder,

            @JsonPropertyDescription(
                    "Whether a group is made that a role names and the directory does not have. false (default): its members wait, and say NotFoundInApp. A posixGroup is never made, for it needs a number. Nothing deletes a group.")
            @Nullable
            Boolean create) {}
}
