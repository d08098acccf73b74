package dev.usher.bench.connector;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.usher.connector.AppFailure;
import dev.usher.connector.AppSession;
import dev.usher.connector.Scope;
import dev.usher.connector.Sink;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.List;

/** Reads simulated apps in a process of its own, whose heap is small, and keeps nothing of what it is shown; each line is an app. */
final class Reading {
    private static final int CONNECTIONS = 8;

    /** What is in use after a collection, so often while something is read. */
    private static final int LOOKS = 20;

    private Reading() {}

    public static void main(String[] arguments) throws IOException, AppFailure {
        var lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.println(answer(List.of(line.split(" ", -1))));
        }
        System.exit(0);
    }

    /** Endpoint, token, what to read, and how much is expected of it. */
    private static String answer(List<String> words) throws AppFailure {
        var expected = Integer.parseInt(words.get(3));
        try (var session = Session.open(URI.create(words.get(0)), words.get(1), CONNECTIONS)) {
            return read(session, words.get(2), expected).toString();
        }
    }

    private static Kept read(AppSession session, String what, int expected) throws AppFailure {
        session.ping();
        var before = inUse();
        var watch = new Watch(expected);
        session.observe(
                what.equals("accounts") ? new Scope.All() : new Scope.Members(new Entitlement(Entitlement.GROUP, what)),
                watch);
        if (watch.shown != expected) {
            throw new IllegalStateException("of " + expected + " the app showed " + watch.shown);
        }
        return new Kept(before, watch.most, inUse());
    }

    private static long inUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Looks now and then what is in use. */
    private static final class Watch implements Sink {
        private final int each;
        private int shown;
        private long most;

        Watch(int expected) {
            this.each = Math.max(1, expected / LOOKS);
        }

        @Override
        public void account(Account account) {
            one();
        }

        @Override
        public void member(Entitlement of, RemoteId account) {
            one();
        }

        private void one() {
            shown++;
            if (shown % each == 0) {
                most = Math.max(most, inUse());
            }
        }
    }
}
