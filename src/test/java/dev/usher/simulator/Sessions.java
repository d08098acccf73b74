package dev.usher.simulator;

import dev.usher.simulator.protocol.ScimError;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions that users have open: {@code POST /Users/<id>/sessions}, which is none of SCIM, ends those of one. */
final class Sessions {
    static final String PATH = "sessions";

    private final Set<String> open = ConcurrentHashMap.newKeySet();

    void begin(String user) {
        open.add(user);
    }

    boolean isOpen(String user) {
        return open.contains(user);
    }

    Answer answer(String user, Call call) {
        if (!call.method().equals("POST")) {
            throw ScimError.of(405, "sessions are ended by POST");
        }
        open.remove(user);
        return Answer.empty(204);
    }
}
