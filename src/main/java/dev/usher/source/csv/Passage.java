package dev.usher.source.csv;

import dev.usher.domain.feed.FeedRecord;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.domain.feed.Refusal;
import dev.usher.domain.feed.Refusal.Rule;
import dev.usher.source.Feed;
import java.io.IOException;
import java.util.HashMap;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The lines behind the header pass by once; the last one is known as such only when nothing follows. */
final class Passage {
    private final Lines lines;
    private final Header header;
    private final Optional<Trailer> trailer;
    private final Feed.Sink sink;

    private long records;

    Passage(Lines lines, Header header, Optional<Trailer> trailer, Feed.Sink sink) {
        this.lines = lines;
        this.header = header;
        this.trailer = trailer;
        this.sink = sink;
    }

    Feed.Reading read(BooleanSupplier endsWithLineBreak) throws IOException {
        Optional<Line> last = Optional.empty();
        Optional<Line> behind = Optional.empty();
        for (var line = lines.next(); line.isPresent(); line = lines.next()) {
            if (line.get().blank()) {
                behind = line;
            } else {
                pass(last);
                last = line;
                behind = Optional.empty();
            }
        }
        var end = behind.isPresent() ? behind : last;
        if (!endsWithLineBreak.getAsBoolean()) {
            judgeCut(end);
        }
        end(last);
        return new Feed.Reading.Complete(records, header.all());
    }

    /** A line of white space alone is none that was cut off, and neither is the trailer. */
    private void judgeCut(Optional<Line> end) throws Unreadable {
        var cut = end.filter(line -> line.count() < header.columns())
                .filter(line -> line.count() > 1 || !line.blank())
                .filter(line -> trailer.filter(it -> it.is(line)).isEmpty());
        if (cut.isPresent()) {
            throw Unreadable.at(cut.get().place(), Defect.CUT_OFF);
        }
    }

    private void end(Optional<Line> last) throws Unreadable {
        if (trailer.isEmpty()) {
            pass(last);
        } else if (last.isEmpty()) {
            throw Unreadable.of(Defect.NO_TRAILER);
        } else if (!trailer.get().counts(last.get(), records)) {
            throw Unreadable.at(last.get().place(), Defect.NO_TRAILER);
        }
        if (records == 0) {
            throw Unreadable.of(Defect.NO_RECORDS);
        }
    }

    private void pass(Optional<Line> passing) throws Unreadable {
        if (passing.isEmpty()) {
            return;
        }
        var line = passing.get();
        records++;
        var refusal = refusal(line);
        if (refusal.isPresent()) {
            sink.refused(refusal.get());
        } else {
            sink.record(record(line));
        }
    }

    /** A quote that nothing closes until another one begins makes one record of several, and whom the others spoke of would seem to be gone. */
    private Optional<Refusal> refusal(Line line) throws Unreadable {
        if (line.count() != header.columns()) {
            if (line.folded()) {
                throw Unreadable.at(line.place(), Defect.QUOTES);
            }
            return Optional.of(Refusal.of(line.place(), keyOfLonger(line), Rule.OTHER_COUNT));
        }
        if (header.isRepeatedBy(line)) {
            throw Unreadable.at(line.place(), Defect.HEADER_TWICE);
        }
        for (var position = 0; position < header.columns(); position++) {
            var rule = rule(line.fields().get(position), position);
            if (rule.isPresent()) {
                var at = position;
                var name = header.name(at).or(() -> header.written(at));
                return Optional.of(new Refusal(line.place(), key(line), name, rule.get()));
            }
        }
        return Optional.empty();
    }

    /** Quotes that are wrong may move every value behind them, whoever reads these. */
    private Optional<Rule> rule(Line.Field field, int position) {
        if (field.tooLong() && position == header.key()) {
            return Optional.of(Rule.KEY_TOO_LONG);
        }
        return field.misquoted() ? Optional.of(Rule.QUOTES) : Optional.empty();
    }

    /** Of a field too many nobody knows which one it is; only what stands before all others is what it seems to be. */
    private Optional<String> keyOfLonger(Line line) {
        return header.key() == 0 && line.count() > header.columns() ? key(line) : Optional.empty();
    }

    private Optional<String> key(Line line) {
        return Optional.of(line.fields().get(header.key()))
                .filter(field -> !field.misquoted())
                .map(Line.Field::text)
                .filter(key -> !key.isEmpty());
    }

    private FeedRecord record(Line line) {
        var values = new HashMap<String, String>();
        var faults = new HashMap<String, Rule>();
        for (var position = 0; position < header.columns(); position++) {
            var field = line.fields().get(position);
            header.name(position).ifPresent(name -> {
                if (field.tooLong()) {
                    faults.put(name, Rule.VALUE_TOO_LONG);
                } else if (!field.text().isEmpty()) {
                    values.put(name, field.text());
                }
            });
        }
        return new FeedRecord(line.place(), values, faults);
    }
}
