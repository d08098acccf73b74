package dev.usher.audit;

import dev.usher.connector.Change;
import dev.usher.connector.ChangeId;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Tenant;
import dev.usher.sync.Correlation;
import dev.usher.sync.Decided;
import dev.usher.sync.Journal;
import dev.usher.sync.JournalFailure;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The journal as lines of JSON, numbered and chained so that a gap can be seen.
 *
 * <p>While no line can be written, intents fail at once, and what happened all the same is kept and written later: whoever
 * looks after it, see {@link #look}, finds out when that is.
 */
public final class AuditStream implements Journal, AutoCloseable {
    /** So many records are kept while none can be written. */
    static final int MOST_OWED = 20_000;

    private static final System.Logger LOG = System.getLogger(AuditStream.class.getName());

    private final Clock clock;
    private final Outlet outlet;
    private final Ocsf ocsf;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Optional<AppId>, Chain> chains = new HashMap<>();
    private final Set<ChangeId> intended = ConcurrentHashMap.newKeySet();
    private final Queue<Entry> owed = new ConcurrentLinkedQueue<>();
    private final AtomicInteger owes = new AtomicInteger();
    private final LongAdder records = new LongAdder();
    private final LongAdder unrecorded = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private volatile Optional<Instant> failingSince = Optional.empty();
    private long sequence;

    /** @param tenants what the account ids of an app mean now */
    public AuditStream(
            Clock clock,
            Outlet outlet,
            Origin origin,
            Pseudonyms pseudonyms,
            Function<AppId, Optional<Tenant>> tenants) {
        this.clock = clock;
        this.outlet = outlet;
        this.ocsf = new Ocsf(origin, pseudonyms, tenants);
    }

    @Override
    public void intent(Change change) {
        if (!isWell()) {
            throw new JournalFailure("the audit stream cannot be written");
        }
        ids(change).forEach(id -> {
            if (!append(write(id, change, Optional.empty(), false))) {
                throw new JournalFailure("the audit stream cannot be written");
            }
            intended.add(id);
        });
    }

    @Override
    public void result(Change change, Outcome outcome) {
        ids(change).forEach(id -> {
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
        return new Entry.OfWrite(clock.instant(), id, change, outcome, Correlation.current(), late);
    }

    private static Stream<ChangeId> ids(Change change) {
        return switch (change) {
            case Change.OfAccount one -> Stream.of(one.id());
            case Change.Members members ->
                Stream.concat(members.add().stream(), members.remove().stream()).map(Change.Member::id);
            case Change.Define define -> Stream.of(define.id());
        };
    }

    /** How many records were written. */
    public long records() {
        return records.sum();
    }

    /** How many writes were sent without a record of that, because they took access away. */
    public long unrecorded() {
        return unrecorded.sum();
    }

    /** How many records are in no stream, because too many had to be kept. */
    public long lost() {
        return lost.sum();
    }

    /** Writes it now, or later; in the order in which they are kept. */
    private void keep(Entry entry) {
        if (isWell() && owed.isEmpty() && append(entry)) {
            return;
        }
        if (owes.incrementAndGet() > MOST_OWED) {
            owes.decrementAndGet();
            lost.increment();
        } else {
            owed.add(entry);
        }
    }

    private boolean append(Entry entry) {
        lock.lock();
        try {
            var chain = chain(entry.app());
            place(entry, chain);
            return true;
        } catch (IOException e) {
            fails(e);
            return false;
        } finally {
            lock.unlock();
        }
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
        try {
            outlet.refresh();
            if (!isWell()) {
                resume();
            }
            while (isWell()) {
                var entry = owed.peek();
                if (entry == null || !append(entry)) {
                    break;
                }
                owed.remove();
                owes.decrementAndGet();
            }
            endDays();
        } catch (IOException e) {
            fails(e);
        }
    }

    private void resume() throws IOException {
        lock.lock();
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
        lock.lock();
        try {
            for (var chain : chains.values()) {
                if (isWell() && !chain.isOf(today())) {
                    sum(chain);
                    chain.begins(today());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends every chain; the one of no app is the last, and says so. */
    @Override
    public void close() throws IOException {
        look();
        lock.lock();
        try {
            var heads = new TreeMap<String, String>();
            for (var chain : chains.values()) {
                if (chain.app().isPresent()) {
                    sum(chain);
                    heads.put(chain.app().get().toString(), chain.head());
                }
            }
            var last = chain(Optional.empty());
            place(checkpoint(last, Optional.of(heads)), last);
        } finally {
            lock.unlock();
            outlet.close();
        }
    }
}
