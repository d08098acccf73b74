package dev.usher.cli;

import dev.usher.api.ProvisionedUser;
import dev.usher.kube.Finalizers.Bound;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is said of finalizers that are to be taken, for people and for scripts. */
final class Drainage {
    private static final int MOST_NAMED = 20;

    private Drainage() {}

    /** Whose accounts nobody would know of any more: an operator writes them down before it lets a user go. */
    static boolean wouldBeForgotten(Bound resource) {
        return resource.isGoing() && resource.kind() == ProvisionedUser.class;
    }

    static String announcement(List<Bound> bound, List<Bound> torn) {
        if (bound.isEmpty()) {
            return "no resource has a finalizer of Usher\n";
        }
        var namespaces = count(bound).keySet();
        return "would take Usher's finalizers from these, and leave all accounts as they are:\n"
                + lines(bound)
                + (torn.isEmpty() ? "" : refusal(torn) + "\n")
                + "first keep what no git has, then do it:\n"
                + namespaces.stream()
                        .map(namespace -> "  ./usher export -n %s > %s.yaml%n".formatted(namespace, namespace))
                        .collect(Collectors.joining())
                + "  ./usher drain with the same options, and --yes\n";
    }

    /** With --forget it is done all the same. */
    static String refusal(List<Bound> torn) {
        return "%,d users are being deleted, and go at once without a record of whose their accounts are (%s%s): start the operator until they are gone, or give --forget"
                .formatted(
                        torn.size(),
                        torn.stream()
                                .limit(MOST_NAMED)
                                .map(user -> user.namespace() + "/" + user.name())
                                .collect(Collectors.joining(", ")),
                        torn.size() > MOST_NAMED ? ", …" : "");
    }

    static String done(List<Bound> bound) {
        return bound.isEmpty()
                ? "no resource has a finalizer of Usher\n"
                : "took Usher's finalizers from these; nothing waits for an operator any more, and an operator that starts again puts them back:\n"
                        + lines(bound);
    }

    private static String lines(List<Bound> bound) {
        return count(bound).entrySet().stream()
                .map(here -> "  " + here(here) + System.lineSeparator())
                .collect(Collectors.joining());
    }

    /** How many there are of each kind in each namespace, in one line. */
    static String counted(List<Bound> bound) {
        return count(bound).entrySet().stream().map(Drainage::here).collect(Collectors.joining("; "));
    }

    private static String here(Map.Entry<String, Map<String, Long>> namespace) {
        return namespace.getKey() + ": "
                + namespace.getValue().entrySet().stream()
                        .map(kind -> "%,d %s".formatted(kind.getValue(), kind.getKey()))
                        .collect(Collectors.joining(", "));
    }

    private static Map<String, Map<String, Long>> count(List<Bound> bound) {
        return bound.stream()
                .collect(Collectors.groupingBy(
                        Bound::namespace,
                        TreeMap::new,
                        Collectors.groupingBy(Bound::resource, TreeMap::new, Collectors.counting())));
    }

    /** One thing that was found. */
    static String json(String what, Object found) {
        return new KubernetesSerialization().asJson(Map.of(what, found));
    }

    static String json(List<Bound> bound, List<Bound> torn, int taken) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("found", count(bound));
        answer.put(
                "forgotten",
                torn.stream().map(user -> user.namespace() + "/" + user.name()).toList());
        answer.put("taken", taken);
        return new KubernetesSerialization().asJson(answer);
    }
}
