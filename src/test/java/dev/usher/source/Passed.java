package dev.usher.source;

import dev.usher.domain.feed.FeedRecord;
import dev.usher.domain.feed.Refusal;
import java.util.ArrayList;
import java.util.List;

/** Keeps whatever passes by. */
public final class Passed implements Feed.Sink {
    public final List<FeedRecord> records = new ArrayList<>();
    public final List<Refusal> refusals = new ArrayList<>();

    @Override
    public void record(FeedRecord record) {
        records.add(record);
    }

    @Override
    public void refused(Refusal refusal) {
        refusals.add(refusal);
    }

    /** The values of one name, in the order in which they passed. */
    public List<String> all(String name) {
        return records.stream().map(record -> record.value(name).orElse("-")).toList();
    }
}
