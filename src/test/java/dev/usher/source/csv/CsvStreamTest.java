package dev.usher.source.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.feed.FeedRecord;
import dev.usher.domain.feed.Refusal;
import dev.usher.source.Feed;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvStreamTest {
    private static final int RECORDS = 100_000;
    /** What the library and the text read ahead of a record, and the head that the delimiter is found in. */
    private static final int AHEAD = 1 << 19;

    private static final String NOTE = "x".repeat(480);

    /** A file that is written while it is read, and of which nothing is kept. */
    private static final class Growing extends InputStream {
        private byte[] part = "id,name,note\n".getBytes(StandardCharsets.UTF_8);
        private int at;
        private int records;
        private long read;

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (at == part.length && records == RECORDS) {
                return -1;
            }
            if (at == part.length) {
                records++;
                part = (records + ",\"Ada\nLovelace\"," + NOTE + "\n").getBytes(StandardCharsets.UTF_8);
                at = 0;
            }
            var some = Math.min(length, part.length - at);
            System.arraycopy(part, at, target, offset, some);
            at += some;
            read += some;
            return some;
        }
    }

    /** Keeps nothing but the place of the last record, and now and then looks whether others do. */
    private static final class Forgetful implements Feed.Sink {
        private final Growing file;
        private final List<WeakReference<FeedRecord>> passed = new ArrayList<>();
        private long farthest;
        private long place;

        Forgetful(Growing file) {
            this.file = file;
        }

        @Override
        public void record(FeedRecord record) {
            place = record.place();
            farthest = Math.max(farthest, file.read - (place / 2) * (NOTE.length() + 20L));
            if (passed.size() * 1000L < place / 2) {
                passed.add(new WeakReference<>(record));
            }
        }

        @Override
        public void refused(Refusal refusal) {
            throw new AssertionError(refusal.rule());
        }

        long held() {
            System.gc();
            return passed.stream().filter(record -> record.get() != null).count();
        }
    }

    @Test
    void recordsPassByWhileTheFileIsReadAndNoneIsHeld() {
        var file = new Growing();
        var sink = new Forgetful(file);
        var feed = new CsvFeed(() -> file, ReadFile.naming("id", "name"));
        assertThat(feed.read(sink))
                .isInstanceOfSatisfying(
                        Feed.Reading.Complete.class,
                        complete -> assertThat(complete.records()).isEqualTo(RECORDS));
        assertThat(sink.place).isEqualTo(2L * RECORDS);
        assertThat(file.read).isGreaterThan(50_000_000);
        assertThat(sink.farthest)
                .as("how far the file was read ahead of a record")
                .isLessThan(AHEAD);
        assertThat(sink.passed).hasSize(RECORDS / 1000);
        assertThat(sink.held()).isLessThanOrEqualTo(1);
    }
}
