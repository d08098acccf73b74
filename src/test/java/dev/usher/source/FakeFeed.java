package dev.usher.source;

import dev.usher.domain.feed.FeedRecord;
import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Records in memory, as texts such as {@code number=1815 login=ada}. */
final class FakeFeed implements Feed {
    private final List<FeedRecord> records = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private final Optional<Flaw> flaw;
    private int reads;

    private FakeFeed(Optional<Flaw> flaw) {
        this.flaw = flaw;
    }

    static FakeFeed of(String... texts) {
        var feed = new FakeFeed(Optional.empty());
        for (var text : texts) {
            var values = new LinkedHashMap<String, String>();
            for (var part : text.split(" ", -1)) {
                var at = part.indexOf('=');
                values.put(part.substring(0, at), part.substring(at + 1));
            }
            feed.records.add(new FeedRecord(feed.records.size() + 1, values));
        }
        return feed;
    }

    static FakeFeed broken(Flaw flaw) {
        return new FakeFeed(Optional.of(flaw));
    }

    FakeFeed and(FeedRecord record) {
        records.add(record);
        return this;
    }

    FakeFeed refusing(Refusal refusal) {
        refusals.add(refusal);
        return this;
    }

    int reads() {
        return reads;
    }

    @Override
    public Reading read(Sink sink) {
        reads++;
        if (flaw.isPresent()) {
            return new Reading.Broken(flaw.get());
        }
        records.forEach(sink::record);
        refusals.forEach(sink::refused);
        var names = new HashSet<String>();
        records.forEach(record -> names.addAll(record.values().keySet()));
        return new Reading.Complete(records.size() + refusals.size(), Set.copyOf(names));
    }
}
