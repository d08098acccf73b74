package dev.usher.runtime;

import jakarta.enterprise.context.ApplicationScoped;

/** Traces of this process, if the installation wants any. */
@ApplicationScoped
public class Tracing {
    private final Traces traces;

    /** Tracing of this process. */
    public Tracing(UsherConfig config) {
        this.traces =
                config.tracing().enabled() ? OtlpTraces.begun(config.version(), config.installation()) : Traces.NONE;
    }

    Traces traces() {
        return traces;
    }
}
