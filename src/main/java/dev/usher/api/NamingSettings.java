package dev.usher.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How people are named. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NamingSettings(
        @JsonPropertyDescription("How they get a login name.") @Nullable
        NameSettings userName,

        @JsonPropertyDescription(
                "How they get an e-mail address; its candidates may name `userName`, the login name that they have by then.")
        @Nullable
        NameSettings email) {
    /** How one name is chosen. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NameSettings(
            @Required
            @Size(min = 1, max = 8)
            @JsonPropertyDescription(
                    "Texts in CEL over what `fields` make of a record, such as ascii(name.given).lowerAscii(): the first that is nobody's counts. One that names `n` is tried with 2, 3 and so on to 999.")
            List<@Size(min = 1, max = 2048) String> candidates,

            @OneOf({KEEP, RENAME, ASK})
            @JsonPropertyDescription(
                    "What becomes of the name of somebody who is there when that changes of which it was made. Keep (default): it stays. Rename: another one is chosen. Ask: it stays until somebody confirms in `status.renames` that another one is chosen.")
            @Nullable
            String onNameChange) {
        /** The name stays. */
        public static final String KEEP = "Keep";

        /** Another name is chosen. */
        public static final String RENAME = "Rename";

        /** The name stays until somebody confirms another one. */
        public static final String ASK = "Ask";

        @SuppressWarnings("ConstantValue")
        public NameSettings {
            candidates = Absent.asEmpty(candidates);
        }
    }
}
