package dev.usher.connector.scim;

import dev.usher.scim.Document;
import dev.usher.scim.ScimPatch;
import dev.usher.scim.ScimPath;

/** Writes whether an account can be used, as the app wants it written. */
record Active(Dialect.ActiveType type) {
    private static final ScimPath PATH = ScimPath.of(Users.ACTIVE);

    void put(Document user, boolean active) {
        switch (type) {
            case BOOLEAN -> user.put(Users.ACTIVE, active);
            case STRING -> user.put(Users.ACTIVE, text(active));
        }
    }

    void patch(ScimPatch patch, boolean active) {
        switch (type) {
            case BOOLEAN -> patch.replace(PATH, active);
            case STRING -> patch.replace(PATH, text(active));
        }
    }

    /** As the clients write it that such apps were made for. */
    private static String text(boolean active) {
        return active ? "True" : "False";
    }
}
