package dev.usher.source;

import dev.usher.domain.feed.Owed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Notes what it is to write, and answers as it was told. */
final class FakePen implements Pen {
    private final List<String> log = new ArrayList<>();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final Map<String, Answer> answersAt = new HashMap<>();
    private Answer usual = new Answer.Written();
    private Runnable meanwhile = () -> {};
    private int opened;
    private int closed;

    FakePen open() {
        opened++;
        return this;
    }

    /** The next answers, each once. */
    void answers(Answer... next) {
        answers.addAll(List.of(next));
    }

    /** Each answer about one person. */
    void answersAt(String key, Answer answer) {
        answersAt.put(key, answer);
    }

    /** All answers from now on. */
    void always(Answer answer) {
        usual = answer;
    }

    /** What happens while it writes. */
    void meanwhile(Runnable something) {
        meanwhile = something;
    }

    List<String> log() {
        return log;
    }

    boolean isClosed() {
        return opened == closed;
    }

    @Override
    public Answer write(Owed owed) {
        log.add(owed.key() + " " + owed.values() + (owed.said().isEmpty() ? "" : " for " + owed.said()));
        meanwhile.run();
        return answers.isEmpty() ? answersAt.getOrDefault(owed.key(), usual) : answers.remove();
    }

    @Override
    public void close() {
        closed++;
    }
}
