package dev.usher.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.simulator.protocol.Projection;
import dev.usher.simulator.store.Sight;

/** What the endpoint of one type of resource does with the calls to it. */
interface Resources {
    Answer create(Call call);

    Answer read(String id, Call call);

    Answer replace(String id, Call call);

    Answer patch(String id, Call call);

    Answer delete(String id, Call call);

    /** What queries may show. */
    Sight sight();

    /** What an answer carries where a client asks for this. */
    Projection projection(Projection asked);

    /** Completes a resource that an answer carries. */
    default void finish(ObjectNode resource) {}
}
