package dev.usher.audit;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lines at the end of a file, which somebody else may rename or empty.
 *
 * <p>A line is the operating system's once it is written, so that the end of the process loses none; {@link #refresh} brings
 * it to the disk. A channel would be closed by the interruption of whoever writes, which a stream is not.
 */
public final class FileOutlet implements Outlet {
    private record Opened(FileOutputStream stream, @Nullable Object key, boolean regular) {
        /** A pipe has no disk, and says so by an error. */
        void sync() throws IOException {
            if (regular) {
                stream.getFD().sync();
            }
        }
    }

    private static final FileAttribute<?> OURS =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path file;
    private volatile Optional<Opened> opened = Optional.empty();
    private final Torn torn = new Torn();

    /** A file that is opened once something is written; it need not be there, and its directory has to. */
    public FileOutlet(Path file) {
        this.file = file;
    }

    @Override
    public synchronized void write(byte[] line) throws IOException {
        torn.write(line, stream());
    }

    private FileOutputStream stream() throws IOException {
        if (opened.isEmpty()) {
            create();
            var stream = new FileOutputStream(file.toFile(), true);
            // Whoever wrote to it before may have died in the middle of a line.
            torn.mayBe(Files.size(file) > 0);
            opened = Optional.of(new Opened(stream, key(), Files.isRegularFile(file)));
            return stream;
        }
        return opened.get().stream();
    }

    /** What people lose and get is not for everybody on the machine. */
    private void create() throws IOException {
        if (Files.notExists(file)
                && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try {
                Files.createFile(file, OURS);
            } catch (FileAlreadyExistsException e) {
                // Somebody else was faster, or it is a link to nowhere: then it is theirs.
            }
        }
    }

    private @Nullable Object key() throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /** Nobody waits for the disk who writes a line meanwhile. */
    @Override
    public void refresh() throws IOException {
        var now = opened;
        if (now.isPresent()) {
            try {
                now.get().sync();
            } finally {
                if (!isStillThere(now.get())) {
                    reopen();
                }
            }
        }
    }

    private boolean isStillThere(Opened now) throws IOException {
        try {
            return Objects.equals(key(), now.key());
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private synchronized void reopen() throws IOException {
        // Or it was closed meanwhile.
        if (opened.isPresent()) {
            close();
            stream();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        var last = opened;
        opened = Optional.empty();
        if (last.isPresent()) {
            try (var _ = last.get().stream()) {
                last.get().sync();
            }
        }
    }
}
