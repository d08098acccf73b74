package dev.usher.runtime;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A failure as the log shows it: of which class, where, and by what it was caused.
 *
 * <p>Its message only where it is in Usher's own words, or about a connection: what others say may quote values, such as an API server that
 * names the field of a person that it does not take.
 */
final class Shown extends Throwable {
    private static final long serialVersionUID = 1L;

    private final String what;

    private Shown(String what, StackTraceElement[] where, @Nullable Throwable cause) {
        super(what, cause, true, true);
        this.what = what;
        setStackTrace(where);
    }

    static Throwable of(Throwable thrown) {
        return of(thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static Throwable of(Throwable thrown, Set<Throwable> before) {
        if (thrown instanceof Shown) {
            return thrown;
        }
        var name = thrown.getClass().getName();
        if (!before.add(thrown)) {
            return new Shown(name + " once more", new StackTraceElement[0], null);
        }
        var shown = new Shown(
                words(thrown).map(words -> name + ": " + words).orElse(name),
                thrown.getStackTrace(),
                thrown.getCause() == null ? null : of(thrown.getCause(), before));
        for (var suppressed : thrown.getSuppressed()) {
            shown.addSuppressed(of(suppressed, before));
        }
        return shown;
    }

    private static Optional<String> words(Throwable thrown) {
        if (thrown instanceof KubernetesClientException refused) {
            return answer(refused);
        }
        return Optional.ofNullable(thrown.getMessage())
                .filter(words -> thrown.getCause() == null
                        || !words.equals(thrown.getCause().toString()))
                .filter(_ -> isOurs(thrown) || isOfAConnection(thrown));
    }

    /** Where there was none, it has a cause that says why. */
    private static Optional<String> answer(KubernetesClientException refused) {
        return Optional.of(refused.getCode())
                .filter(code -> code > 0)
                .map(code -> "status " + code
                        + Optional.ofNullable(refused.getStatus())
                                .map(Status::getReason)
                                .map(reason -> ", " + reason)
                                .orElse(""));
    }

    /** By its class, or since it was thrown here. */
    private static boolean isOurs(Throwable thrown) {
        return Stream.concat(
                        Stream.of(thrown.getClass().getName()),
                        Arrays.stream(thrown.getStackTrace()).limit(1).map(StackTraceElement::getClassName))
                .anyMatch(name -> name.startsWith("dev.usher."));
    }

    private static boolean isOfAConnection(Throwable thrown) {
        return thrown instanceof SocketException
                || thrown instanceof SocketTimeoutException
                || thrown instanceof UnknownHostException
                || thrown instanceof SSLException;
    }

    /** In its place, and not with the name of this class before it. */
    @Override
    @SuppressWarnings("OverrideThrowableToString")
    public String toString() {
        return what;
    }
}
