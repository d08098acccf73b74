package dev.usher.simulator.store;

import com.fasterxml.jackson.databind.JsonNode;

/** What clients are shown of the stored resources, which may be fewer than there are, and other than they are. */
public interface Sight {

    /** Everything as it is. */
    Sight CLEAR = new Sight() {
        @Override
        public Entry seen(Entry entry) {
            return entry;
        }

        @Override
        public boolean shows(Entry entry) {
            return true;
        }

        @Override
        public boolean alters(Entry entry) {
            return false;
        }

        @Override
        public JsonNode value(Entry entry, String attribute, JsonNode truth) {
            return truth;
        }
    };

    /** The version of the entry that is shown, which may be an earlier one. */
    Entry seen(Entry entry);

    boolean shows(Entry entry);

    /** Whether any value of a version is shown other than it is. */
    boolean alters(Entry entry);

    /** What a top attribute is shown as; a missing node if not at all. */
    JsonNode value(Entry entry, String attribute, JsonNode truth);
}
