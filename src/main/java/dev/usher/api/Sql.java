package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An app that keeps its accounts in PostgreSQL, or PostgreSQL itself. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.preset) != has(self.statements)",
        message = "`sql` must hold either a `preset` or `statements` of your own")
@ValidationRule(
        value = "has(self.secretRef) || (has(self.tls) && has(self.tls.clientCertificate))",
        message = "give `secretRef`, or `tls.clientCertificate` where the server knows Usher by its certificate alone")
@ValidationRule(
        value =
                "!has(self.tls) || !has(self.tls.clientCertificate) || !has(self.tls.mode) || self.tls.mode != 'disable'",
        message = "`tls.clientCertificate` is shown by TLS alone: leave out `mode: disable`")
@ValidationRule(
        value = "has(self.users) == (has(self.preset) && self.preset == 'tables')",
        message = "`users` must be given with `preset: tables`, and only then")
@ValidationRule(
        value = "!has(self.groups) || has(self.preset)",
        message = "`groups` is of presets: `statements` has `group`, `members`, `addMember` and `removeMember`")
@ValidationRule(
        value =
                "!has(self.groups) || !has(self.preset) || (self.preset == 'tables' ? has(self.groups.table) && has(self.groups.members) : !has(self.groups.table) && !has(self.groups.members) && !has(self.groups.id) && !has(self.groups.name))",
        message = "`groups` must hold `table` and `members` with `preset: tables`, and nothing but `create` otherwise")
public record Sql(
        @Required
        @Size(min = 1, max = 253)
        @ValidationRule(
                value = "self.matches('^([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9A-Fa-f:.]+)$')",
                message = "`host` must be the name of a host, or its address, and nothing else")
        @JsonPropertyDescription("The host of the server, such as db.example.com, or its address.")
        String host,

        @Min(1) @Max(65_535) @JsonPropertyDescription("The port of the server; absent: 5432.") @Nullable
        Integer port,

        @Required @Size(min = 1, max = 63) @JsonPropertyDescription("The database.")
        String database,

        @Required
        @Size(min = 1, max = 63)
        @JsonPropertyDescription("The role as which Usher comes. It should have the rights that it needs, and no more.")
        String user,

        @JsonPropertyDescription(
                "The Secret that holds its password, in the namespace of this resource. It is proved by SCRAM alone. Absent: the server asks for nothing but tls.clientCertificate. "
                        + HttpAuth.OFFERED)
        @Nullable
        SecretReference secretRef,

        @JsonPropertyDescription(
                "How a connection is encrypted; absent: by TLS, with a server that proves to be `host`.")
        @Nullable
        SqlTls tls,

        @OneOf({"tables", "postgresql"})
        @JsonPropertyDescription(
                "What accounts are. tables: rows of the table that users names. postgresql: roles that log in to the server itself. Absent: what statements says.")
        @Nullable
        String preset,

        @JsonPropertyDescription("With `preset: tables`: the table of accounts.") @Nullable
        Users users,

        @JsonPropertyDescription(
                "With a preset: how groups are kept, which are entitlements of kind `group`; absent: of tables there are none, and of postgresql they are the roles that nobody logs in with.")
        @Nullable
        Groups groups,

        @JsonPropertyDescription(
                "Statements of your own, each of which is one statement with values named in it as :userName. They are code that runs with the rights of `user`: whoever changes them takes the verb `govern`.")
        @Nullable
        Statements statements,

        @Min(10)
        @Max(10_000)
        @JsonPropertyDescription("How many rows are asked for at a time when all are read; absent: 1000.")
        @Nullable
        Integer pageSize) {

    static final String TABLE_RULE = "self.matches('^[A-Za-z_][A-Za-z0-9_]*[.][A-Za-z_][A-Za-z0-9_]*$')";
    static final String COLUMN_RULE = "self.matches('^[A-Za-z_][A-Za-z0-9_]*$')";
    static final String COLUMN_ADVICE =
            "must be the name of a column as the database has it, without quotes: letters, digits and _";
    private static final String WITH_AN_ID = "Shows the columns that `list` shows. ";

    /** The table of accounts. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Users(
            @Required
            @Size(min = 3, max = 127)
            @ValidationRule(value = TABLE_RULE, message = "`table` must be a table with its schema, such as app.users")
            @JsonPropertyDescription("The table, with its schema, such as app.users.")
            String table,

            @Size(min = 1, max = 63)
            @ValidationRule(value = COLUMN_RULE, message = "`id` " + COLUMN_ADVICE)
            @JsonPropertyDescription(
                    "The column that never changes, by which an account is the same whatever it is called; absent: id. The database should give it a value, and keep it unique.")
            @Nullable
            String id,

            @Size(min = 1, max = 63)
            @ValidationRule(value = COLUMN_RULE, message = "`key` " + COLUMN_ADVICE)
            @JsonPropertyDescription(
                    "The column that holds the external id, by which Usher knows its accounts; absent: external_id. It should be unique, and nobody else may write it.")
            @Nullable
            String key,

            @Size(min = 1, max = 63)
            @ValidationRule(value = COLUMN_RULE, message = "`lastUse` " + COLUMN_ADVICE)
            @JsonPropertyDescription(
                    "The column that says when an account was last used: a timestamptz, or a timestamp or date of UTC, and nothing where nobody knows. It is only read; absent: there is none.")
            @Nullable
            String lastUse,

            @Required
            @Size(min = 1, max = 64)
            @ValidationRule(value = "'userName' in self", message = "`columns` must hold the column of userName")
            @JsonPropertyDescription(
                    "Columns by names of Usher's, such as {userName: login, email: email}. What has none is not written; of the columns that are not named none is read.")
            Map<String, String> columns,

            @Required @JsonPropertyDescription("Which column says that nobody gets in with an account.")
            Disable disable) {

        @SuppressWarnings("ConstantValue")
        public Users {
            columns = Absent.asEmpty(columns);
        }
    }

    /** How an account is disabled. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "has(self.disabled) || !has(self.enabled)",
            message = "`enabled` must come with `disabled`: a column that has neither says since when")
    public record Disable(
            @Required
            @Size(min = 1, max = 63)
            @ValidationRule(value = COLUMN_RULE, message = "`column` " + COLUMN_ADVICE)
            @JsonPropertyDescription("The column. Whoever lets people in has to look at it.")
            String column,

            @Size(min = 1, max = 256)
            @JsonPropertyDescription(
                    "Its value while nobody gets in, such as \"false\"; absent: it is a time, of when the account was disabled, and nothing otherwise.")
            @Nullable
            String disabled,

            @Size(min = 1, max = 256)
            @JsonPropertyDescription("Its value otherwise, such as \"true\"; absent: it then has none.")
            @Nullable
            String enabled) {}

    /** How groups are kept. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Groups(
            @Size(min = 3, max = 127)
            @ValidationRule(value = TABLE_RULE, message = "`table` must be a table with its schema, such as app.roles")
            @JsonPropertyDescription("With `preset: tables`: the table of groups, with its schema, such as app.roles.")
            @Nullable
            String table,

            @Size(min = 1, max = 63)
            @ValidationRule(value = COLUMN_RULE, message = "`id` " + COLUMN_ADVICE)
            @JsonPropertyDescription("By which column members.group knows a group; absent: id.")
            @Nullable
            String id,

            @Size(min = 1, max = 63)
            @ValidationRule(value = COLUMN_RULE, message = "`name` " + COLUMN_ADVICE)
            @JsonPropertyDescription("The column that holds the value of an entitlement; absent: name.")
            @Nullable
            String name,

            @JsonPropertyDescription("With `preset: tables`: the table that says who is in which group.") @Nullable
            Members members,

            @JsonPropertyDescription(
                    "Whether a group is made that a role names and the database does not have. false (default): its members wait, and say NotFoundInApp. Nothing deletes a group.")
            @Nullable
            Boolean create) {}

    /** Who is in which group. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Members(
            @Required
            @Size(min = 3, max = 127)
            @ValidationRule(
                    value = TABLE_RULE,
                    message = "`table` must be a table with its schema, such as app.user_roles")
            @JsonPropertyDescription("The table, with its schema, such as app.user_roles.")
            String table,

            @Size(min = 1, max = 63)
            @ValidationRule(value = COLUMN_RULE, message = "`user` " + COLUMN_ADVICE)
            @JsonPropertyDescription("The column that holds the id of an account; absent: user_id.")
            @Nullable
            String user,

            @Size(min = 1, max = 63)
            @ValidationRule(value = COLUMN_RULE, message = "`group` " + COLUMN_ADVICE)
            @JsonPropertyDescription("The column that holds the id of a group; absent: group_id.")
            @Nullable
            String group) {}

    /** Statements of one's own. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Statements(
            @Required
            @Size(min = 1, max = 8_192)
            @JsonPropertyDescription(
                    "Shows accounts: the columns id, \"externalId\", active, \"lastUse\" (a timestamptz, or a timestamp or date of UTC), and others by names of Usher's. With :after and :limit it shows a page of so many, ordered by the id, behind an id, which is null at first; without them all, which must not be more than 20000.")
            String list,

            @Required
            @Size(min = 1, max = 8_192)
            @JsonPropertyDescription(WITH_AN_ID + "Of the account :id, or nothing.")
            String read,

            @Required
            @Size(min = 1, max = 8_192)
            @JsonPropertyDescription(
                    WITH_AN_ID
                            + "Of every account that has :externalId, or :userName in whatever letters; one of them may be null.")
            String find,

            @Required
            @Size(min = 1, max = 8_192)
            @JsonPropertyDescription(
                    "Makes an account of :externalId, :userName, :active, and any other names of Usher's, of which those without a value are null. With RETURNING it shows it, which then need not be read.")
            String create,

            @Required
            @Size(min = 1, max = 8_192)
            @JsonPropertyDescription(
                    "Writes all of what :id is: :externalId and any names of Usher's, each as it is to be or as `read` shows it.")
            String update,

            @Required @Size(min = 1, max = 8_192) @JsonPropertyDescription("Lets the account :id in.")
            String enable,

            @Required @Size(min = 1, max = 8_192) @JsonPropertyDescription("Lets nobody in with the account :id.")
            String disable,

            @Size(min = 1, max = 8_192)
            @JsonPropertyDescription("Deletes the account :id and what it is in; absent: the app is never asked to.")
            @Nullable
            String delete,

            @Size(min = 1, max = 8_192)
            @JsonPropertyDescription("Ends the sessions of :id, :userName, :externalId.")
            @Nullable
            String endSessions,

            @Size(min = 1, max = 8_192)
            @JsonPropertyDescription("Shows a row for each group that is called :group.")
            @Nullable
            String group,

            @Size(min = 1, max = 8_192)
            @JsonPropertyDescription(
                    "Shows the column id of everybody in :group, in pages as `list` does, or all at once.")
            @Nullable
            String members,

            @Size(min = 1, max = 8_192)
            @JsonPropertyDescription("Puts the account :id into :group; who is in already stays.")
            @Nullable
            String addMember,

            @Size(min = 1, max = 8_192) @JsonPropertyDescription("Takes the account :id out of :group.") @Nullable
            String removeMember,

            @Size(min = 1, max = 8_192)
            @JsonPropertyDescription("Makes a group that is called :group; absent: none is made.")
            @Nullable
            String createGroup) {}
}
