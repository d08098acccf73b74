package dev.usher.cluster;

/** Waits for a process without the pool that {@link Process#onExit} needs, which may be busy waiting for this one. */
final class Exit {
    private Exit() {}

    /** The exit code, however often this thread is interrupted meanwhile. */
    static int of(Process process) {
        var interrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
