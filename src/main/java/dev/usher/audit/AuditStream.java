package dev.usher.audit;

import dev.usher.connector.Change;
import dev.usher.connector.ChangeId;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.Tenant;
import dev.usher.sync.Journal;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The journal as flat records, numbered so that a gap can be seen.
 *
 * <p>Persons are named by a fingerprint of their key, because the stream is kept longer than they are.
 */
public final class AuditStream implements Journal {
    private final Clock clock;
    private final Consumer<Map<String, String>> records;
    private final AtomicLong sequence = new AtomicLong();

    /**
     * A journal.
     *
     * @param records takes each record, to be written as one line of JSON; it throws where it cannot keep it
     */
    public AuditStream(Clock clock, Consumer<Map<String, String>> records) {
        this.clock = clock;
        this.records = records;
    }

    @Override
    public void intent(Change change) {
        ids(change).forEach(id -> write("intent", id, Map.of("change", name(change))));
    }

    @Override
    public void result(Change change, Outcome outcome) {
        ids(change).forEach(id -> write("result", id, described(change, outcome)));
    }

    @Override
    public void decision(Decided decided) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("app", decided.app().toString());
        fields.put("person", Tenant.of(decided.identity().toString()).fingerprint());
        fields.put("what", decided.what());
        fields.put("why", decided.why());
        write("decision", fields);
    }

    private static Map<String, String> described(Change change, Outcome outcome) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("change", name(change));
        fields.put(
                "outcome",
                switch (outcome) {
                    case Outcome.Agreed agreed -> "Agreed";
                    case Outcome.Accepted accepted -> "Accepted";
                    case Outcome.Exists exists -> "Exists";
                    case Outcome.Ambiguous ambiguous -> "Ambiguous";
                    case Outcome.Failed failed -> "Failed";
                });
        switch (outcome) {
            case Outcome.Ambiguous ambiguous ->
                fields.put("why", ambiguous.why().message());
            case Outcome.Failed failed -> fields.put("why", failed.why().message());
            case Outcome.Agreed agreed -> {}
            case Outcome.Accepted accepted -> {}
            case Outcome.Exists exists -> {}
        }
        return fields;
    }

    private static String name(Change change) {
        return switch (change) {
            case Change.Create create -> "Create";
            case Change.Update update -> "Update";
            case Change.Disable disable -> "Disable";
            case Change.Enable enable -> "Enable";
            case Change.Delete delete -> "Delete";
            case Change.EndSessions end -> "EndSessions";
            case Change.Members members ->
                members.add().isEmpty() ? "Leave " + members.entitlement() : "Join " + members.entitlement();
            case Change.Define define -> "Define " + define.entitlement();
        };
    }

    private static Stream<ChangeId> ids(Change change) {
        return switch (change) {
            case Change.OfAccount one -> Stream.of(one.id());
            case Change.Members members ->
                Stream.concat(members.add().stream(), members.remove().stream()).map(Change.Member::id);
            case Change.Define define -> Stream.of(define.id());
        };
    }

    private void write(String record, ChangeId id, Map<String, String> more) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("app", id.app().toString());
        fields.put("person", Tenant.of(id.identity().toString()).fingerprint());
        fields.put("number", Long.toString(id.number()));
        fields.putAll(more);
        write(record, fields);
    }

    private void write(String record, Map<String, String> fields) {
        var all = new LinkedHashMap<String, String>();
        all.put("seq", Long.toString(sequence.incrementAndGet()));
        all.put("time", clock.instant().toString());
        all.put("record", record);
        all.putAll(fields);
        records.accept(all);
    }
}
