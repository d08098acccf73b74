package dev.usher.connector.scim;

import dev.usher.connector.Capability;
import dev.usher.connector.Capability.Origin;
import dev.usher.connector.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One thing in which SCIM apps differ; these are all of them, and each acts.
 *
 * @param name by which a TargetApp, a preset and a status know it; a dot leads into a block
 * @param standard what holds where nobody says anything: what the RFCs say
 * @param said who may say it
 * @param advice what its values do
 */
record Setting<T>(String name, Values<T> values, T standard, Said said, String advice) {
    static final Setting<Dialect.Discovery> DISCOVERY = new Setting<>(
            "discovery",
            Values.Choice.of(Dialect.Discovery.class),
            Dialect.Discovery.AUTO,
            Said.BY_PEOPLE,
            "Whether the app is asked what it can do. auto: its ServiceProviderConfig and its schemas of users and groups are read. never: they are not, for apps that answer that with a rejection of the credentials or with something misleading.");
    static final Setting<Dialect.MediaType> MEDIA_TYPE = new Setting<>(
            "mediaType",
            Values.Choice.of(Dialect.MediaType.class),
            Dialect.MediaType.SCIM,
            Said.BY_ALL,
            "As what JSON is sent and preferred. scim: application/scim+json. json: application/json, for apps that answer the former with 406 or 415.");
    static final Setting<Dialect.Versions> ETAG = new Setting<>(
            "etag",
            Values.Choice.of(Dialect.Versions.class),
            Dialect.Versions.IGNORE,
            Said.BY_ALL,
            "What becomes of versions that the app shows. use: an account is changed only if it is as it was read, by If-Match. ignore: they are not sent back.");
    static final Setting<Dialect.Update> USERS_UPDATE = new Setting<>(
            "users.update",
            Values.Choice.of(Dialect.Update.class),
            Dialect.Update.PATCH,
            Said.BY_ALL,
            "By which request an account is changed. patch: by PATCH, which names what changes. put: by PUT of all that a read before it shows, with what changes. merge: the same, for apps that leave alone what a PUT does not name, so that a value is taken away by an empty one.");
    static final Setting<Dialect.Style> PATCH_STYLE = new Setting<>(
            "patch.style",
            Values.Choice.of(Dialect.Style.class),
            Dialect.Style.PATH,
            Said.BY_ALL,
            "How a PATCH of an account says what changes. path: an operation for each attribute, by its path. value: one operation without a path whose value is a part of the account; the e-mails are then replaced as a whole.");
    static final Setting<Boolean> PATCH_VALUE_FILTERS = new Setting<>(
            "patch.valueFilters",
            new Values.Truth(),
            true,
            Said.BY_ALL,
            "Whether a PATCH may name one of several values by a filter, such as emails[type eq \"work\"]. false: the e-mails of an account are replaced as a whole, so that it has no other than the one that Usher writes.");
    static final Setting<Dialect.Emails> EMAILS = new Setting<>(
            "emails",
            Values.Choice.of(Dialect.Emails.class),
            Dialect.Emails.WORK,
            Said.BY_ALL,
            "How the e-mail is marked. work: by the type work. primary: as the primary one, of type work, for apps that ask for one or keep one only. untyped: by nothing, for apps that do not have the type; it is then the only e-mail of the account.");
    static final Setting<Set<String>> ATTRIBUTES_LEFT_OUT = new Setting<>(
            Capability.LEFT_OUT,
            new Values.Names(),
            Set.of(),
            Said.BY_ALL,
            "Attributes that are neither sent nor compared, by the names of a mapping: what the app has no place for. Where it describes in /Schemas what a user has, what is missing there or readOnly is left out by itself; give an empty list where it takes more than it says. userName is never left out, nor what a Role sets.");
    static final Setting<Set<String>> ATTRIBUTES_CASELESS = new Setting<>(
            Capability.CASELESS,
            new Values.Names(),
            Set.of(),
            Said.BY_PEOPLE,
            "Attributes that the app writes in letters of its own, such as e-mails in small ones: capital letters make no difference in them, so that they are not written again and again. userName has that anyway.");
    static final Setting<Set<String>> ATTRIBUTES_TRIMMED = new Setting<>(
            Capability.TRIMMED,
            new Values.Names(),
            Set.of(),
            Said.BY_PEOPLE,
            "Attributes in which the app takes spaces away: those at the ends make no difference, and several in a row count as one.");
    static final Setting<Dialect.ManagerForm> MANAGER_FORM = new Setting<>(
            Capability.MANAGER_FORM,
            Values.Choice.of(Dialect.ManagerForm.class),
            Dialect.ManagerForm.COMPLEX,
            Said.BY_ALL,
            "How the account of a manager is named in the enterprise extension. complex: by its value, as RFC 7643 section 4.3 has it. text: by a plain text, for apps that refuse the former. none: the app has no place for it, as where its schema of the extension has none, so that it is neither sent nor compared. Both are understood where the app shows them. It is written only where `spec.attributes` maps manager.");
    static final Setting<Dialect.ActiveType> ACTIVE_TYPE = new Setting<>(
            "active.type",
            Values.Choice.of(Dialect.ActiveType.class),
            Dialect.ActiveType.BOOLEAN,
            Said.BY_ALL,
            "What `active` is written as. boolean: true and false. string: the texts True and False. Both are understood where the app shows them.");
    static final Setting<Dialect.ActiveVia> ACTIVE_VIA = new Setting<>(
            "active.via",
            Values.Choice.of(Dialect.ActiveVia.class),
            Dialect.ActiveVia.UPDATE,
            Said.BY_PEOPLE,
            "By what an account is disabled. update: active is set to false as other values are. patch: the same by PATCH, and enabled so, whatever users.update says. delete: by DELETE, only for apps that deactivate whom they are asked to delete; in every other app the accounts of leavers are gone with that.");
    static final Setting<Dialect.DisabledAre> DISABLED_ARE = new Setting<>(
            Capability.DISABLED_ARE,
            Values.Choice.of(Dialect.DisabledAre.class),
            Dialect.DisabledAre.SHOWN,
            Said.BY_PEOPLE,
            "How accounts are shown that are disabled. shown: like all others. hidden: neither by their id nor in lists, so that one that is not found is taken for a disabled one, and who returns is enabled by PATCH of the id that is recorded. masked: under other names, which are not compared until the account is enabled.");
    static final Setting<Dialect.Deletion> DELETE_MEANS = new Setting<>(
            "delete.means",
            Values.Choice.of(Dialect.Deletion.class),
            Dialect.Deletion.HARD,
            Said.BY_PEOPLE,
            "What a DELETE of an account does. hard: it is gone. forbidden: what must not happen; accounts that are to be deleted stay disabled, and the user says NotSupportedByApp.");
    static final Setting<List<Dialect.Filterable>> FILTER_ATTRIBUTES = new Setting<>(
            "filter.attributes",
            Values.Some.of(Dialect.Filterable.class),
            List.of(Dialect.Filterable.values()),
            Said.BY_ALL,
            "By which attributes the app finds accounts and groups: externalId and userName, and displayName of groups. By what is not among them is looked for in all pages, which takes long in an app with many accounts. What the app refuses a filter on, or passes one over on, is left out by itself.");
    static final Setting<List<Dialect.Clue>> CONFLICT_LOOK_UP = new Setting<>(
            "conflict.lookUp",
            Values.Some.of(Dialect.Clue.class),
            List.of(Dialect.Clue.EXTERNAL_ID, Dialect.Clue.USER_NAME),
            Said.BY_PEOPLE,
            "By what the account is looked for that is in the way where the app answers a creation with 409. externalId, userName: by what the new account would have. email: by its e-mail. scan: by any of these in all pages, which finds accounts that no filter shows, such as those that a first login has made, or under the same name in other letters. The last two are asked for in their order, and only while nobody was found.");
    static final Setting<Dialect.Method> PAGE_METHOD = new Setting<>(
            "page.method",
            Values.Choice.of(Dialect.Method.class),
            Dialect.Method.INDEX,
            Said.BY_ALL,
            "In which pieces the app hands out a list. index: by the number of the first row, startIndex. cursor: each answer names the place where the next one begins, nextCursor (RFC 9865). link: each answer has a header Link to the next one, which is followed within the endpoint only. none: everything at once; a list that says that it has more rows is incomplete.");
    static final Setting<Integer> PAGE_SIZE = new Setting<>(
            "page.size",
            new Values.Whole(1, 1_000),
            100,
            Said.BY_ALL,
            "How many rows of a list are asked for at a time. An app that gives fewer is asked for the next ones.");
    static final Setting<Boolean> GROUPS_SUPPORTED = new Setting<>(
            "groups.supported",
            new Values.Truth(),
            true,
            Said.BY_PEOPLE,
            "Whether the app has groups. false: it is never asked for one, and an entitlement of kind group says NotSupportedByApp.");
    static final Setting<Boolean> GROUPS_CREATE = new Setting<>(
            Capability.GROUPS_CREATE,
            new Values.Truth(),
            false,
            Said.BY_PEOPLE,
            "Whether a group is made that a role names and the app does not have. false: its members wait, and say NotFoundInApp. true: it is made, empty, when the first member is to enter it. Nothing deletes a group.");
    static final Setting<Dialect.MembersRead> MEMBERS_READ = new Setting<>(
            Capability.MEMBERS_READ,
            Values.Choice.of(Dialect.MembersRead.class),
            Dialect.MembersRead.GROUP,
            Said.BY_ALL,
            "How it is found out who is in a group. group: a read of the group shows it. request: only a read that asks for the members by attributes shows it; an app that says so in its schema of groups is believed. probe: nothing shows it but a look-up of one account in one group, such as id eq \"g\" and members eq \"u\"; an inventory then asks of those only who are to be in the group, one by one, and nobody sees who else is.");
    static final Setting<Dialect.MembersWritten> MEMBERS_WRITE = new Setting<>(
            "members.write",
            Values.Choice.of(Dialect.MembersWritten.class),
            Dialect.MembersWritten.PATCH,
            Said.BY_ALL,
            "By which request the members of a group are changed. patch: by PATCH, which names who enters and who leaves. replace: by PATCH of all members that a read before it shows, with the change. put: by PUT of all of the group, likewise. With the last two, what others change between the read and the write is lost where the app has no versions.");
    static final Setting<Integer> MEMBERS_MAX = new Setting<>(
            Capability.MEMBERS_MAX,
            new Values.Whole(1, 10_000),
            100,
            Said.BY_PEOPLE,
            "How many members enter or leave a group with one request, at most. One that is refused as too large is sent again as two halves, whatever stands here.");
    static final Setting<Dialect.Removal> MEMBERS_REMOVE = new Setting<>(
            "members.remove",
            Values.Choice.of(Dialect.Removal.class),
            Dialect.Removal.FILTER,
            Said.BY_ALL,
            "How those are named who leave a group. filter: each by the path members[value eq \"...\"]. values: all as a list beside the path members, which some apps answer with 200 and do not do. A removal that is refused in one form is sent in the other once. Whatever is answered, a read decides.");

    static final Setting<Integer> READS_LAG = new Setting<>(
            Capability.READS_LAG,
            new Values.Whole(0, 300),
            0,
            Said.BY_PEOPLE,
            "For how many seconds a read may still show what was before a write. 0: none does. An app whose copies follow one another may take 5 to 30. For as long, what a read does not show is neither sent again nor taken for lost; that access ended is said once a read after it shows so. Not with users.update put or merge, nor with members.write replace or put: they write back what a read shows.");

    static final Setting<Set<String>> SEATS = new Setting<>(
            "seats",
            new Values.Refusals(),
            Set.of("402"),
            Said.BY_PEOPLE,
            "By which refusals the app says that it has no licence left for an account: a status, or a status with a scimType, such as 403/limitReached. The user then says SeatsExhausted; who starts earliest has the next one, and changes of others go on.");

    static final List<Setting<?>> ALL = List.of(
            DISCOVERY,
            MEDIA_TYPE,
            ETAG,
            USERS_UPDATE,
            PATCH_STYLE,
            PATCH_VALUE_FILTERS,
            EMAILS,
            ATTRIBUTES_LEFT_OUT,
            ATTRIBUTES_CASELESS,
            ATTRIBUTES_TRIMMED,
            MANAGER_FORM,
            ACTIVE_TYPE,
            ACTIVE_VIA,
            DISABLED_ARE,
            DELETE_MEANS,
            FILTER_ATTRIBUTES,
            CONFLICT_LOOK_UP,
            PAGE_METHOD,
            PAGE_SIZE,
            GROUPS_SUPPORTED,
            GROUPS_CREATE,
            MEMBERS_READ,
            MEMBERS_WRITE,
            MEMBERS_REMOVE,
            MEMBERS_MAX,
            READS_LAG,
            SEATS);

    /** Who may say it: what bears on how access ends is never believed of an app, nor guessed. */
    enum Said {
        BY_ALL,
        BY_PEOPLE;

        boolean admits(Origin origin) {
            return switch (origin) {
                case spec, preset, defaulted -> true;
                case learned, discovered -> this == BY_ALL;
            };
        }
    }

    static Optional<Setting<?>> named(String name) {
        return ALL.stream().filter(setting -> setting.name.equals(name)).findFirst();
    }

    /** The text of a value as JSON has it; empty where it is not allowed. */
    Optional<String> text(Object json) {
        return values.read(json).map(values::text);
    }

    /** The value of a text as JSON has it. */
    Object json(String text) {
        return switch (values) {
            case Values.Whole _ -> Integer.valueOf(text);
            case Values.Truth _ -> Boolean.valueOf(text);
            case Values.Choice<?> _ -> text;
            case Values.Some<?> _, Values.Texts _ -> text.isEmpty() ? List.of() : List.of(text.split(",", -1));
        };
    }

    String standardText() {
        return values.text(standard);
    }

    /** What is wrong with a value; a setting or a value that is not here may be of a newer version. */
    static Optional<Problem> problem(String name, Object json) {
        var setting = named(name);
        if (setting.isEmpty()) {
            var names = ALL.stream().map(Setting::name).collect(Collectors.joining(", "));
            return Optional.of(Problem.newer(name, "there is no such setting; there are " + names));
        }
        return setting.get().text(json).isPresent()
                ? Optional.empty()
                : Optional.of(
                        Problem.newer(name, "it can be " + setting.get().values.allowed()));
    }
}
