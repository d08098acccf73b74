package dev.usher.source;

import dev.usher.domain.feed.FeedRecord;
import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.domain.feed.Refusal;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * What a feed said once, packed in memory, to be said again any number of times and always the same. Of a feed that broke only why
 * is kept.
 */
public final class Recording implements Feed {
    /** 64 MiB: of people with a dozen fields each, about a million. */
    public static final int USUAL_BYTES = 64 << 20;

    private static final int BUFFER = 1 << 13;
    private static final int RECORD = 1;
    private static final int REFUSAL = 2;
    private static final int END = 0;

    private final Chunks packed;
    private final Reading reading;
    private final Extent extent;

    private Recording(Chunks packed, Reading reading, Extent extent) {
        this.packed = packed;
        this.reading = reading;
        this.extent = extent;
    }

    /**
     * Reads a feed once.
     *
     * @param most how many bytes are held; of a feed that says more, only that it does
     */
    public static Recording of(Feed feed, int most) {
        var chunks = new Chunks(most);
        var packer = new Deflater(Deflater.BEST_SPEED);
        try (var tape = new Tape(new DataOutputStream(
                new BufferedOutputStream(new DeflaterOutputStream(chunks, packer, BUFFER), BUFFER)))) {
            var reading = feed.read(tape);
            tape.end();
            if (reading instanceof Reading.Complete && !chunks.isFull()) {
                return new Recording(chunks, reading, feed.extent());
            }
            var broken = reading instanceof Reading.Broken ? reading : new Reading.Broken(Flaw.of(Defect.TOO_LARGE));
            return new Recording(new Chunks(0), broken, feed.extent().broken());
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be written", e);
        } finally {
            packer.end();
        }
    }

    @Override
    public Optional<Flaw> flaw() {
        return reading instanceof Reading.Broken(Flaw flaw) ? Optional.of(flaw) : Optional.empty();
    }

    @Override
    public Extent extent() {
        return extent;
    }

    /** The same, read so far. */
    public Recording of(Extent much) {
        return new Recording(packed, reading, much);
    }

    /** How many bytes it takes to hold it. */
    public long held() {
        return packed.held();
    }

    @Override
    public Reading read(Sink sink) {
        if (reading instanceof Reading.Complete) {
            var unpacker = new Inflater();
            try (var in = new DataInputStream(
                    new BufferedInputStream(new InflaterInputStream(packed.stream(), unpacker, BUFFER), BUFFER))) {
                replay(in, sink);
            } catch (IOException e) {
                throw new UncheckedIOException("what is in memory can be read", e);
            } finally {
                unpacker.end();
            }
        }
        return reading;
    }

    private static void replay(DataInputStream in, Sink sink) throws IOException {
        var names = new ArrayList<String>();
        var place = 0L;
        for (var kind = in.readByte(); kind != END; kind = in.readByte()) {
            place += number(in);
            switch (kind) {
                case RECORD -> sink.record(new FeedRecord(place, values(in, names), faults(in, names)));
                case REFUSAL -> {
                    var rule = Refusal.Rule.valueOf(name(in, names));
                    sink.refused(new Refusal(place, optional(in), optional(in), rule));
                }
                default -> throw new IOException("no record begins so");
            }
        }
    }

    private static Map<String, String> values(DataInputStream in, List<String> names) throws IOException {
        var count = number(in);
        var values = new HashMap<String, String>();
        for (var at = 0L; at < count; at++) {
            values.put(name(in, names), text(in));
        }
        return values;
    }

    private static Map<String, Refusal.Rule> faults(DataInputStream in, List<String> names) throws IOException {
        var count = number(in);
        var faults = new HashMap<String, Refusal.Rule>();
        for (var at = 0L; at < count; at++) {
            faults.put(name(in, names), Refusal.Rule.valueOf(name(in, names)));
        }
        return faults;
    }

    /** Each is written out where it comes first. */
    private static String name(DataInputStream in, List<String> names) throws IOException {
        var name = (int) number(in);
        if (name == names.size()) {
            names.add(text(in));
        }
        return names.get(name);
    }

    private static Optional<String> optional(DataInputStream in) throws IOException {
        return in.readBoolean() ? Optional.of(text(in)) : Optional.empty();
    }

    private static String text(DataInputStream in) throws IOException {
        var length = (int) number(in);
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Seven bits a byte, the lowest first. */
    private static long number(DataInputStream in) throws IOException {
        var number = 0L;
        for (var shift = 0; ; shift += 7) {
            long next = in.readByte();
            number |= (next & 0x7f) << shift;
            if (next >= 0) {
                return number;
            }
        }
    }

    /** Writes down whatever passes by. */
    private static final class Tape implements Sink, AutoCloseable {
        private final DataOutputStream out;
        private final Map<String, Integer> names = new HashMap<>();
        private long last;

        Tape(DataOutputStream out) {
            this.out = out;
        }

        @Override
        public void record(FeedRecord record) {
            try {
                begin(RECORD, record.place());
                number(record.values().size());
                // One order for all is what packs well.
                for (var value : new TreeMap<>(record.values()).entrySet()) {
                    name(value.getKey());
                    text(value.getValue());
                }
                number(record.faults().size());
                for (var fault : new TreeMap<>(record.faults()).entrySet()) {
                    name(fault.getKey());
                    name(fault.getValue().name());
                }
            } catch (IOException e) {
                throw new UncheckedIOException("memory can be written", e);
            }
        }

        @Override
        public void refused(Refusal refusal) {
            try {
                begin(REFUSAL, refusal.place());
                name(refusal.rule().name());
                optional(refusal.key());
                optional(refusal.field());
            } catch (IOException e) {
                throw new UncheckedIOException("memory can be written", e);
            }
        }

        void end() throws IOException {
            out.writeByte(END);
            out.close();
        }

        private void begin(int kind, long place) throws IOException {
            out.writeByte(kind);
            number(place - last);
            last = place;
        }

        private void name(String name) throws IOException {
            var known = Optional.ofNullable(names.get(name));
            number(known.orElse(names.size()));
            if (known.isEmpty()) {
                names.put(name, names.size());
                text(name);
            }
        }

        private void optional(Optional<String> text) throws IOException {
            out.writeBoolean(text.isPresent());
            if (text.isPresent()) {
                text(text.get());
            }
        }

        private void text(String text) throws IOException {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            number(bytes.length);
            out.write(bytes);
        }

        private void number(long number) throws IOException {
            var rest = number;
            while ((rest & ~0x7fL) != 0) {
                out.writeByte((int) (rest & 0x7f) | 0x80);
                rest >>>= 7;
            }
            out.writeByte((int) rest);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
