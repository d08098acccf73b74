package dev.usher.connector.sql;

import java.io.IOException;
import java.net.Socket;
import java.sql.SQLException;
import org.postgresql.jdbc.PgConnection;

/** A connection that is ready to be asked, and the socket under it. */
record Live(PgConnection jdbc, Socket socket) {
    boolean isOpen() {
        try {
            return !socket.isClosed() && !jdbc.isClosed();
        } catch (SQLException _) {
            return false;
        }
    }

    /** The socket first: the library would say goodbye, and wait for whoever does not listen. */
    void end() {
        close(socket);
        try {
            jdbc.close();
        } catch (SQLException _) {
            // It is of no use any more.
        }
    }

    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It is of no use any more.
        }
    }
}
