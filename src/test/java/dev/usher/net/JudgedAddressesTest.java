package dev.usher.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JudgedAddressesTest {

    private static final InetAddress PUBLIC = InetAddress.ofLiteral("8.8.8.8");
    private static final InetAddress PRIVATE = InetAddress.ofLiteral("10.0.0.1");

    @Test
    void handsOutAdmittedAddressesOnlyAndFewOfThem() throws Exception {
        List<InetAddress> many = new ArrayList<>(List.of(PRIVATE));
        many.addAll(Collections.nCopies(1000, PUBLIC));
        try (JudgedAddresses addresses = new JudgedAddresses(NetworkPolicy.PUBLIC_ONLY, _ -> many)) {
            assertThat(addresses.resolve("scim.example.com")).containsExactly(PUBLIC, PUBLIC, PUBLIC, PUBLIC);
        }
    }

    @Test
    void saysWhyNoAddressIsLeft() {
        try (JudgedAddresses addresses = new JudgedAddresses(NetworkPolicy.PUBLIC_ONLY, _ -> List.of(PRIVATE))) {
            assertThatThrownBy(() -> addresses.resolve("scim.example.com"))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessage(Reason.PRIVATE.sentence());
        }
    }

    @Test
    void asksNoNameServerAboutAnAddress() throws Exception {
        try (JudgedAddresses addresses = new JudgedAddresses(NetworkPolicy.PUBLIC_ONLY, _ -> {
            throw new AssertionError("asked");
        })) {
            assertThat(addresses.resolve("8.8.8.8")).containsExactly(PUBLIC);
            assertThat(addresses.resolve("[2606:4700::1111]")).hasSize(1);
        }
    }

    @Test
    void whoWaitsForALookupThatMeetsAMistakeIsToldThatThereIsNone() {
        try (JudgedAddresses addresses = new JudgedAddresses(NetworkPolicy.PUBLIC_ONLY, _ -> {
            throw new NoClassDefFoundError("javax/lang/model");
        })) {
            assertThatThrownBy(() -> addresses.resolve("scim.example.com")).isInstanceOf(UnknownHostException.class);
        }
    }

    @Test
    void sharesALookupThatIsUnderWayAndNoneThatHasEnded() throws Exception {
        AtomicInteger lookups = new AtomicInteger();
        CountDownLatch answer = new CountDownLatch(1);
        try (JudgedAddresses addresses = new JudgedAddresses(NetworkPolicy.PUBLIC_ONLY, _ -> {
            lookups.incrementAndGet();
            await(answer);
            return List.of(PUBLIC);
        })) {
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                callers.add(Thread.ofVirtual().start(() -> resolve(addresses, "scim.example.com")));
            }
            Awaitility.await()
                    .until(() -> callers.stream().allMatch(caller -> caller.getState() == Thread.State.WAITING));
            answer.countDown();
            for (Thread caller : callers) {
                caller.join();
            }
            assertThat(lookups).hasValue(1);

            assertThat(addresses.resolve("scim.example.com")).containsExactly(PUBLIC);
            assertThat(lookups).hasValue(2);
        }
    }

    @Test
    void answersForOneNameWhileTheServerOfAnotherIsDead() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (JudgedAddresses addresses = new JudgedAddresses(NetworkPolicy.PUBLIC_ONLY, name -> {
            if (name.startsWith("dead")) {
                await(never);
            }
            return List.of(PUBLIC);
        })) {
            CountDownLatch asking = new CountDownLatch(100);
            for (int i = 0; i < 100; i++) {
                Thread.ofVirtual().start(() -> {
                    asking.countDown();
                    resolve(addresses, "dead.example.com");
                });
            }

            assertThat(addresses.resolve("scim.example.com")).containsExactly(PUBLIC);
            asking.await();
        }
    }

    private static void resolve(JudgedAddresses addresses, String name) {
        try {
            addresses.resolve(name);
        } catch (UnknownHostException | RejectedExecutionException _) {
            // The end of a test interrupts those who still wait, and takes nobody who comes later.
        }
    }

    private static void await(CountDownLatch latch) throws UnknownHostException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw (UnknownHostException) new UnknownHostException("interrupted").initCause(e);
        }
    }
}
