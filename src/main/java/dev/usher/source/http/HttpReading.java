package dev.usher.source.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.usher.domain.feed.FeedRecord;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.domain.feed.Refusal;
import dev.usher.domain.feed.Refusal.Rule;
import dev.usher.net.HttpAnswer;
import dev.usher.net.web.PercentEncoding;
import dev.usher.source.Breaks;
import dev.usher.source.Feed.Reading;
import dev.usher.source.Feed.Sink;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One reading of a source from its first page to its last. */
final class HttpReading {
    /** Of what says how to go on. */
    private static final int LONGEST = 8_192;

    private static final int NO_CONTENT = 204;
    private static final Set<Integer> NOT_THERE = Set.of(404, 410);

    private final HttpTerms terms;
    private final Asking asking;
    private final Sink sink;
    private final Following following;
    private final Json json;
    private final Steps steps;
    private final Sought ofPages;
    private final Sought ofRecords;
    private final Set<Object> asked = new HashSet<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<String> names = new TreeSet<>();
    private long passed;

    HttpReading(HttpTerms terms, Asking asking, Sink sink, Following following) {
        this.following = following;
        this.terms = terms;
        this.asking = asking;
        this.sink = sink;
        this.json = new Json(terms.bounds().depth());
        this.steps = new Steps(terms.request(), terms.pagination());
        var ofPages = new HashSet<>(terms.pagination().said());
        ofPages.add(terms.records());
        following.ofPages().ifPresent(ofPages::add);
        this.ofPages = Sought.of(ofPages);
        var ofRecords = new HashSet<>(terms.sought());
        following.ofRecords().ifPresent(ofRecords::add);
        this.ofRecords = Sought.of(ofRecords);
    }

    Reading read() {
        try {
            var step = Optional.of(steps.first());
            while (step.isPresent()) {
                step = turned(step.get());
            }
            if (passed == 0 && !following.isOfChanges()) {
                throw Breaks.by(Defect.EMPTY);
            }
            return new Reading.Complete(passed, names);
        } catch (Breaks why) {
            return new Reading.Broken(passed == 0 ? why.flaw() : why.flaw().at(passed));
        }
    }

    private Optional<Step> turned(Step step) throws Breaks {
        if (!asked.add(step.asked()) || asked.size() > terms.bounds().pages()) {
            throw Breaks.by(Defect.ENDLESS);
        }
        var answer = asking.answer(terms.request().method().name(), step.uri(), step.body());
        if (step.beyond() && NOT_THERE.contains(answer.status())) {
            return Optional.empty();
        }
        following.answered(answer);
        // Of a later page it is no answer: whoever is on it would be skipped.
        if (following.isOfChanges() && answer.status() == NO_CONTENT && asked.size() == 1) {
            return Optional.empty();
        }
        var page = new Page();
        json.read(asking.fine(answer).body(), ofPages, page);
        if (!page.isThere) {
            throw Breaks.by(Defect.POINTER_LEADS_NOWHERE, terms.records().toString());
        }
        following.turned(page.said);
        if (page.records > 0 && !seen.add(Digest.of(answer.body()))) {
            throw Breaks.by(Defect.ENDLESS);
        }
        return steps.next(
                step, new Turned(page.records, page.said, answer.headers().getOrDefault("link", List.of())));
    }

    /** A page while it streams by. */
    private final class Page implements Json.Visitor {
        private final Map<Pointer, String> said = new HashMap<>();
        private boolean isThere;
        private long records;

        @Override
        public void takes(Pointer known, JsonParser at) throws IOException, Breaks {
            if (!known.equals(terms.records())) {
                says(known, at);
                return;
            }
            if (at.currentToken() != JsonToken.START_ARRAY) {
                throw Breaks.by(Defect.POINTER_LEADS_NOWHERE, known.toString());
            }
            isThere = true;
            while (at.nextToken() != JsonToken.END_ARRAY) {
                records++;
                element(at);
            }
        }

        /** Some say by {@code false} that nothing follows. */
        private void says(Pointer known, JsonParser at) throws IOException, Breaks {
            if (at.currentToken() == JsonToken.VALUE_FALSE) {
                return;
            }
            var word = new Values(LONGEST);
            word.takes(known, at);
            if (!word.faults().isEmpty()) {
                throw Breaks.by(Defect.POINTER_LEADS_NOWHERE, known.toString());
            }
            word.text(known).ifPresent(text -> said.put(known, text));
        }
    }

    private void element(JsonParser at) throws IOException, Breaks {
        passed++;
        if (passed > terms.bounds().records()) {
            throw Breaks.by(Defect.TOO_LARGE);
        }
        if (at.currentToken() != JsonToken.START_OBJECT) {
            at.skipChildren();
            sink.refused(Refusal.of(passed, Optional.empty(), Rule.NOT_A_RECORD));
            return;
        }
        var values = new Values(terms.bounds().valueLength());
        Json.walk(at, ofRecords, values);
        following.ofRecords().ifPresent(pointer -> follows(values, pointer));
        var missing = terms.detail().isPresent() ? detailed(terms.detail().get(), values) : Optional.<Rule>empty();
        values.there().forEach(pointer -> names.add(pointer.toString()));
        var key = values.text(terms.key());
        if (missing.isPresent()) {
            sink.refused(Refusal.of(passed, key, missing.get()));
            return;
        }
        Optional.ofNullable(values.faults().get(terms.key()))
                .ifPresentOrElse(
                        rule -> sink.refused(
                                new Refusal(passed, key, Optional.of(terms.key().toString()), rule)),
                        () -> sink.record(new FeedRecord(passed, values.named(), values.namedFaults())));
    }

    private void follows(Values values, Pointer pointer) {
        values.text(pointer).ifPresent(following::passed);
        if (!terms.sought().contains(pointer)) {
            values.leaves(pointer);
        }
    }

    /** Adds what is said of a record by itself, or that nothing is; the rule that all of it breaks if nobody can tell whose it is. */
    private Optional<Rule> detailed(HttpTerms.Detail detail, Values values) throws Breaks {
        var key = values.text(terms.key());
        if (key.isEmpty()) {
            return Optional.of(Rule.NO_KEY);
        }
        if (!PercentEncoding.isOneSegment(key.get())) {
            values.fail(detail.values(), Rule.NO_DETAIL);
            return Optional.empty();
        }
        HttpAnswer answer = asking.answer(
                HttpTerms.Method.GET.name(), detail.uri(PercentEncoding.encode(key.get())), Optional.empty());
        if (NOT_THERE.contains(answer.status())) {
            values.fail(detail.values(), Rule.NO_DETAIL);
            return Optional.empty();
        }
        var more = new Values(terms.bounds().valueLength());
        json.read(asking.fine(answer).body(), Sought.of(detail.sought()), more);
        var isSomebodyElse =
                detail.key().isPresent() && !more.text(detail.key().get()).equals(key);
        if (more.there().isEmpty()) {
            values.fail(detail.values(), Rule.NO_DETAIL);
        } else if (isSomebodyElse) {
            return Optional.of(Rule.NO_DETAIL);
        }
        values.add(more);
        return Optional.empty();
    }
}
