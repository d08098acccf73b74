package dev.usher.kube;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/** What the API server made of a write. */
public enum Answer {
    Done,
    /** What was to be written is gone, has changed since it was read, or is there already. */
    Superseded,
    /** Usher may not, or a quota, an admission webhook or a policy refuses it. */
    Denied;

    private static final int TOO_MANY_REQUESTS = 429;

    /** Where the API server cannot answer at all no status can be written either: that stays an exception. */
    static Answer to(Runnable write) {
        try {
            write.run();
            return Done;
        } catch (KubernetesClientException e) {
            if (e.getCode() < HttpURLConnection.HTTP_BAD_REQUEST) {
                throw e;
            }
            return switch (e.getCode()) {
                case HttpURLConnection.HTTP_CONFLICT,
                        HttpURLConnection.HTTP_PRECON_FAILED,
                        HttpURLConnection.HTTP_NOT_FOUND -> Superseded;
                case TOO_MANY_REQUESTS, HttpURLConnection.HTTP_UNAVAILABLE, HttpURLConnection.HTTP_GATEWAY_TIMEOUT ->
                    throw e;
                default -> Denied;
            };
        }
    }
}
