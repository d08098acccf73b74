package dev.usher.thirdparty;

import java.net.URI;

/** A SCIM server that somebody else wrote, as a process, empty at each start; it ends with this process, however that ends. */
public interface ThirdPartyApp extends AutoCloseable {
    /** The base of its SCIM endpoints. */
    URI endpoint();

    /** What it takes as a bearer token. */
    String token();

    @Override
    void close();
}
