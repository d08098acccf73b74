package dev.usher.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;

/** A socket that is connected, over which somebody hears what is let through. */
final class FilteredSocket extends Socket {
    private final Socket below;
    private final InputStream in;

    FilteredSocket(Socket below, InputStream in) {
        super(Proxy.NO_PROXY);
        this.below = below;
        this.in = in;
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return below.getOutputStream();
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isClosed() {
        return below.isClosed();
    }

    @Override
    public void setSoTimeout(int milliseconds) throws SocketException {
        below.setSoTimeout(milliseconds);
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return below.getSoTimeout();
    }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
        below.setTcpNoDelay(on);
    }

    @Override
    public void setKeepAlive(boolean on) throws SocketException {
        below.setKeepAlive(on);
    }

    @Override
    public int getSendBufferSize() throws SocketException {
        return below.getSendBufferSize();
    }

    @Override
    public void close() throws IOException {
        below.close();
    }
}
