package dev.usher.net;

import java.util.concurrent.atomic.AtomicReference;

/**
 * How far one exchange has come. The caller that gives up and the thread that is about to write meet here, so that
 * exactly one of them wins: a request that was given up as not sent is never sent afterwards.
 */
final class Attempt {

    enum Stage {
        QUEUED,
        CONNECTING,
        HANDSHAKING,
        SENDING,
        GIVEN_UP
    }

    /** The one whose handshake a thread is in: what TLS asks for in it knows nothing else of it. */
    static final ScopedValue<Attempt> HANDSHAKING = ScopedValue.newInstance();

    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.QUEUED);
    private volatile boolean asked;

    Stage stage() {
        return stage.get();
    }

    /** Notes that the other side asked for a client certificate. */
    void isAsked() {
        asked = true;
    }

    boolean wasAsked() {
        return asked;
    }

    /** Goes on to the next stage; false if the attempt was given up, and nothing more may be done for it. */
    boolean enter(Stage next) {
        return stage.updateAndGet(now -> now == Stage.GIVEN_UP ? now : next) == next;
    }

    /** Ends the attempt and tells the stage that it had come to. */
    Stage giveUp() {
        return stage.getAndSet(Stage.GIVEN_UP);
    }
}
