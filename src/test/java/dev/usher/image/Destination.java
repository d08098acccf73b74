package dev.usher.image;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where an image goes, and what it is called there.
 *
 * @param file the archive that it becomes; empty where it goes into the registry that its name says
 */
record Destination(ImageReference name, Optional<Path> file) {

    /**
     * What was asked for.
     *
     * @param chart the name that the chart asks for, where no other one is given
     * @throws IllegalArgumentException where that makes no sense
     */
    static Destination of(Optional<String> name, Optional<Path> output, boolean push, String chart, Path usual) {
        if (push && name.isEmpty()) {
            throw new IllegalArgumentException(
                    "--push takes a --name, which says the registry: the name that the chart asks for is of none");
        }
        if (push && output.isPresent()) {
            throw new IllegalArgumentException("--push puts it into a registry, and --output into a file: take one");
        }
        return new Destination(
                reference(name.orElse(chart)), push ? Optional.empty() : Optional.of(output.orElse(usual)));
    }

    private static ImageReference reference(String name) {
        try {
            return ImageReference.parse(name);
        } catch (InvalidImageReferenceException e) {
            throw new IllegalArgumentException("'" + name + "' is no name of an image", e);
        }
    }
}
