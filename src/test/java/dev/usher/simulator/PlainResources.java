package dev.usher.simulator;

import dev.usher.simulator.protocol.Projection;
import dev.usher.simulator.protocol.ResourceType;
import dev.usher.simulator.store.Directory;
import dev.usher.simulator.store.Sight;
import java.util.List;

/** An endpoint that does as RFC 7644 says. */
final class PlainResources implements Resources {
    private final ResourceType type;
    private final Directory directory;

    PlainResources(ResourceType type, Directory directory) {
        this.type = type;
        this.directory = directory;
    }

    @Override
    public Answer create(Call call) {
        return Answer.showing(201, directory.create(type, call.json(), call.projection()));
    }

    @Override
    public Answer read(String id, Call call) {
        return Answer.unlessKnown(call, directory.read(type, id, call.projection()));
    }

    @Override
    public Answer replace(String id, Call call) {
        return Answer.showing(200, directory.replace(type, id, call.ifMatch(), call.json(), call.projection()));
    }

    /** RFC 7644 section 3.5.2 leaves the choice: a user comes back whole, a group with 204 unless attributes are asked for. */
    @Override
    public Answer patch(String id, Call call) {
        Projection projection = call.projection();
        if (type == ResourceType.GROUP && !projection.isExplicit()) {
            Projection memberless = Projection.of(List.of(), List.of("members"));
            return Answer.empty(204).tagged(directory.patch(type, id, call.ifMatch(), call.json(), memberless));
        }
        return Answer.showing(200, directory.patch(type, id, call.ifMatch(), call.json(), projection));
    }

    @Override
    public Answer delete(String id, Call call) {
        directory.delete(type, id, call.ifMatch());
        return Answer.empty(204);
    }

    @Override
    public Sight sight() {
        return Sight.CLEAR;
    }

    @Override
    public Projection projection(Projection asked) {
        return asked;
    }
}
