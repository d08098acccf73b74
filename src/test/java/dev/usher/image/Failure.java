package dev.usher.image;

import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

/** Why no image was made, and what to do. */
final class Failure {
    private Failure() {}

    static String told(Throwable failure) {
        return switch (failure) {
            case ExecutionException wrapped when wrapped.getCause() != null -> told(wrapped.getCause());
            case UncheckedIOException wrapped when wrapped.getCause() != null -> told(wrapped.getCause());
            // Of these the message is the path alone.
            case NoSuchFileException file -> "there is no " + file.getMessage();
            case FileAlreadyExistsException file -> "in the way is " + file.getMessage();
            case FileSystemException file -> said(file);
            default -> said(failure);
        };
    }

    private static String said(Throwable failure) {
        return Objects.requireNonNullElseGet(failure.getMessage(), failure::toString);
    }

    /** Of a base that could not be had. */
    static String ofBase(String reference, Throwable failure) {
        return "the base %s cannot be pulled: %s%n  Where no registry can be reached, './usher image --base local' takes the C library of this machine."
                .formatted(reference, told(failure));
    }
}
