package dev.usher.bench.connector;

import dev.usher.bench.budget.Farm;
import dev.usher.bench.budget.Piped;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What reading an app keeps in a small heap, by how large the app is. */
public final class Reader implements AutoCloseable {
    /** Where the read of 100,000 accounts ends with less, something is kept of each of them. */
    public static final int MEGABYTES = 40;

    private static final String CROWD = "crowd";

    private final Farm farm;
    private final Piped process = Piped.start(
            List.of(
                    "-XX:+UseSerialGC",
                    "-Xmx" + MEGABYTES + "m",
                    "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"),
            Reading.class);

    public Reader(Farm farm) {
        this.farm = farm;
    }

    /** An app with so many accounts, half of which are in one group. */
    public Farm.App app(int accounts) {
        var app = farm.start("of-" + accounts, Duration.ZERO, Farm.USUAL_PAGE);
        farm.people(app, accounts);
        farm.crowd(app, CROWD, accounts / 2);
        return app;
    }

    /** What all accounts take while they are read. */
    public Growth accounts(Farm.App small, int few, Farm.App large, int many) {
        // The first time is the class loader's.
        read(small, "accounts", few);
        return new Growth(
                few,
                read(small, "accounts", few).whileReading(),
                many,
                read(large, "accounts", many).whileReading());
    }

    /** What the members of a group take beside the text in which the app shows them. */
    public Growth members(Farm.App small, int few, Farm.App large, int many) throws IOException {
        read(small, CROWD, few);
        return new Growth(
                        few,
                        read(small, CROWD, few).whileReading(),
                        many,
                        read(large, CROWD, many).whileReading())
                .without(text(small), text(large));
    }

    private static int text(Farm.App app) throws IOException {
        try (var hand = new ByHand(app.endpoint(), app.name(), 1)) {
            return hand.size(CROWD);
        }
    }

    private Kept read(Farm.App app, String what, int expected) {
        return Kept.of(process.ask(app.endpoint() + " " + app.name() + " " + what + " " + expected));
    }

    @Override
    public void close() {
        process.close();
    }
}
