package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an app speaks SCIM where it differs from the RFCs.
 *
 * <p>A block that holds nothing held something that the schema does not know: the rules say what there is instead.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value =
                "has(self.discovery) || has(self.mediaType) || has(self.etag) || has(self.emails) || has(self.attributes) || has(self.manager) || has(self.patch) || has(self.active) || has(self.delete) || has(self.filter) || has(self.conflict) || has(self.page) || has(self.groups) || has(self.members) || has(self.reads) || has(self.users) || has(self.seats) || has(self.disabled)",
        message =
                "`settings` must hold settings that there are: discovery, mediaType, etag, emails, attributes, manager, patch, active, delete, filter, conflict, page, groups, members, reads, users, seats, disabled")
@ValidationRule(
        value = "!has(self.seats) || self.seats.all(said, said.matches('^[45][0-9]{2}(/[A-Za-z]{1,24})?$'))",
        message = "each of `seats` must be a status of 400 to 599, or one with a scimType: 402, 403/limitReached")
public record ScimDialect(
        @OneOf({"auto", "never"})
        @JsonPropertyDescription(
                "Whether the app is asked what it can do. auto: its ServiceProviderConfig and its schemas of users and groups are read. never: they are not, for apps that answer that with a rejection of the credentials or with something misleading.")
        @Nullable
        String discovery,

        @OneOf({"scim", "json"})
        @JsonPropertyDescription(
                "As what JSON is sent and preferred. scim: application/scim+json. json: application/json, for apps that answer the former with 406 or 415.")
        @Nullable
        String mediaType,

        @OneOf({"use", "ignore"})
        @JsonPropertyDescription(
                "What becomes of versions that the app shows. use: an account is changed only if it is as it was read, by If-Match. ignore: they are not sent back.")
        @Nullable
        String etag,

        @OneOf({"work", "primary", "untyped"})
        @JsonPropertyDescription(
                "How the e-mail is marked. work: by the type work. primary: as the primary one, of type work, for apps that ask for one or keep one only. untyped: by nothing, for apps that do not have the type; it is then the only e-mail of the account.")
        @Nullable
        String emails,

        @JsonPropertyDescription("Which attributes accounts have.") @Nullable
        ScimAttributes attributes,

        @JsonPropertyDescription("How managers are named.") @Nullable
        Superiors manager,

        @JsonPropertyDescription("How accounts are changed.") @Nullable
        Users users,

        @JsonPropertyDescription("How changes are written.") @Nullable
        Patch patch,

        @JsonPropertyDescription("How accounts are enabled and disabled.") @Nullable
        Active active,

        @JsonPropertyDescription("How disabled accounts look.") @Nullable
        Disabled disabled,

        @JsonPropertyDescription("What may be deleted.") @Nullable
        Delete delete,

        @JsonPropertyDescription("How accounts and groups are found.") @Nullable
        Filter filter,

        @JsonPropertyDescription("What becomes of a creation that the app refuses because of another account.")
        @Nullable
        Conflict conflict,

        @JsonPropertyDescription("How lists are read.") @Nullable
        Page page,

        @JsonPropertyDescription("Which groups there are, and are made.") @Nullable
        Groups groups,

        @JsonPropertyDescription("How members of groups are read and written.") @Nullable
        Members members,

        @JsonPropertyDescription("What reads can be counted on for.") @Nullable
        Reads reads,

        @Size(max = 8)
        @JsonPropertyDescription(
                "By which refusals the app says that it has no licence left for an account: a status, or a status with a scimType, such as 403/limitReached. The user then says SeatsExhausted; who starts earliest has the next one, and changes of others go on.")
        @Nullable
        List<@Size(min = 3, max = 28) String> seats) {

    /** How managers are named. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(value = "has(self.form)", message = "`manager` must hold settings that there are: form")
    public record Superiors(
            @OneOf({"complex", "text", "none"})
            @JsonPropertyDescription(
                    "How the account of a manager is named in the enterprise extension. complex: by its value, as RFC 7643 section 4.3 has it. text: by a plain text, for apps that refuse the former. none: the app has no place for it, as where its schema of the extension has none, so that it is neither sent nor compared. Both are understood where the app shows them. It is written only where `spec.attributes` maps manager.")
            @Nullable
            String form) {}

    /** How accounts are changed. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(value = "has(self.update)", message = "`users` must hold settings that there are: update")
    public record Users(
            @OneOf({"patch", "put", "merge"})
            @JsonPropertyDescription(
                    "By which request an account is changed. patch: by PATCH, which names what changes. put: by PUT of all that a read before it shows, with what changes. merge: the same, for apps that leave alone what a PUT does not name, so that a value is taken away by an empty one.")
            @Nullable
            String update) {}

    /** How changes are written. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "has(self.style) || has(self.valueFilters)",
            message = "`patch` must hold settings that there are: style, valueFilters")
    public record Patch(
            @OneOf({"path", "value"})
            @JsonPropertyDescription(
                    "How a PATCH of an account says what changes. path: an operation for each attribute, by its path. value: one operation without a path whose value is a part of the account; the e-mails are then replaced as a whole.")
            @Nullable
            String style,

            @JsonPropertyDescription(
                    "Whether a PATCH may name one of several values by a filter, such as emails[type eq \"work\"]. false: the e-mails of an account are replaced as a whole, so that it has no other than the one that Usher writes.")
            @Nullable
            Boolean valueFilters) {}

    /** How accounts are enabled and disabled. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "has(self.type) || has(self.via)",
            message = "`active` must hold settings that there are: type, via")
    public record Active(
            @OneOf({"boolean", "string"})
            @JsonPropertyDescription(
                    "What `active` is written as. boolean: true and false. string: the texts True and False. Both are understood where the app shows them.")
            @Nullable
            String type,

            @OneOf({"update", "patch", "delete"})
            @JsonPropertyDescription(
                    "By what an account is disabled. update: active is set to false as other values are. patch: the same by PATCH, and enabled so, whatever users.update says. delete: by DELETE, only for apps that deactivate whom they are asked to delete; in every other app the accounts of leavers are gone with that.")
            @Nullable
            String via) {}

    /** How disabled accounts look. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(value = "has(self.are)", message = "`disabled` must hold settings that there are: are")
    public record Disabled(
            @OneOf({"shown", "hidden", "masked"})
            @JsonPropertyDescription(
                    "How accounts are shown that are disabled. shown: like all others. hidden: neither by their id nor in lists, so that one that is not found is taken for a disabled one, and who returns is enabled by PATCH of the id that is recorded. masked: under other names, which are not compared until the account is enabled.")
            @Nullable
            String are) {}

    /** What may be deleted. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(value = "has(self.means)", message = "`delete` must hold settings that there are: means")
    public record Delete(
            @OneOf({"hard", "forbidden"})
            @JsonPropertyDescription(
                    "What a DELETE of an account does. hard: it is gone. forbidden: what must not happen; accounts that are to be deleted stay disabled, and the user says NotSupportedByApp.")
            @Nullable
            String means) {}

    /** How accounts and groups are found. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(value = "has(self.attributes)", message = "`filter` must hold settings that there are: attributes")
    @ValidationRule(
            value =
                    "!has(self.attributes) || self.attributes.all(one, one in ['externalId', 'userName', 'displayName'])",
            message = "each of `attributes` must be one of externalId, userName, displayName")
    public record Filter(
            @Size(max = 3)
            @JsonPropertyDescription(
                    "By which attributes the app finds accounts and groups: externalId and userName, and displayName of groups. By what is not among them is looked for in all pages, which takes long in an app with many accounts. What the app refuses a filter on, or passes one over on, is left out by itself.")
            @Nullable
            List<@Size(min = 1, max = 32) String> attributes) {}

    /** What becomes of a creation that the app refuses because of another account. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(value = "has(self.lookUp)", message = "`conflict` must hold settings that there are: lookUp")
    @ValidationRule(
            value = "!has(self.lookUp) || self.lookUp.all(one, one in ['externalId', 'userName', 'email', 'scan'])",
            message = "each of `lookUp` must be one of externalId, userName, email, scan")
    public record Conflict(
            @Size(max = 4)
            @JsonPropertyDescription(
                    "By what the account is looked for that is in the way where the app answers a creation with 409. externalId, userName: by what the new account would have. email: by its e-mail. scan: by any of these in all pages, which finds accounts that no filter shows, such as those that a first login has made, or under the same name in other letters. The last two are asked for in their order, and only while nobody was found.")
            @Nullable
            List<@Size(min = 1, max = 32) String> lookUp) {}

    /** How lists are read. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "has(self.method) || has(self.size)",
            message = "`page` must hold settings that there are: method, size")
    public record Page(
            @OneOf({"index", "cursor", "link", "none"})
            @JsonPropertyDescription(
                    "In which pieces the app hands out a list. index: by the number of the first row, startIndex. cursor: each answer names the place where the next one begins, nextCursor (RFC 9865). link: each answer has a header Link to the next one, which is followed within the endpoint only. none: everything at once; a list that says that it has more rows is incomplete.")
            @Nullable
            String method,

            @Min(1)
            @Max(1000)
            @JsonPropertyDescription(
                    "How many rows of a list are asked for at a time. An app that gives fewer is asked for the next ones.")
            @Nullable
            Integer size) {}

    /** Which groups there are, and are made. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "has(self.supported) || has(self.create)",
            message = "`groups` must hold settings that there are: supported, create")
    public record Groups(
            @JsonPropertyDescription(
                    "Whether the app has groups. false: it is never asked for one, and an entitlement of kind group says NotSupportedByApp.")
            @Nullable
            Boolean supported,

            @JsonPropertyDescription(
                    "Whether a group is made that a role names and the app does not have. false: its members wait, and say NotFoundInApp. true: it is made, empty, when the first member is to enter it. Nothing deletes a group.")
            @Nullable
            Boolean create) {}

    /** How members of groups are read and written. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "has(self.read) || has(self.write) || has(self.remove) || has(self.max)",
            message = "`members` must hold settings that there are: read, write, remove, max")
    public record Members(
            @OneOf({"group", "request", "probe"})
            @JsonPropertyDescription(
                    "How it is found out who is in a group. group: a read of the group shows it. request: only a read that asks for the members by attributes shows it; an app that says so in its schema of groups is believed. probe: nothing shows it but a look-up of one account in one group, such as id eq \"g\" and members eq \"u\"; an inventory then asks of those only who are to be in the group, one by one, and nobody sees who else is.")
            @Nullable
            String read,

            @OneOf({"patch", "replace", "put"})
            @JsonPropertyDescription(
                    "By which request the members of a group are changed. patch: by PATCH, which names who enters and who leaves. replace: by PATCH of all members that a read before it shows, with the change. put: by PUT of all of the group, likewise. With the last two, what others change between the read and the write is lost where the app has no versions.")
            @Nullable
            String write,

            @OneOf({"filter", "values"})
            @JsonPropertyDescription(
                    "How those are named who leave a group. filter: each by the path members[value eq \"...\"]. values: all as a list beside the path members, which some apps answer with 200 and do not do. A removal that is refused in one form is sent in the other once. Whatever is answered, a read decides.")
            @Nullable
            String remove,

            @Min(1)
            @Max(10000)
            @JsonPropertyDescription(
                    "How many members enter or leave a group with one request, at most. One that is refused as too large is sent again as two halves, whatever stands here.")
            @Nullable
            Integer max) {}

    /** What reads can be counted on for. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(value = "has(self.lag)", message = "`reads` must hold a setting that there is: lag")
    public record Reads(
            @Min(0)
            @Max(300)
            @JsonPropertyDescription(
                    "For how many seconds a read may still show what was before a write. 0: none does. An app whose copies follow one another may take 5 to 30. For as long, what a read does not show is neither sent again nor taken for lost; that access ended is said once a read after it shows so. Not with users.update put or merge, nor with members.write replace or put: they write back what a read shows.")
            @Nullable
            Integer lag) {}
}
