package dev.usher.cli;

import java.net.HttpURLConnection;

/** What somebody can do where a cluster did not answer as they need it. */
final class Advice {
    private Advice() {}

    /** What to do where the API server answered with this code; none: nobody answered. */
    static String on(int code, String namespace, String url) {
        return on(
                code,
                namespace,
                url,
                "`get` and `list` on provisionedusers, accessroles, targetapps, retainedaccounts, provisioningpolicies and accesslocks of provisioning.usher.dev");
    }

    static String on(int code, String namespace, String url, String permission) {
        return switch (Math.max(0, code)) {
            case 0 ->
                "no cluster answers at " + url
                        + ": set KUBECONFIG to the kubeconfig of one that runs (`./usher cluster` starts one)";
            case HttpURLConnection.HTTP_UNAUTHORIZED ->
                "the cluster at " + url + " does not know you: log in again, or set KUBECONFIG to another kubeconfig";
            case HttpURLConnection.HTTP_FORBIDDEN ->
                "you may not read what it takes in namespace " + namespace + ": ask for " + permission
                        + " there, or name another namespace with -n";
            case HttpURLConnection.HTTP_NOT_FOUND ->
                "the cluster at " + url
                        + " does not know Usher's resources: install Usher, or `kubectl apply --server-side -f crds/`";
            default ->
                "the cluster at " + url + " answers with HTTP " + code + ": try again, or look after the API server";
        };
    }
}
