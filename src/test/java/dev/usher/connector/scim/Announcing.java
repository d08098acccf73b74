package dev.usher.connector.scim;

import dev.usher.thirdparty.ThirdPartyScimServer;
import java.io.IOException;
import java.nio.file.Files;

/** Starts somebody else's server with another announcement than its own: it does what it announces, and nothing else. */
final class Announcing {
    private Announcing() {}

    static ThirdPartyScimServer server(boolean patch, boolean etag, boolean filter, int most) throws IOException {
        var file = Files.createTempFile("announced", ".json");
        file.toFile().deleteOnExit();
        Files.writeString(file, """
                {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
                 "patch": {"supported": %s}, "etag": {"supported": %s},
                 "filter": {"supported": %s, "maxResults": %d},
                 "bulk": {"supported": false, "maxOperations": 0, "maxPayloadSize": 0},
                 "sort": {"supported": false}, "changePassword": {"supported": false}}
                """.formatted(patch, etag, filter, most));
        return ThirdPartyScimServer.announcing(file);
    }
}
