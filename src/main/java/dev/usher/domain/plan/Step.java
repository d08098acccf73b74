package dev.usher.domain.plan;

/** One thing that can be done to an account, as a plan counts it. */
public enum Step {
    CREATE("create"),
    /** Values are changed, it is enabled, taken over, or given something. */
    UPDATE("update"),
    DISABLE("disable"),
    DELETE("delete"),
    REMOVE_ENTITLEMENTS("removeEntitlements");

    private final String text;

    Step(String text) {
        this.text = text;
    }

    /** As it is written in a status. */
    public String text() {
        return text;
    }
}
