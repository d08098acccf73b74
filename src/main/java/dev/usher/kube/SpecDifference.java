package dev.usher.kube;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where the spec of an admission policy, or of its binding, is not what was written.
 *
 * <p>The API server fills in what nobody wrote (Kubernetes, {@code pkg/apis/admissionregistration/v1/defaults.go}): that is no difference,
 * and whatever else nobody wrote is one, since it may leave out what is to be judged.
 */
final class SpecDifference {
    private static final Map<String, Object> FILLED_IN = Map.of(
            "failurePolicy", "Fail",
            "matchPolicy", "Equivalent",
            "namespaceSelector", Map.of(),
            "objectSelector", Map.of(),
            "scope", "*");

    private SpecDifference() {}

    /** The first field that differs, as a path below the spec; empty: none does. */
    static Optional<String> first(Map<String, Object> written, Map<String, Object> stored) {
        return inMap("spec", written, stored);
    }

    private static Optional<String> inMap(String path, Map<?, ?> written, Map<?, ?> stored) {
        return Stream.concat(written.keySet().stream(), stored.keySet().stream())
                .distinct()
                .flatMap(key -> inField(path + "." + key, key, written, stored).stream())
                .findFirst();
    }

    private static Optional<String> inField(String path, Object key, Map<?, ?> written, Map<?, ?> stored) {
        var was = Optional.<Object>ofNullable(written.get(key));
        var is = Optional.<Object>ofNullable(stored.get(key));
        if (was.isEmpty()) {
            return is.filter(more -> !more.equals(FILLED_IN.get(String.valueOf(key))))
                    .map(_ -> path);
        }
        return is.isEmpty() ? Optional.of(path) : inValue(path, was.get(), is.get());
    }

    private static Optional<String> inValue(String path, Object written, Object stored) {
        if (written instanceof Map<?, ?> was && stored instanceof Map<?, ?> is) {
            return inMap(path, was, is);
        }
        if (written instanceof List<?> was && stored instanceof List<?> is && was.size() == is.size()) {
            return IntStream.range(0, was.size())
                    .mapToObj(number -> inValue(path + "[" + number + "]", was.get(number), is.get(number)))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        return written.equals(stored) ? Optional.empty() : Optional.of(path);
    }
}
