package dev.usher.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Files that somebody may send to whoever helps them.
 *
 * @param files what is in each, by its name
 */
record Bundle(Map<String, byte[]> files) {
    /** What would be written, a line for each file. */
    String listed() {
        var text = new StringBuilder();
        files.forEach((name, content) -> text.append("  %,10d bytes  %s%n".formatted(content.length, name)));
        return text.toString();
    }

    /** The same as JSON: how many bytes each has. */
    String json() {
        var sizes = JsonNodeFactory.instance.objectNode();
        files.forEach((name, content) -> sizes.put(name, content.length));
        return sizes.toString();
    }

    /** Writes it as a new file; one that is there is not touched. */
    void write(Path file) throws IOException {
        try (var out = new ZipOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW))) {
            for (var one : files.entrySet()) {
                out.putNextEntry(new ZipEntry(one.getKey()));
                out.write(one.getValue());
                out.closeEntry();
            }
        }
    }
}
