package dev.usher.net;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;

/**
 * A socket that tells by reading alone that the other side has gone, so that what it said before that is heard.
 *
 * <p>A server that refuses a client certificate says so and goes, while the client still writes: that fails, and the reason waits to be read.
 */
final class LastWordsSocket extends Socket {
    LastWordsSocket() {
        super(Proxy.NO_PROXY);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return Hearing.bounded(super.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                try {
                    out.write(bytes, from, length);
                } catch (SocketException e) {
                    if (isClosed()) {
                        throw e;
                    }
                }
            }
        };
    }
}
