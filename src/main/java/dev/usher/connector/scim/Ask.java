package dev.usher.connector.scim;

import dev.usher.connector.Op;
import dev.usher.net.Limits;
import dev.usher.scim.ScimPatch;
import java.net.URI;
import java.util.Optional;

/**
 * One request, before it has credentials.
 *
 * @param ifMatch the version that it is meant for; empty: any
 * @param shows what its answer may show
 */
record Ask(
        Op op, Intent intent, URI uri, Optional<String> body, Optional<String> ifMatch, Subject subject, Shows shows) {
    private static final int MEBIBYTE = 1 << 20;
    private static final Limits ONE_ACCOUNT = new Limits(0, MEBIBYTE);
    private static final Limits MANY_ROWS = new Limits(0, 32 * MEBIBYTE);
    private static final Limits WRITE = new Limits(MEBIBYTE, MEBIBYTE);
    private static final Limits GROUP = new Limits(32 * MEBIBYTE, 32 * MEBIBYTE);

    /** How an answer is read. */
    enum Shows {
        /** All at once. */
        WHOLE,
        /** A group, whose members may be very many and are read one after the other. */
        GROUP
    }

    /** What a request is for, as far as it decides what its answer means. */
    enum Intent {
        /** One account by its id. */
        READ("GET"),
        /** Whatever a filter picks. */
        FIND("GET"),
        /** What is expected to be there: a page, a known group, the app itself. */
        LIST("GET"),
        CREATE("POST"),
        CHANGE("PATCH"),
        /** All of a resource, with what changes. */
        REPLACE("PUT"),
        DELETE("DELETE");

        private final String method;

        Intent(String method) {
            this.method = method;
        }

        String method() {
            return method;
        }

        /** Whether it sends what an account or a group should be. */
        boolean sendsValues() {
            return switch (this) {
                case READ, FIND, LIST, DELETE -> false;
                case CREATE, CHANGE, REPLACE -> true;
            };
        }

        boolean writes() {
            return switch (this) {
                case READ, FIND, LIST -> false;
                case CREATE, CHANGE, REPLACE, DELETE -> true;
            };
        }
    }

    static Ask read(Op op, Intent intent, URI uri, Subject subject) {
        return new Ask(op, intent, uri, Optional.empty(), Optional.empty(), subject, Shows.WHOLE);
    }

    static Ask create(Op op, URI uri, String body, Subject subject) {
        return new Ask(op, Intent.CREATE, uri, Optional.of(body), Optional.empty(), subject, Shows.WHOLE);
    }

    static Ask change(Op op, URI uri, ScimPatch patch, Subject subject) {
        return new Ask(op, Intent.CHANGE, uri, Optional.of(patch.json()), Optional.empty(), subject, Shows.WHOLE);
    }

    static Ask replace(Op op, URI uri, String body, Subject subject) {
        return new Ask(op, Intent.REPLACE, uri, Optional.of(body), Optional.empty(), subject, Shows.WHOLE);
    }

    static Ask delete(Op op, URI uri) {
        return new Ask(op, Intent.DELETE, uri, Optional.empty(), Optional.empty(), Subject.NONE, Shows.WHOLE);
    }

    Ask onlyIf(Optional<String> version) {
        return new Ask(op, intent, uri, body, version, subject, shows);
    }

    /** The same of a group that may have very many members. */
    Ask ofGroup() {
        return new Ask(op, intent, uri, body, ifMatch, subject, Shows.GROUP);
    }

    /** Without what is sent, which may hold a password. */
    @Override
    public String toString() {
        return intent.method() + " " + op;
    }

    Limits limits() {
        return switch (shows) {
            case GROUP -> GROUP;
            case WHOLE -> limitsOfWhole();
        };
    }

    private Limits limitsOfWhole() {
        return switch (intent) {
            case READ -> ONE_ACCOUNT;
            case FIND, LIST -> MANY_ROWS;
            case CREATE, CHANGE, REPLACE, DELETE -> WRITE;
        };
    }
}
