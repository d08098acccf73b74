package dev.usher.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.simulator.dialect.Dialect;
import dev.usher.simulator.dialect.Groups;
import dev.usher.simulator.protocol.Projection;
import dev.usher.simulator.protocol.ResourceType;
import dev.usher.simulator.protocol.ScimError;
import dev.usher.simulator.store.Directory;
import dev.usher.simulator.store.Sight;
import dev.usher.simulator.store.View;
import java.util.function.Supplier;

/** The endpoint for groups of an app with a dialect. */
final class GroupResources implements Resources {
    private static final ResourceType GROUP = ResourceType.GROUP;

    private final Directory directory;
    private final Supplier<Dialect> dialect;

    GroupResources(Directory directory, Supplier<Dialect> dialect) {
        this.directory = directory;
        this.dialect = dialect;
    }

    @Override
    public Answer create(Call call) {
        JsonNode body = call.json();
        GroupRules rules = new GroupRules(dialect.get());
        rules.size(body.path("members").size());
        if (dialect.get().has(Groups.Oddity.CREATED_WITHOUT_MEMBERS)
                && !body.path("members").isEmpty()) {
            throw ScimError.invalidValue("a new group has no members");
        }
        return finished(Answer.showing(201, directory.create(GROUP, body, projection(call.projection()))));
    }

    @Override
    public Answer read(String id, Call call) {
        View view = directory.read(GROUP, id, projection(call.projection()));
        return finished(Answer.unlessKnown(call, view));
    }

    @Override
    public Answer replace(String id, Call call) {
        unlocked(id);
        JsonNode body = call.json();
        new GroupRules(dialect.get()).size(body.path("members").size());
        View view = directory.replace(GROUP, id, call.ifMatch(), body, projection(call.projection()));
        return finished(Answer.showing(200, view));
    }

    /** A group comes back with 204, or whole where attributes are asked for, as from a plain one. */
    @Override
    public Answer patch(String id, Call call) {
        unlocked(id);
        GroupRules rules = new GroupRules(dialect.get());
        JsonNode request = rules.patch(call.json());
        Projection projection = projection(call.projection()).without("members");
        View view = request.path("Operations").isEmpty()
                ? directory.read(GROUP, id, projection)
                : directory.patch(GROUP, id, call.ifMatch(), request, projection);
        if (!call.projection().isExplicit()) {
            return Answer.empty(204).tagged(view);
        }
        return finished(Answer.showing(200, directory.read(GROUP, id, projection(call.projection()))));
    }

    @Override
    public Answer delete(String id, Call call) {
        unlocked(id);
        directory.delete(GROUP, id, call.ifMatch());
        return Answer.empty(204);
    }

    @Override
    public Sight sight() {
        return Sight.CLEAR;
    }

    @Override
    public Projection projection(Projection asked) {
        return switch (dialect.get().choice(Groups.MembersShown.ALWAYS)) {
            case ALWAYS -> asked;
            case ON_REQUEST -> asked.isExplicit() ? asked : asked.without("members");
            case BY_PROBE, NEVER -> asked.without("members");
        };
    }

    @Override
    public void finish(ObjectNode resource) {
        if (dialect.get().has(Groups.MembersShown.BY_PROBE) && resource.has("displayName")) {
            resource.putArray("members");
        }
    }

    private Answer finished(Answer answer) {
        if (answer.body() instanceof ObjectNode resource) {
            finish(resource);
        }
        return answer;
    }

    private void unlocked(String id) {
        String name = directory
                .entry(GROUP, id)
                .map(entry -> entry.text("displayName"))
                .orElse("");
        UserRules.unlocked(dialect.get(), name);
    }
}
