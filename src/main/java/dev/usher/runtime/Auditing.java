package dev.usher.runtime;

import dev.usher.audit.AuditStream;
import dev.usher.audit.ChangeLog;
import dev.usher.audit.FileOutlet;
import dev.usher.audit.Origin;
import dev.usher.audit.Outlet;
import dev.usher.audit.Pseudonyms;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Tenant;
import dev.usher.sync.Journal;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The audit stream of this time of being in charge, and the timer that looks after it.
 *
 * @param journal the stream, of which the log tells as well
 */
record Auditing(AuditStream stream, Journal journal, ScheduledExecutorService timer) {
    private static final System.Logger LOG = System.getLogger(Auditing.class.getName());
    private static final Duration EVERY = Duration.ofSeconds(1);

    static Auditing start(
            UsherConfig.Audit config,
            Clock clock,
            Origin origin,
            Pseudonyms pseudonyms,
            Function<AppId, Optional<Tenant>> tenants) {
        var stream = new AuditStream(clock, outlet(config), origin, pseudonyms, tenants);
        var timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("usher-audit").daemon().factory());
        new Recurring(stream::look, "the audit stream could not be looked after").by(timer, EVERY, EVERY);
        return new Auditing(stream, new ChangeLog(stream, System::nanoTime), timer);
    }

    /** Not through the log, whose settings could drop it. */
    private static Outlet outlet(UsherConfig.Audit config) {
        return config.file().<Outlet>map(FileOutlet::new).orElse(Logging.STANDARD_OUTPUT);
    }

    /** Ends the stream, whose last records say so. */
    void end() {
        timer.shutdownNow();
        try {
            // It may be writing what was kept; if it hangs, the stream says so.
            var _ = timer.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            stream.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "The audit stream could not be ended: its last records are missing", e);
        }
    }
}
