package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the last run read, and what came of it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonDeserialize(using = Lenient.OfSourceStatus.class)
public record UserSourceStatus(
        @JsonPropertyDescription("The generation of the resource that this status speaks of.") @Nullable
        Long observedGeneration,

        @Size(max = 64)
        @JsonPropertyDescription("The run: the same records, read again under the same declaration, have the same.")
        @Nullable
        String run,

        @Size(max = 40)
        @JsonPropertyDescription(
                "When a run last read the source to its end. It is stored when something else changes, and once an hour.")
        @Nullable
        String completeTime,

        @JsonPropertyDescription("How many records it read, those that were refused included.") @Nullable
        Integer records,

        @JsonPropertyDescription("Of how many people the source spoke before this run.") @Nullable
        Integer known,

        @JsonPropertyDescription("How many people are new, or would be.") @Nullable
        Integer created,

        @JsonPropertyDescription("Of how many people who were there it speaks for the first time.") @Nullable
        Integer linked,

        @JsonPropertyDescription("How many of those whom it knew have other values, or would have.") @Nullable
        Integer changed,

        @JsonPropertyDescription(
                "How many who worked here do not any more, or would not: they left, are away, or begin later.")
        @Nullable
        Integer ended,

        @JsonPropertyDescription("How many who had left come back, or would.") @Nullable
        Integer returned,

        @JsonPropertyDescription(
                "Of how many who work here it is unreadable whether they still do: nothing is done about them.")
        @Nullable
        Integer unreadable,

        @JsonPropertyDescription(
                "How many work here by what the source said before, and are missing: nothing is done about them.")
        @Nullable
        Integer disappeared,

        @JsonPropertyDescription(
                "How many records speak of nobody who is there, in a source that says of nobody whether they work here, and so makes nobody.")
        @Nullable
        Integer unmatched,

        @JsonPropertyDescription("How many records are not applied, or not whole.") @Nullable
        Integer refused,

        @Size(max = 20) @JsonPropertyDescription("The first of the reasons, without any value of a record but its key.")
        List<RefusedRecord> refusals,

        @JsonPropertyDescription("Of how many users others have written something that the source speaks of.") @Nullable
        Integer left,

        @Size(max = 20) @JsonPropertyDescription("The first of them.")
        List<LeftFields> leftFields,

        @JsonPropertyDescription(
                "Who would have another name, and keeps the one they have until somebody confirms that; absent: nobody.")
        @Nullable
        Renames renames,

        @JsonPropertyDescription("How many writes did not reach the API server: the next run does them.") @Nullable
        Integer failed,

        @JsonPropertyDescription("What the last run did that changed anything; absent: none did yet.") @Nullable
        Change lastChange,

        @JsonPropertyDescription(
                "How it stands with telling the source how its people are called; absent: it is not told.")
        @Nullable
        WriteBackStatus writeBack,

        @Size(max = 96)
        @JsonPropertyDescription(
                "The fields that so many records had that they would be missed: where one of them has none in the next run, only ends are applied of it.")
        List<@Size(max = 256) String> fields,

        @Size(max = 16)
        @JsonPropertyDescription(
                "What the last run read, of a source that can be asked for what changed: Whole, everybody; Delta, those who changed.")
        @Nullable
        String reading,

        @JsonPropertyDescription("Up to where it was read and applied; absent: the next run reads everybody.") @Nullable
        SourceWatermark watermark,

        @Size(max = 80)
        @JsonPropertyDescription(
                "The value that the annotation usher.dev/reconcile-requested-at had when the run began that was read to its end last. See docs/sources.md#at-once.")
        @Nullable
        String lastHandledReconcileAt,

        @Size(max = 16)
        @Keyed("type")
        @JsonPropertyDescription("Ready, Reconciling and Stalled, as everywhere in Kubernetes.")
        List<Condition> conditions) {
    /** Nothing was read. */
    public static final UserSourceStatus NONE = new UserSourceStatus(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, List.of(), null,
            List.of(), null, null, null, null, List.of(), null, null, null, List.of());

    @SuppressWarnings("ConstantValue")
    public UserSourceStatus {
        refusals = Absent.asEmpty(refusals);
        leftFields = Absent.asEmpty(leftFields);
        fields = Absent.asEmpty(fields);
        conditions = Absent.asEmpty(conditions);
    }

    /** The same, with what was read last, and up to where. */
    public UserSourceStatus reaching(@Nullable String lastReading, @Nullable SourceWatermark mark) {
        return with(lastReading, mark, lastHandledReconcileAt);
    }

    /** The same, with by what somebody had asked for the last run that read the source to its end. */
    public UserSourceStatus answering(@Nullable String requested) {
        return with(reading, watermark, requested);
    }

    private UserSourceStatus with(
            @Nullable String lastReading, @Nullable SourceWatermark mark, @Nullable String requested) {
        return new UserSourceStatus(
                observedGeneration,
                run,
                completeTime,
                records,
                known,
                created,
                linked,
                changed,
                ended,
                returned,
                unreadable,
                disappeared,
                unmatched,
                refused,
                refusals,
                left,
                leftFields,
                renames,
                failed,
                lastChange,
                writeBack,
                fields,
                lastReading,
                mark,
                requested,
                conditions);
    }

    /** Why a record is not applied. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RefusedRecord(
            @Required @JsonPropertyDescription("Where it begins: the line of a file, or its number.")
            Long place,

            @Size(max = 256) @JsonPropertyDescription("Its key, where it has one.") @Nullable
            String key,

            @Size(max = 256) @JsonPropertyDescription("The field that is the reason, where one is.") @Nullable
            String field,

            @Required @Size(max = 64) @JsonPropertyDescription("The rule that it breaks.")
            String rule,

            @Required @Size(max = 512) @JsonPropertyDescription("What that means, and what to do.")
            String message) {}

    /** What a run did. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Change(
            @Required @Size(max = 64) @JsonPropertyDescription("The run.")
            String run,

            @Required @Size(max = 40) @JsonPropertyDescription("When it was over.")
            String time,

            @Required @JsonPropertyDescription("How many people are new by it.")
            int created,

            @Required
            @JsonPropertyDescription("Of how many people it said whether they work here, those who came back included.")
            int lived,

            @Required @JsonPropertyDescription("How many people have other values by it.")
            int described,

            @Required @JsonPropertyDescription("How many who worked here before it do not any more.")
            int ended) {
        /** Whether another one is of the same run and says the same of it, whenever it was told. */
        public boolean isAsMuchAs(Change other) {
            return other.equals(new Change(run, other.time, created, lived, described, ended));
        }
    }

    /** People who would have other names. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Renames(
            @Required @JsonPropertyDescription("How many there are.")
            int count,

            @Size(max = 20)
            @JsonPropertyDescription(
                    "The first of them. To confirm: kubectl annotate puser <user> usher.dev/confirm-rename=<confirm>; to keep the name: keep-<confirm>.")
            List<Rename> some) {
        public Renames {
            some = Absent.asEmpty(some);
        }
    }

    /** A user who would have another name. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Rename(
            @Required @Size(max = 253) @JsonPropertyDescription("Name of the ProvisionedUser.")
            String user,

            @Required
            @Size(max = 64)
            @JsonPropertyDescription(
                    "What the annotation usher.dev/confirm-rename of the user has to say to confirm it.")
            String confirm) {}

    /** What of a user others have written. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record LeftFields(
            @Required @Size(max = 253) @JsonPropertyDescription("Name of the ProvisionedUser.")
            String user,

            @Required @Size(max = 96) @JsonPropertyDescription("What is left to them, as in `fields[].to`.")
            List<@Size(max = 80) String> fields) {}
}
