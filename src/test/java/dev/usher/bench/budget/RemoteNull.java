package dev.usher.bench.budget;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.List;

/** The way to the null operator. */
final class RemoteNull implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Piped process;

    RemoteNull(List<String> jvm, Path kubeconfig) {
        process = Piped.start(jvm, NullOperator.class, kubeconfig.toString());
    }

    void plan(NullPlan plan) {
        try {
            process.ask(JSON.writeValueAsString(plan));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a plan is always written", e);
        }
    }

    void created(String user) {
        process.tell(user);
    }

    /** Returns when everything was sent for everybody. */
    void awaitDone() {
        process.ask("");
    }

    @Override
    public void close() {
        process.close();
    }
}
