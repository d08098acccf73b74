package dev.usher.image;

import com.google.cloud.tools.jib.api.RegistryException;
import java.io.IOException;
import java.util.concurrent.ExecutionException;

/** Why no image was made, and what to do. */
final class Failure {
    private Failure() {}

    static String told(Throwable failure) {
        var cause = failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return switch (cause) {
            case RegistryException _, IOException _ ->
                message
                        + "\n  Where no registry can be reached, './usher image --base local' takes the C library of this machine.";
            default -> message;
        };
    }
}
