package dev.usher.source.http;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Owed;
import dev.usher.source.Pen;

/** Never writes, since what it would prove itself with is of no use. */
record UselessPen(Flaw flaw) implements Pen {
    @Override
    public Answer write(Owed owed) {
        return new Answer.Broken(flaw);
    }

    @Override
    public void close() {
        // Nothing was opened.
    }
}
