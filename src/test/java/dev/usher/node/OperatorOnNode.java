package dev.usher.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** The operator's process in its pod, as this machine sees it: they share a kernel. */
record OperatorOnNode(ProcessHandle process) {

    /** The one that runs. */
    static Optional<OperatorOnNode> find() {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(OperatorOnNode::isOne).findFirst().map(OperatorOnNode::new);
        }
    }

    static OperatorOnNode get() {
        return find().orElseThrow(() -> new AssertionError("no process of the image runs"));
    }

    private static boolean isOne(ProcessHandle process) {
        var info = process.info();
        return info.command().filter("/opt/java/bin/java"::equals).isPresent()
                && info.arguments().stream()
                        .flatMap(Arrays::stream)
                        .reduce((_, last) -> last)
                        .filter("/app/quarkus-run.jar"::equals)
                        .isPresent();
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
