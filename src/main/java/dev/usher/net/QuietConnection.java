package dev.usher.net;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.jspecify.annotations.Nullable;

/** A connection of which neither headers nor bytes can reach a log, at whatever level the library's loggers are. */
final class QuietConnection extends DefaultManagedHttpClientConnection {

    private static final int LONGEST_LINE = 16 << 10;
    private static final int MOST_HEADERS = 100;
    /** The library refuses the line with which the count reaches its maximum. */
    private static final Http1Config BOUNDS = Http1Config.custom()
            .setMaxLineLength(LONGEST_LINE)
            .setMaxHeaderCount(MOST_HEADERS + 1)
            .build();

    QuietConnection() {
        // The connection would not hand its bounds on to a parser of the library's own factory.
        super("usher", null, null, BOUNDS, null, null, null, _ -> new HeadParser(BOUNDS));
    }

    @Override
    public void bind(Socket socket) throws IOException {
        super.bind(new SocketHolder(socket));
    }

    @Override
    public void bind(SSLSocket tls, Socket socket) throws IOException {
        super.bind(new SocketHolder(tls, socket));
    }

    @Override
    protected void onRequestSubmitted(@Nullable ClassicHttpRequest request) {}

    @Override
    protected void onResponseReceived(@Nullable ClassicHttpResponse response) {}
}
