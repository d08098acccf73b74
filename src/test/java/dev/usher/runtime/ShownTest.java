package dev.usher.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.sync.JournalFailure;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.util.Optional;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;

class ShownTest {
    private static final String REFUSAL =
            "ProvisionedUser \"u1\" is invalid: spec.email: Invalid value: \"ada@example.com\"";

    private static String shown(Throwable thrown) {
        var entry = new ExtLogRecord(Level.ERROR, "text", ShownTest.class.getName());
        entry.setThrown(thrown);
        new Witness(any -> Optional.empty()).publish(entry);
        var text = new StringWriter();
        entry.getThrown().printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** One that no code of ours has thrown. */
    private static <T extends Throwable> T elsewhere(T thrown) {
        thrown.setStackTrace(new StackTraceElement[] {new StackTraceElement("com.example.Library", "call", null, -1)});
        return thrown;
    }

    @Test
    void whatAnApiServerSaysOfAPersonIsNotShownButHowAndWhereItRefused() {
        var refused = new KubernetesClientException(
                REFUSAL,
                422,
                new StatusBuilder()
                        .withReason("Invalid")
                        .withCode(422)
                        .withMessage(REFUSAL)
                        .build());
        var wrapped = elsewhere(new IllegalStateException("it said " + REFUSAL, refused));
        wrapped.addSuppressed(elsewhere(new IllegalArgumentException(REFUSAL)));

        assertThat(shown(wrapped))
                .startsWith("java.lang.IllegalStateException")
                .contains("Caused by: io.fabric8.kubernetes.client.KubernetesClientException: status 422, Invalid")
                .contains("Suppressed: java.lang.IllegalArgumentException")
                .contains("at dev.usher.runtime.ShownTest.whatAnApiServerSays")
                .doesNotContain("ada")
                .doesNotContain("spec.email");
    }

    @Test
    void whatUsherItselfSaysIsShownAndWhyAConnectionCouldNotBeMade() {
        assertThat(shown(new JournalFailure("the audit stream cannot be written")))
                .startsWith("dev.usher.sync.JournalFailure: the audit stream cannot be written");
        assertThat(shown(new IllegalStateException("the definitions are not there")))
                .startsWith("java.lang.IllegalStateException: the definitions are not there");
        assertThat(shown(new IllegalStateException(elsewhere(new IllegalArgumentException(REFUSAL)))))
                .as("words of its cause")
                .doesNotContain("ada");
        assertThat(shown(new RuntimeException(new ConnectException("Connection refused"))))
                .contains("Caused by: java.net.ConnectException: Connection refused");
    }

    @Test
    void anApiServerThatDidNotAnswerHasNoStatus() {
        assertThat(shown(new KubernetesClientException(REFUSAL, new ConnectException("Connection refused"))))
                .startsWith("io.fabric8.kubernetes.client.KubernetesClientException" + System.lineSeparator())
                .contains("Caused by: java.net.ConnectException: Connection refused")
                .doesNotContain("ada");
    }

    @Test
    void aFailureThatIsItsOwnCauseHasAnEnd() {
        var one = new IllegalStateException("one");
        one.initCause(new IllegalStateException("two", one));

        assertThat(shown(one)).contains("IllegalStateException once more");
    }
}
