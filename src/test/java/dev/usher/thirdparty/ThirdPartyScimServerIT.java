package dev.usher.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.simulator.OwnJvm;
import dev.usher.simulator.RawScim;
import dev.usher.simulator.RawScim.Reply;
import java.io.BufferedReader;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class ThirdPartyScimServerIT {

    @Test
    void keepsAUserThatWasCreatedOverHttp() throws Exception {
        try (ThirdPartyScimServer server = ThirdPartyScimServer.start();
                RawScim scim = new RawScim(server.endpoint(), server.token())) {
            Reply created = scim.createUser("ada");

            assertThat(created.status()).isEqualTo(201);
            assertThat(scim.get("/Users/" + created.id())
                            .body()
                            .path("userName")
                            .asText())
                    .isEqualTo("ada");
        }
    }

    @Test
    void refusesAnotherToken() throws Exception {
        try (ThirdPartyScimServer server = ThirdPartyScimServer.start();
                RawScim stranger = new RawScim(server.endpoint(), "another")) {
            assertThat(stranger.get("/Users").status()).isEqualTo(401);
        }
    }

    @Test
    void endsWithAllItsProcesses() {
        ThirdPartyScimServer server = ThirdPartyScimServer.start();
        List<ProcessHandle> processes = server.leash().handle().descendants().toList();

        server.close();

        assertThat(server.leash().handle().isAlive()).isFalse();
        assertThat(processes)
                .isNotEmpty()
                .allSatisfy(process -> assertThat(process.onExit()).succeedsWithin(10, TimeUnit.SECONDS));
    }

    @Test
    void endsWhenTheJvmThatStartedItIsKilled() throws Exception {
        Process parent = OwnJvm.start(Parent.class);
        ProcessHandle server;
        try (BufferedReader output = parent.inputReader()) {
            server = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
            parent.destroyForcibly();
        }

        assertThat(parent.onExit()).succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(server.onExit()).succeedsWithin(10, TimeUnit.SECONDS);
    }

    /** Starts a server and never stops it. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] arguments) throws InterruptedException {
            ThirdPartyScimServer server = ThirdPartyScimServer.start();
            System.out.println(server.leash().handle().pid());
            new CountDownLatch(1).await();
        }
    }
}
