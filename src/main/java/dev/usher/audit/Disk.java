package dev.usher.audit;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;

/** Where lines end up that were handed over; that they may not is said once for each time that it begins. */
final class Disk {
    private static final System.Logger LOG = System.getLogger(Disk.class.getName());

    private final Outlet outlet;
    private boolean refreshes = true;

    Disk(Outlet outlet) {
        this.outlet = outlet;
    }

    /**
     * Brings to it what was handed over. Whether lines can be written is for the next line to tell.
     *
     * @throws IOException where there is no file any more to write them to
     */
    void refresh() throws IOException {
        try {
            outlet.refresh();
            refreshes = true;
        } catch (FileNotFoundException | FileSystemException e) {
            throw e;
        } catch (IOException e) {
            if (refreshes) {
                LOG.log(System.Logger.Level.ERROR, "The audit stream may not be on the disk", e);
            }
            refreshes = false;
        }
    }
}
