package dev.usher.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SimulatorProcessIT {

    @Test
    void runsAsAProcessAndSaysWhereItListens() throws Exception {
        Process process = OwnJvm.start(ScimSimulator.class, "--port", "0", "--token", "t", "--page-cap", "2");
        try (BufferedReader output = process.inputReader()) {
            String line = output.readLine();
            assertThat(line).startsWith("listening on http://127.0.0.1:");
            try (RawScim scim = new RawScim(URI.create(line.substring("listening on ".length())), "t")) {
                for (int i = 0; i < 3; i++) {
                    assertThat(scim.createUser("user" + i).status()).isEqualTo(201);
                }
                assertThat(scim.get("/Users").body().path("itemsPerPage").asInt())
                        .isEqualTo(2);
            }
        } finally {
            process.destroy();
        }
    }
}
