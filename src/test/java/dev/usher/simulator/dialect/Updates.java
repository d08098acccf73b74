package dev.usher.simulator.dialect;

import java.util.Set;

/** How accounts are changed. */
public final class Updates {
    private Updates() {}

    /**
     * PATCH of a user is refused with the status, announced by {@code patch.supported} or not; home-grown apps and Okta-style ones
     * that only take PUT. Groups have their own say: {@link Groups.MembersChanged#BY_PUT}.
     */
    public record NoPatch(int status, boolean announced) implements Quirk {
        public static NoPatch announced(int status) {
            return new NoPatch(status, true);
        }

        public static NoPatch unannounced(int status) {
            return new NoPatch(status, false);
        }
    }

    /** What PUT of a user does. */
    public enum Put implements Quirk {
        /** What is not sent is cleared, as RFC 7644 section 3.5.1 says. */
        REPLACES,
        /** What is not sent stays, {@code active} included; Zoom. */
        MERGES,
        /** 405: only PATCH changes a user, as in servers that leave PUT out. */
        REFUSED
    }

    /** A PATCH with more operations is refused with 400; no app announces how many it takes. */
    public record MaxOperations(int most) implements Quirk {}

    /** An attribute of these is refused with 400 in a PATCH that has any other change too, and cannot be removed; AWS of userName and active. */
    public record Alone(Set<String> attributes) implements Quirk {
        public Alone(String... attributes) {
            this(Set.of(attributes));
        }
    }

    /** PATCH of a user takes these attributes and refuses any other with 400; Zoom takes active alone. */
    public record PatchOnlyOf(Set<String> attributes) implements Quirk {
        public PatchOnlyOf(String... attributes) {
            this(Set.of(attributes));
        }
    }

    /** What a user's PATCH or PUT must look like beyond the RFC. */
    public enum Oddity implements Quirk.Oddity {
        /** An operation with a path is refused as invalidPath: what is to change stands in the value; Okta-shaped apps. */
        PATCH_WITHOUT_PATH,
        /** A path with a value filter such as {@code emails[type eq "work"].value} is refused as invalidPath; GitHub EMU. */
        NO_VALUE_FILTERS,
        /** A path below an extension's URN is refused as invalidPath: the extension is sent as one object; pathless and older servers. */
        EXTENSIONS_AS_OBJECT,
        /** A PUT without the id in its body is refused with 400; Keycloak. */
        PUT_NEEDS_ID
    }
}
