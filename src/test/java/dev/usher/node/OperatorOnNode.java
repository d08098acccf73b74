package dev.usher.node;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The operator's process in its pod, as this machine sees it: they share a kernel. */
record OperatorOnNode(ProcessHandle process) {
    private static final String JAVA = "/opt/java/bin/java";

    /** The one that runs in a pod: whose control group that is, and not what another container of this machine runs under the same name. */
    static Optional<OperatorOnNode> find(Pod pod) {
        var group = "/pod" + pod.getMetadata().getUid() + "/";
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(process ->
                            process.info().command().filter(JAVA::equals).isPresent())
                    .map(OperatorOnNode::new)
                    .filter(process -> process.isIn(group))
                    .findFirst();
        }
    }

    static OperatorOnNode get(Pod pod) {
        return find(pod).orElseThrow(() -> new AssertionError("no process of the image runs"));
    }

    private boolean isIn(String group) {
        try {
            return told("cgroup").contains(group);
        } catch (IOException e) {
            // It has ended meanwhile.
            return false;
        }
    }

    /** What the kernel tells of it. */
    String told(String file) throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
    }

    /** Bytes of memory that it has. */
    long resident() throws IOException {
        return told("status")
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElseThrow();
    }
}
