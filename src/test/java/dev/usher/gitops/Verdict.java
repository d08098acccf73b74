package dev.usher.gitops;

/**
 * What is made of a resource in a situation that {@link Fixtures} has.
 *
 * @param fixture its name
 * @param health what Argo CD shows, by {@code config/argocd/health.lua}
 * @param kstatus what Flux and Helm wait for
 */
record Verdict(String fixture, String health, String kstatus) {
    @Override
    public String toString() {
        return fixture;
    }
}
