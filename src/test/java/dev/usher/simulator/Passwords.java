package dev.usher.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What users sign on with, as clients said it last; nothing of it is ever shown. */
final class Passwords {
    private static final String PASSWORD = "password";

    private final Map<String, String> known = new ConcurrentHashMap<>();

    /** Takes what a write that was done said. */
    void heard(Call call, Answer answer) {
        if (answer.status() / 100 != 2 || call.body().isEmpty() || !call.path().startsWith("/Users")) {
            return;
        }
        String id = call.method().equals("POST")
                ? answer.body().path("id").asText()
                : call.segments().getLast();
        JsonNode said = call.json();
        keep(id, said.path(PASSWORD));
        for (JsonNode operation : said.path("Operations")) {
            boolean isOfIt = operation.path("path").asText().equals(PASSWORD);
            keep(id, isOfIt ? operation.path("value") : operation.path("value").path(PASSWORD));
        }
    }

    private void keep(String id, JsonNode password) {
        if (password.isTextual()) {
            known.put(id, password.textValue());
        }
    }

    boolean isThatOf(String id, String password) {
        return password.equals(known.get(id));
    }
}
