package dev.usher.source;

import dev.usher.domain.feed.Flaw;
import java.util.Optional;

/** A file in memory. */
final class FakeSheet implements Sheet {
    private String text = "";
    private int writes;
    private Optional<Flaw> flaw = Optional.empty();
    private Optional<Flaw> flawOfWriting = Optional.empty();

    void breaks(Flaw why) {
        flaw = Optional.of(why);
    }

    void refuses(Flaw why) {
        flawOfWriting = Optional.of(why);
    }

    void takes() {
        flawOfWriting = Optional.empty();
    }

    /** Somebody else writes it. */
    void reset(String other) {
        text = other;
    }

    String text() {
        return text;
    }

    int writes() {
        return writes;
    }

    @Override
    public Look look() {
        return flaw.<Look>map(Look.Broken::new).orElseGet(() -> new Look.Of(text, String.valueOf(writes)));
    }

    @Override
    public Answer write(String all, String version) {
        if (flawOfWriting.isPresent()) {
            return new Answer.Broken(flawOfWriting.get());
        }
        text = all;
        writes++;
        return new Answer.Written();
    }
}
