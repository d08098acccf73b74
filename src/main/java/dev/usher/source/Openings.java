package dev.usher.source;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Opens feeds, of those that are far no more than some at once. */
final class Openings {
    /** An interface is read before its run begins, which may take long, and what it said is kept in memory. */
    private static final int AT_ONCE = 8;

    /** One namespace with slow servers holds up no other one. */
    private static final int AT_ONCE_OF_ONE = 2;

    private final Semaphore readers = new Semaphore(AT_ONCE, true);
    private final Map<String, Semaphore> readersOf = new ConcurrentHashMap<>();

    Feed opened(SourceId source, Feeds.Setup setup) throws InterruptedException {
        if (!setup.isFar()) {
            return setup.feed().get();
        }
        var ofOne = readersOf.computeIfAbsent(source.namespace(), any -> new Semaphore(AT_ONCE_OF_ONE, true));
        ofOne.acquire();
        try {
            readers.acquire();
            try {
                return setup.feed().get();
            } finally {
                readers.release();
            }
        } finally {
            ofOne.release();
        }
    }
}
