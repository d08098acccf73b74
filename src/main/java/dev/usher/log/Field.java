package dev.usher.log;

/**
 * What a line says beside its text, each in a field of its own.
 *
 * <p>The names are API: docs/logs.md has them, and people search by them. None has a value of a person but the name of their resource.
 */
public enum Field {
    /** The TargetApp, as namespace/name. */
    APP("app"),
    /** The resource that work is done for, as Kind/namespace/name. */
    RESOURCE("resource"),
    /** The id by which the app, and the audit stream, know a change. */
    CORRELATION("correlation"),
    /** What was to be changed in the app, in the words of the audit stream. */
    CHANGE("change"),
    /** How that ended, in the words of the audit stream. */
    OUTCOME("outcome"),
    /** What was decided, in the words of the audit stream. */
    DECISION("decision"),
    /** Why something failed, as conditions have it. */
    REASON("reason"),
    /** The trace in which the work is seen, where there are traces. */
    TRACE("traceId");

    private final String key;

    Field(String key) {
        this.key = key;
    }

    /** Its name in a line. */
    public String key() {
        return key;
    }
}
