package dev.usher.image;

import java.util.Locale;

/** What an image stands on: the C library, and who {@code nonroot} is. */
sealed interface Base {

    /** A reference that says it, and no more of another one under the same name: the digest is of the index of all platforms. */
    String PINNED =
            "gcr.io/distroless/base-nossl-debian12:nonroot@sha256:be40c00dfabd86576d92666e87e406714d5618342de1a0c213ad232de255172e";

    String LOCAL = "local";

    /** An image in a registry, by a name that has a digest. */
    record Pulled(String reference) implements Base {}

    /** The C library of this machine, for where no registry can be reached; what is made on it is for machines at hand. */
    record OfThisMachine() implements Base {}

    /** What {@code --base} means; a name without a digest is refused, since it may be another image tomorrow. */
    static Base of(String text) {
        if (text.equals(LOCAL)) {
            return new OfThisMachine();
        }
        if (!text.matches("\\S+@sha256:[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "the base '%s' has no digest, and may be another one tomorrow: write NAME@sha256:..., or 'local' for the C library of this machine"
                            .formatted(text));
        }
        return new Pulled(text);
    }

    /** The architecture of this machine, as images call it. */
    static String architecture() {
        String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return switch (name) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            default -> throw new IllegalStateException("no image is made for " + name);
        };
    }
}
