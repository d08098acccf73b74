package dev.usher.kube;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the API server says of the fields of an apply (Kubernetes, server-side apply: one cause a field and manager). */
final class FieldConflicts {
    private static final String CONFLICT = "FieldManagerConflict";
    private static final String SPEC = ".spec.";
    private static final Pattern MANAGER = Pattern.compile("conflict with \"([^\"]*)\"");

    private FieldConflicts() {}

    /** A field that a manager has, and said something else of. */
    record One(String path, String manager) {}

    /** Whether it is refused because others have fields of it. */
    static boolean isOne(KubernetesClientException refused) {
        return causes(refused).anyMatch(cause -> CONFLICT.equals(cause.getReason()));
    }

    /** Those of the paths that were said, with who has them; empty where it is no conflict about any. */
    static List<One> of(KubernetesClientException refused, Collection<String> said) {
        return causes(refused)
                .filter(cause -> CONFLICT.equals(cause.getReason()))
                .flatMap(cause -> path(cause, said).stream().map(path -> new One(path, manager(cause))))
                .toList();
    }

    private static Optional<String> path(StatusCause cause, Collection<String> said) {
        var field = Optional.ofNullable(cause.getField()).orElse("");
        return said.stream()
                .filter(path -> field.equals(SPEC + path) || field.startsWith(SPEC + path + "."))
                // Names of one's own may hold dots, so that one may begin as another.
                .max(Comparator.comparingInt(String::length));
    }

    private static String manager(StatusCause cause) {
        var matcher = MANAGER.matcher(Optional.ofNullable(cause.getMessage()).orElse(""));
        return matcher.find() ? matcher.group(1) : "";
    }

    /** The first field that is not accepted, by its path in the user; never its value. */
    static Optional<String> refusedField(KubernetesClientException refused) {
        return causes(refused)
                .flatMap(cause -> Optional.ofNullable(cause.getField()).stream())
                .findFirst();
    }

    private static Stream<StatusCause> causes(KubernetesClientException refused) {
        return Optional.ofNullable(refused.getStatus()).map(Status::getDetails).map(StatusDetails::getCauses).stream()
                .flatMap(List::stream);
    }
}
