package dev.usher.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonToken;
import com.sun.management.ThreadMXBean;
import dev.usher.net.Body;
import dev.usher.source.Breaks;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JsonTest {
    private static final Pointer ROWS = Pointer.parse("/rows");
    private static final int MIB = 1 << 20;

    private static List<String> values(String json, String... pointers) throws Breaks {
        var sought = Sought.of(List.of(pointers).stream().map(Pointer::parse).toList());
        var values = new Values(100);
        new Json(10).read(Body.of(json), sought, values);
        return values.named().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .sorted()
                .toList();
    }

    @Test
    void isReadWhereThePointersLead() throws Breaks {
        var json = "{\"a\": {\"b\": [1, {\"c\": 2}], \"\": 3, \"a/b\": 4, \"m~n\": 5}, \"b\": 6, \"0\": 7}";

        assertThat(values(json, "/a/b/0", "/a/b/1/c", "/a/", "/a/a~1b", "/a/m~0n", "/0"))
                .containsExactly("/0=7", "/a/=3", "/a/a~1b=4", "/a/b/0=1", "/a/b/1/c=2", "/a/m~0n=5");
        assertThat(values(json, "/a/b/2", "/a/b/01", "/a/b/-", "/b/c", "/c", "/a/b/1/c/d"))
                .isEmpty();
        assertThat(values("7", "")).containsExactly("=7");
    }

    @Test
    void isNotKeptWhereNobodyLooksForIt() throws Breaks {
        var row = "{\"id\": 1, \"photo\": \"" + "A".repeat(1_000) + "\", \"past\": [" + "{\"x\": [1, 2]}, ".repeat(100)
                + "0]}";
        var list = new StringBuilder("{\"before\": [").append(row);
        list.append(", ").append(row);
        list.append("], \"rows\": [").append(row);
        while (list.length() < 50 * MIB) {
            list.append(", ").append(row);
        }
        var body = Body.of(list.append("]}").toString());
        var rows = new ArrayList<String>();
        var id = Pointer.parse("/id");
        var sought = Sought.of(Set.of(id));
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var before = threads.getCurrentThreadAllocatedBytes();

        new Json(10).read(body, Sought.of(Set.of(ROWS)), (known, at) -> {
            while (at.nextToken() != JsonToken.END_ARRAY) {
                var values = new Values(100);
                Json.walk(at, sought, values);
                values.text(id).ifPresent(rows::add);
            }
        });

        assertThat(rows).hasSizeGreaterThan(10_000);
        // A tree of it would take a gigabyte; what remains is mostly what finds a name that is said twice.
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100L * MIB);
    }
}
