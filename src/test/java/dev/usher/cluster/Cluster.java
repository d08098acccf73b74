package dev.usher.cluster;

import static dev.usher.cluster.ControlPlane.Extra.CONTROLLER_MANAGER;
import static dev.usher.cluster.ControlPlane.Extra.CRDS;

import java.nio.file.Files;
import java.util.concurrent.CountDownLatch;

/** {@code ./usher cluster}: a control plane to play with, until Ctrl-C. */
public final class Cluster {

    private Cluster() {}

    /** Starts it, says how to reach it, and never returns. */
    public static void main(String[] arguments) throws InterruptedException {
        long began = System.nanoTime();
        ControlPlane plane = Files.isDirectory(Project.path("crds"))
                ? ControlPlane.start(CRDS, CONTROLLER_MANAGER)
                : ControlPlane.start(CONTROLLER_MANAGER);
        Runtime.getRuntime().addShutdownHook(new Thread(plane::close));
        System.out.printf(
                """
                Kubernetes serves at %s (started in %.1f s).

                In another shell:
                  export KUBECONFIG=%s
                  export PATH="%s:$PATH"
                  kubectl api-resources --categories=provisioning

                Ctrl-C ends it and removes everything.
                """,
                plane.url(),
                (System.nanoTime() - began) / 1e9,
                plane.kubeconfig(),
                Binaries.of("kubectl").getParent());
        new CountDownLatch(1).await();
    }
}
