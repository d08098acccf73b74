package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which attributes accounts have. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.leftOut) || has(self.caseless) || has(self.trimmed)",
        message = "`attributes` must hold settings that there are: leftOut, caseless, trimmed")
@ValidationRule(
        value =
                "!has(self.leftOut) || self.leftOut.all(one, one in ['costCenter', 'department', 'displayName', 'division', 'email', 'employeeNumber', 'familyName', 'givenName', 'locale', 'name.formatted', 'name.honorificPrefix', 'name.honorificSuffix', 'name.middleName', 'nickName', 'organization', 'preferredLanguage', 'profileUrl', 'timezone', 'title', 'userType'] || one.matches('^urn:[A-Za-z0-9][A-Za-z0-9-]{0,31}:[A-Za-z0-9._:-]{1,180}:[A-Za-z][A-Za-z0-9_-]{0,62}$'))",
        message =
                "each of `leftOut` must be one of costCenter, department, displayName, division, email, employeeNumber, familyName, givenName, locale, name.formatted, name.honorificPrefix, name.honorificSuffix, name.middleName, nickName, organization, preferredLanguage, profileUrl, timezone, title, userType, urn:<schema>:<name>")
@ValidationRule(
        value =
                "!has(self.caseless) || self.caseless.all(one, one in ['costCenter', 'department', 'displayName', 'division', 'email', 'employeeNumber', 'familyName', 'givenName', 'locale', 'name.formatted', 'name.honorificPrefix', 'name.honorificSuffix', 'name.middleName', 'nickName', 'organization', 'preferredLanguage', 'profileUrl', 'timezone', 'title', 'userType'] || one.matches('^urn:[A-Za-z0-9][A-Za-z0-9-]{0,31}:[A-Za-z0-9._:-]{1,180}:[A-Za-z][A-Za-z0-9_-]{0,62}$'))",
        message =
                "each of `caseless` must be one of costCenter, department, displayName, division, email, employeeNumber, familyName, givenName, locale, name.formatted, name.honorificPrefix, name.honorificSuffix, name.middleName, nickName, organization, preferredLanguage, profileUrl, timezone, title, userType, urn:<schema>:<name>")
@ValidationRule(
        value =
                "!has(self.trimmed) || self.trimmed.all(one, one in ['costCenter', 'department', 'displayName', 'division', 'email', 'employeeNumber', 'familyName', 'givenName', 'locale', 'name.formatted', 'name.honorificPrefix', 'name.honorificSuffix', 'name.middleName', 'nickName', 'organization', 'preferredLanguage', 'profileUrl', 'timezone', 'title', 'userType'] || one.matches('^urn:[A-Za-z0-9][A-Za-z0-9-]{0,31}:[A-Za-z0-9._:-]{1,180}:[A-Za-z][A-Za-z0-9_-]{0,62}$'))",
        message =
                "each of `trimmed` must be one of costCenter, department, displayName, division, email, employeeNumber, familyName, givenName, locale, name.formatted, name.honorificPrefix, name.honorificSuffix, name.middleName, nickName, organization, preferredLanguage, profileUrl, timezone, title, userType, urn:<schema>:<name>")
public record ScimAttributes(
        @Size(max = 32)
        @JsonPropertyDescription(
                "Attributes that are neither sent nor compared, by the names of a mapping: what the app has no place for. Where it describes in /Schemas what a user has, what is missing there or readOnly is left out by itself; give an empty list where it takes more than it says. userName is never left out, nor what a Role sets.")
        @Nullable
        List<@Size(min = 1, max = 256) String> leftOut,

        @Size(max = 32)
        @JsonPropertyDescription(
                "Attributes that the app writes in letters of its own, such as e-mails in small ones: capital letters make no difference in them, so that they are not written again and again. userName has that anyway.")
        @Nullable
        List<@Size(min = 1, max = 256) String> caseless,

        @Size(max = 32)
        @JsonPropertyDescription(
                "Attributes in which the app takes spaces away: those at the ends make no difference, and several in a row count as one.")
        @Nullable
        List<@Size(min = 1, max = 256) String> trimmed) {}
