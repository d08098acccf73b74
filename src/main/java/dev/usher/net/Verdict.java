package dev.usher.net;

/** What the policy says about a URL or an address. */
public sealed interface Verdict {

    record Admitted() implements Verdict {}

    record Refused(Reason reason) implements Verdict {}
}
