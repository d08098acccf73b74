package dev.usher.cluster;

import java.nio.file.Path;
import java.util.List;

/** Processes that still have something to do with a run. */
final class Leftovers {

    private Leftovers() {}

    /** The command lines of all processes that name the directory. */
    static List<String> processesOf(Path directory) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(command -> command.contains(directory.toString()))
                .toList();
    }
}
