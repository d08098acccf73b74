package dev.usher.source.http;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.net.HttpAnswer;
import dev.usher.source.Extent;
import dev.usher.source.Extent.Kind;
import dev.usher.source.Mark;
import dev.usher.source.http.DeltaTerms.Sign;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How far one reading comes. */
final class Reaching implements Following {
    private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);

    /** What a status may hold. */
    private static final int LONGEST = 4_096;

    private final DeltaTerms terms;
    private final Kind kind;
    private final Optional<Mark> from;
    private final Optional<Mark> start;
    private final Optional<Flaw> flaw;
    private final Instant began;
    private Optional<Instant> said = Optional.empty();
    private Optional<Instant> newest = Optional.empty();
    private Optional<String> word = Optional.empty();
    private boolean isAnswered;

    /**
     * Of a reading that begins.
     *
     * @param from where it goes on, or up to where the source was read before
     * @param flaw why all is not read, if it should be
     */
    Reaching(DeltaTerms terms, Kind kind, Optional<Mark> from, Optional<Flaw> flaw, Instant began) {
        this.terms = terms;
        this.kind = kind;
        this.from = from;
        this.start = from.filter(_ -> kind == Kind.DELTA);
        this.flaw = flaw;
        this.began = began;
    }

    @Override
    public boolean isOfChanges() {
        return start.isPresent();
    }

    @Override
    public Optional<Pointer> ofPages() {
        return terms.ofPages();
    }

    @Override
    public Optional<Pointer> ofRecords() {
        return terms.ofRecords();
    }

    @Override
    public void answered(HttpAnswer answer) {
        if (!isAnswered) {
            isAnswered = true;
            said = answer.header("Date").flatMap(Reaching::date);
        }
    }

    private static Optional<Instant> date(String header) {
        try {
            return Optional.of(ZonedDateTime.parse(header.strip(), DATE).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The last page has the word that counts. */
    @Override
    public void turned(Map<Pointer, String> page) {
        word = ofPages().flatMap(at -> Optional.ofNullable(page.get(at)));
    }

    @Override
    public void passed(String time) {
        newest = later(newest, SinceFormat.read(time));
    }

    private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
        return one.isPresent() && other.filter(one.get()::isBefore).isEmpty() ? one : other;
    }

    /** By whichever clock is slower, ours or the source's own: what is asked twice is lost by nobody. */
    private Instant beginning() {
        return said.filter(began::isAfter).orElse(began);
    }

    /** Once it came to its end. */
    Extent extent() {
        var next = since().filter(text -> text.length() <= LONGEST).map(this::mark);
        return new Extent(
                kind,
                from,
                next.or(() -> start),
                Set.of(),
                next.isEmpty() ? Optional.of(Flaw.of(Defect.NOTHING_TO_GO_ON_FROM)) : flaw);
    }

    private Mark mark(String since) {
        return start.map(mark -> mark.further(since, began))
                .or(() -> from.filter(mark -> !mark.isCountOver(began, terms.whole()))
                        .map(mark -> mark.anew(since, began)))
                .orElseGet(() -> new Mark(since, began, began));
    }

    private Optional<String> since() {
        var before = start.map(Mark::since);
        return switch (terms.sign()) {
            case Sign.Time _ -> Optional.of(beginning().toString());
            // A record may have changed on a page that was read before it did, or may be of the year 9999.
            case Sign.Newest _ ->
                later(before.map(Instant::parse), newest)
                        .map(time -> time.isAfter(beginning()) ? beginning() : time)
                        .map(Instant::toString);
            case Sign.Token _, Sign.Link _ -> word.or(() -> before);
        };
    }
}
