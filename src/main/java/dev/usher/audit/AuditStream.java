package dev.usher.audit;

import dev.usher.connector.Change;
import dev.usher.connector.ChangeId;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Tenant;
import dev.usher.sync.CorrelationId;
import dev.usher.sync.Decided;
import dev.usher.sync.Journal;
import dev.usher.sync.JournalFailure;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The journal as lines of JSON, numbered and chained so that a gap can be seen.
 *
 * <p>While no line can be written, intents fail at once, and what happened all the same is kept and written later: whoever
 * looks after it, see {@link #look}, finds out when that is.
 */
public final class AuditStream implements Journal, AutoCloseable {
    /** Longer than a disk takes that is only slow. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** More than are ever under way. */
    static final int MOST_INTENDED = 10_000;

    private static final System.Logger LOG = System.getLogger(AuditStream.class.getName());

    private final Clock clock;
    private final Outlet outlet;
    private final Disk disk;
    private final Ocsf ocsf;
    private final Patience patience;
    private final ReentrantLock looking = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Optional<AppId>, Chain> chains = new HashMap<>();
    private final Set<ChangeId> intended = Collections.newSetFromMap(Remembered.atMost(MOST_INTENDED));
    private final Owed owed = new Owed();
    private final LongAdder records = new LongAdder();
    private final LongAdder unrecorded = new LongAdder();
    private volatile Optional<Instant> failingSince = Optional.empty();
    private long sequence;

    /** @param tenants what the account ids of an app mean now */
    public AuditStream(
            Clock clock,
            Outlet outlet,
            Origin origin,
            Pseudonyms pseudonyms,
            Function<AppId, Optional<Tenant>> tenants) {
        this(clock, outlet, new Ocsf(origin, pseudonyms, tenants), new Patience(PATIENCE));
    }

    AuditStream(Clock clock, Outlet outlet, Ocsf ocsf, Patience patience) {
        this.clock = clock;
        this.outlet = outlet;
        this.disk = new Disk(outlet);
        this.ocsf = ocsf;
        this.patience = patience;
    }

    @Override
    public void intent(Change change) {
        if (!isWell()) {
            throw new JournalFailure("the audit stream cannot be written");
        }
        change.ids().forEach(id -> {
            if (!append(write(id, change, Optional.empty(), false))) {
                throw new JournalFailure("the audit stream cannot be written");
            }
            intended.add(id);
        });
    }

    @Override
    public void result(Change change, Outcome outcome) {
        change.ids().forEach(id -> {
            if (!intended.remove(id)) {
                unrecorded.increment();
                keep(write(id, change, Optional.empty(), true));
            }
            keep(write(id, change, Optional.of(outcome), false));
        });
    }

    @Override
    public void decision(Decided decided) {
        keep(new Entry.OfDecision(clock.instant(), decided));
    }

    @Override
    public boolean isWell() {
        return failingSince.isEmpty();
    }

    private Entry write(ChangeId id, Change change, Optional<Outcome> outcome, boolean late) {
        return new Entry.OfWrite(clock.instant(), id, change, outcome, CorrelationId.current(), late);
    }

    /** How many records were written. */
    public long records() {
        return records.sum();
    }

    /** How many writes were sent without a record of that, because they took access away. */
    public long unrecorded() {
        return unrecorded.sum();
    }

    /** How many records are in no stream, because too many had to be kept or the stream had ended. */
    public long lost() {
        return owed.lost();
    }

    /** Writes it now, or later; in the order in which they are kept. */
    private void keep(Entry entry) {
        if (!isWell() || !owed.isEmpty() || !append(entry)) {
            owed.add(entry);
        }
    }

    private boolean append(Entry entry) {
        if (!enters()) {
            return false;
        }
        try {
            // Somebody before us may have waited in vain: nobody waits after them.
            if (!isWell()) {
                return false;
            }
            place(entry, chain(entry.app()));
            return true;
        } catch (IOException e) {
            fails(e);
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the lock, unless the stream has ended or somebody hangs who writes a line: others must not hang as well. */
    private boolean enters() {
        if (!patience.takes(lock)) {
            fails(new IOException("the line before was not taken within " + patience.most()));
            return false;
        }
        if (owed.isSealed()) {
            lock.unlock();
            return false;
        }
        return true;
    }

    private Chain chain(Optional<AppId> app) throws IOException {
        var today = today();
        var chain = chains.computeIfAbsent(app, any -> new Chain(app, today));
        if (!chain.isOf(today)) {
            sum(chain);
            chain.begins(today);
        }
        return chain;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** What was not written has no place: its number is the next one's. */
    private void place(Entry entry, Chain chain) throws IOException {
        var line = ocsf.line(entry, sequence + 1, chain.next());
        outlet.write(line);
        sequence++;
        chain.add(entry, sequence, line, line.length - 1);
        records.increment();
    }

    private void sum(Chain chain) throws IOException {
        if (!chain.isSummed()) {
            place(checkpoint(chain, Optional.empty()), chain);
        }
    }

    private Entry checkpoint(Chain chain, Optional<SortedMap<String, String>> heads) {
        return new Entry.OfCheckpoint(clock.instant(), chain.app(), chain.sum(), heads);
    }

    /** Once for each time that it fails. */
    private void fails(IOException why) {
        if (failingSince.isEmpty()) {
            failingSince = Optional.of(clock.instant());
            LOG.log(
                    System.Logger.Level.ERROR,
                    "The audit stream cannot be written: nothing is sent to apps any more but what takes access away",
                    why);
        }
    }

    /** To be called now and then: tries again where it failed, writes what was kept, and ends days that are over. */
    public void look() {
        // Two who write what was kept would write it twice.
        if (looking.tryLock()) {
            try {
                tend();
            } finally {
                looking.unlock();
            }
        }
    }

    private void tend() {
        if (owed.isSealed()) {
            return;
        }
        refresh();
        try {
            if (!isWell()) {
                resume();
            }
            settle();
            endDays();
        } catch (IOException e) {
            fails(e);
        }
    }

    private void refresh() {
        try {
            disk.refresh();
        } catch (IOException e) {
            fails(e);
        }
    }

    private void settle() {
        while (isWell()) {
            var entry = owed.first();
            if (entry.isEmpty() || !append(entry.get())) {
                return;
            }
            owed.removeFirst();
        }
    }

    private void resume() throws IOException {
        if (!enters()) {
            return;
        }
        try {
            var since = failingSince.orElseGet(clock::instant);
            place(new Entry.OfResumption(clock.instant(), since, lost()), chain(Optional.empty()));
            failingSince = Optional.empty();
            LOG.log(System.Logger.Level.INFO, "The audit stream can be written again");
        } finally {
            lock.unlock();
        }
    }

    private void endDays() throws IOException {
        if (!isWell() || !enters()) {
            return;
        }
        try {
            for (var chain : chains.values()) {
                if (!chain.isOf(today())) {
                    sum(chain);
                    chain.begins(today());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends every chain; the one of no app is the last, and says so unless something is lost that was kept. */
    @Override
    public void close() throws IOException {
        if (!patience.takes(looking)) {
            throw hangs();
        }
        try {
            tend();
            if (!patience.takes(lock)) {
                throw hangs();
            }
            try {
                end();
            } finally {
                lock.unlock();
                outlet.close();
            }
        } finally {
            looking.unlock();
        }
    }

    private IOException hangs() {
        return new IOException("it hangs, and %d records that were kept are lost".formatted(owed.seal()));
    }

    private void end() throws IOException {
        if (owed.isSealed()) {
            return;
        }
        settle();
        var rest = owed.seal();
        if (rest > 0 || !isWell()) {
            throw new IOException("%d records that were kept are lost".formatted(rest));
        }
        var heads = new TreeMap<String, String>();
        for (var chain : chains.values()) {
            if (chain.app().isPresent()) {
                sum(chain);
                heads.put(chain.app().get().toString(), chain.head());
            }
        }
        var last = chain(Optional.empty());
        place(checkpoint(last, Optional.of(heads)), last);
    }
}
