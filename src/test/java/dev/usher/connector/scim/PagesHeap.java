package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Scope;
import dev.usher.connector.Sink;
import dev.usher.connector.scim.StubApp.Reply;
import dev.usher.domain.account.Account;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Says how many bytes more are in use at the end of a long list than at the end of a short one; in a JVM of its own. */
final class PagesHeap {
    private static final int SHORT = 1_000;
    private static final int LONG = 100_000;

    private PagesHeap() {}

    public static void main(String[] arguments) throws AppFailure {
        inUseAtTheEnd(SHORT);
        var few = inUseAtTheEnd(SHORT);
        System.out.println(inUseAtTheEnd(LONG) - few);
    }

    private static long inUseAtTheEnd(int rows) throws AppFailure {
        try (var app = StubApp.answering(call -> page(call.target(), rows));
                var client = Client.open(app.endpoint(), "token")) {
            var end = new End(rows);
            client.session.observe(new Scope.All(), end);
            return end.inUse;
        }
    }

    private static Reply page(String target, int rows) {
        var start = Integer.parseInt(target.replaceAll(".*startIndex=(\\d+).*", "$1"));
        var page = IntStream.range(start, Math.min(start + 100, rows + 1))
                .mapToObj(number -> "{\"id\": \"2819c223-7f76-453a-919d-" + number + "\", \"userName\": \"user-"
                        + number + "@example.com\", \"name\": {\"familyName\": \"Lovelace\"}}")
                .collect(Collectors.joining(","));
        return Reply.list(rows, page);
    }

    /** Measures when the last one is shown. */
    private static final class End implements Sink {
        private final AtomicInteger left;
        private long inUse;

        private End(int rows) {
            left = new AtomicInteger(rows);
        }

        @Override
        public void account(Account account) {
            if (left.decrementAndGet() == 0) {
                System.gc();
                inUse = Runtime.getRuntime().totalMemory()
                        - Runtime.getRuntime().freeMemory();
            }
        }
    }
}
