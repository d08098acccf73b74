package dev.usher.bench.duel;

import java.util.ArrayList;
import java.util.List;

/** A connector and plain code that ask one app in turn, each about accounts of its own, and over as many connections. */
public final class Duel<S extends Side> implements AutoCloseable {
    /** As many requests at a time as a lane has where nothing else is declared. */
    public static final int CONNECTIONS = 8;

    /** Opens a side for the accounts of one place. */
    public interface Opened<S> {
        S at(String place) throws Exception;
    }

    /** Does something with an account that a side has made. */
    public interface Act<S> {
        void on(S side, String id, int round) throws Exception;
    }

    /**
     * What is made and changed is not what is listed, so that all lists are as long.
     *
     * @param made the ids of what it made
     */
    private record Split<S extends Side>(S writes, S reads, List<String> made) {
        static <S extends Side> Split<S> of(String unit, Opened<? extends S> opened) throws Exception {
            return new Split<>(opened.at(place(unit, true)), opened.at(place(unit, false)), new ArrayList<>());
        }

        void close() {
            writes.close();
            reads.close();
        }
    }

    private static final String CONNECTOR = "connector";
    private static final String HAND = "hand";

    private final int listed;
    private final Runnable ends;
    private final Rounds<Split<S>> sides;
    private int made;

    /**
     * Opens both sides.
     *
     * @param listed how many each side finds when it reads all
     * @param ends ends the app, when they are closed
     */
    public Duel(int listed, Runnable ends, Opened<? extends S> connector, Opened<? extends S> hand) throws Exception {
        this.listed = listed;
        this.ends = ends;
        this.sides = new Rounds<>(Split.of(CONNECTOR, connector), Split.of(HAND, hand));
    }

    private static String place(String unit, boolean written) {
        return unit + (written ? "_made" : "_listed");
    }

    /** Where accounts of either side are made. */
    public static List<String> made() {
        return List.of(place(CONNECTOR, true), place(HAND, true));
    }

    /** Where those are that either side lists. */
    public static List<String> listed() {
        return List.of(place(CONNECTOR, false), place(HAND, false));
    }

    /** So many are made by each side in each round. */
    public Seen creates(int rounds, int count) throws Exception {
        return sides.of(rounds, round -> side -> {
            var prefix = "made" + made++ + "-";
            var ids = new String[count];
            var took = Took.together(
                    CONNECTIONS, count, number -> ids[number] = side.writes().create(prefix + number));
            side.made().addAll(List.of(ids));
            return took;
        });
    }

    /** So many of those that a side made get another title by it. */
    public Seen changes(int rounds, int count) throws Exception {
        return each(rounds, count, (side, id, round) -> side.retitle(id, "title " + round));
    }

    /** Something is done with so many of those that a side made. */
    public Seen each(int rounds, int count, Act<S> act) throws Exception {
        return sides.of(rounds, round -> side -> {
            var ids = side.made();
            return Took.together(CONNECTIONS, count, number -> act.on(side.writes(), ids.get(number), round));
        });
    }

    /** All that are listed are read, as accounts in a second. */
    public Seen reads(int rounds) throws Exception {
        return sides.of(rounds, _ -> side -> Took.listing(listed, side.reads()::count));
    }

    @Override
    public void close() {
        sides.connector().close();
        sides.hand().close();
        ends.run();
    }
}
