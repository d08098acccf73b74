package dev.usher.connector.sql;

import dev.usher.connector.AppFailure;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;

/** The table from codes of errors (appendix A of the manual) to what they mean here; the words of the server are left where they came from. */
final class States {
    /** Of a text that is no value of a type. */
    static final String[] NO_VALUE = {"22P02", "22003", "22007", "22008"};

    static final String UNIQUE = "23505";
    static final String DUPLICATE_OBJECT = "42710";
    static final String NO_OBJECT = "42704";
    /** Of what the server has no code for, such as a row of its own catalogue that somebody else changed. */
    static final String INTERNAL = "XX000";
    /** Of a server that has no TLS, asks for another proof than SCRAM, or does not take how a connection begins. */
    static final String NOT_SO = "08004";
    /** Of a server that follows another one, and of what writes where it should read. */
    static final String READ_ONLY = "25006";
    /** Of a server that asks for a password where none is given. No code of a server looks so, nor like the next one. */
    static final String PASSWORD_WANTED = "password";
    /** Of a server that lets nobody in who shows this certificate, or none. */
    static final String CERTIFICATE = "certificate";
    /** Of a column that says when somebody was last here, and is no time. */
    static final String NO_TIME = "lastUse";
    /** Of a statement that should show something. */
    static final String NOTHING_SHOWN = "02000";

    /** What was asked for. */
    enum Intent {
        /** Something about one account or group, of which a value was sent. */
        READ,
        LIST,
        WRITE;

        private boolean writes() {
            return this == WRITE;
        }
    }

    private States() {}

    /** Of a connection that did not come about. */
    static AppFailure atDial(String state) {
        return switch (state) {
            case "53300", "53400" -> failed(Failure.of(Kind.THROTTLED, Detail.NONE));
            case READ_ONLY -> failed(of(Kind.UNREACHABLE, state));
            case PASSWORD_WANTED ->
                failed(Failure.of(
                        Kind.MISCONFIGURED,
                        Detail.SETTING,
                        "secretRef",
                        "the server asks for a password: give the Secret that holds it"));
            case CERTIFICATE -> failed(Failure.of(Kind.UNAUTHORIZED, Detail.CERTIFICATE_REFUSED));
            default ->
                switch (classOf(state)) {
                    case "28" -> failed(Failure.of(Kind.UNAUTHORIZED, Detail.NONE));
                    case "53", "57", "58", "XX" -> failed(of(Kind.UNREACHABLE, state));
                    default -> failed(of(Kind.MISCONFIGURED, state));
                };
        };
    }

    /** Of a statement, or of its end, that was refused. */
    static AppFailure of(String state, Intent intent) {
        var writes = intent.writes();
        return switch (state) {
            case "42501" -> failed(Failure.of(writes ? Kind.DENIED : Kind.FORBIDDEN, Detail.NONE));
            // What depends on it is there still: objects that a role owns, rows that name a row.
            case "2BP01" -> failed(of(Kind.REJECTED, state));
            case "42710", "42939", "42602", "42622" -> failed(of(writes ? Kind.REJECTED : Kind.MISCONFIGURED, state));
            case NO_TIME ->
                failed(Failure.of(
                        Kind.MISCONFIGURED,
                        Detail.SETTING,
                        "lastUse",
                        "give a column of the type timestamptz, timestamp or date"));
            case READ_ONLY ->
                failed(
                        writes
                                ? of(Kind.UNREACHABLE, state)
                                : Failure.of(Kind.MISCONFIGURED, Detail.WRITES_WHILE_READING));
            // In its place is what it was prepared for no more.
            case "0A000", "26000" -> failed(of(writes ? Kind.STALE : Kind.UNREACHABLE, state));
            case "57014" -> failed(Failure.of(writes ? Kind.STALE : Kind.UNREACHABLE, Detail.TIMED_OUT));
            // The session is ended while the statement, or the commit, may have come to its end.
            case "57P01", "57P02", "57P04", "57P05", "25P03" ->
                new AppFailure(of(Kind.UNREACHABLE, state), writes && !state.equals("25P03"));
            default -> ofClass(state, intent);
        };
    }

    private static AppFailure ofClass(String state, Intent intent) {
        var writes = intent.writes();
        return switch (classOf(state)) {
            case "40", "55" -> failed(writes ? Failure.of(Kind.STALE, Detail.NONE) : of(Kind.UNREACHABLE, state));
            case "53" -> failed(Failure.of(Kind.THROTTLED, Detail.NONE));
            // Of a value that no account can have, or what is said of one row by a trigger, which may say 28 as well:
            // whatever else is asked
            // for is as good as before.
            case "21", "22", "23", "28", "44", "54", "P0" ->
                failed(of(intent == Intent.LIST ? Kind.MISCONFIGURED : Kind.REJECTED, state));
            case "57", "58", "XX" -> new AppFailure(of(Kind.UNREACHABLE, state), writes);
            default -> failed(of(Kind.MISCONFIGURED, state));
        };
    }

    /** Whether it says that somebody is not who they claim to be. */
    static boolean isOfProof(String state) {
        return classOf(state).equals("28");
    }

    /** Whether what was prepared is of no use any more, since a table is another one now. */
    static boolean isOfPlan(String state) {
        return state.equals("0A000") || state.equals("26000");
    }

    /** Of a row that misses what makes it an account, or a page that does not follow the one before it. */
    static AppFailure notUnderstood() {
        return failed(Failure.of(Kind.HOSTILE, Detail.NOT_UNDERSTOOD));
    }

    /** Of more accounts than one where one id was given. */
    static AppFailure many() {
        return failed(Failure.of(Kind.MANY, Detail.NONE));
    }

    private static String classOf(String state) {
        return state.length() < 2 ? "" : state.substring(0, 2);
    }

    static Failure of(Kind kind, String state) {
        return Failure.of(kind, Detail.STATUS, known(state));
    }

    /** A code has five signs: nothing else of what a server says in its place gets into a message. */
    private static String known(String state) {
        return state.matches("[0-9A-Z]{5}") ? state : "XX000";
    }

    private static AppFailure failed(Failure failure) {
        return new AppFailure(failure, false);
    }
}
