package dev.usher.sync;

import dev.usher.connector.Change;
import dev.usher.connector.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Keeps what was recorded, unless it is told to be full. */
final class FakeJournal implements Journal {
    private final List<String> records = new ArrayList<>();
    private boolean full;

    @Override
    public synchronized void intent(Change change) {
        if (full) {
            throw new JournalFailure("the journal is full");
        }
        write("intent " + change.getClass().getSimpleName());
    }

    @Override
    public synchronized void result(Change change, Outcome outcome) {
        write("result " + change.getClass().getSimpleName() + " "
                + outcome.getClass().getSimpleName());
    }

    @Override
    public synchronized void decision(Decided decided) {
        write("decision " + decided.what());
    }

    @Override
    public synchronized boolean isWell() {
        return !full;
    }

    private void write(String record) {
        records.add(record);
    }

    synchronized void isFull(boolean now) {
        full = now;
    }

    synchronized List<String> records() {
        return List.copyOf(records);
    }
}
