package dev.usher.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.simulator.dialect.Activity;
import dev.usher.simulator.dialect.Dialect;
import dev.usher.simulator.dialect.LookUps;
import dev.usher.simulator.dialect.Updates;
import dev.usher.simulator.dialect.Values;
import dev.usher.simulator.protocol.Canonical;
import dev.usher.simulator.protocol.Patch;
import dev.usher.simulator.protocol.Projection;
import dev.usher.simulator.protocol.ResourceType;
import dev.usher.simulator.protocol.ScimError;
import dev.usher.simulator.store.Directory;
import dev.usher.simulator.store.Entry;
import dev.usher.simulator.store.Sight;
import dev.usher.simulator.store.View;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The endpoint for users of an app with a dialect; the directory keeps the truth, whatever clients are told. */
final class UserResources implements Resources {
    private static final ResourceType USER = ResourceType.USER;
    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private final Directory directory;
    private final Supplier<Dialect> dialect;
    private final Clock clock;
    private final Set<String> deleted = ConcurrentHashMap.newKeySet();
    private final Map<String, UserSight.Former> formers = new ConcurrentHashMap<>();

    UserResources(Directory directory, Supplier<Dialect> dialect, Clock clock) {
        this.directory = directory;
        this.dialect = dialect;
        this.clock = clock;
    }

    @Override
    public synchronized Answer create(Call call) {
        Dialect now = dialect.get();
        ObjectNode body = Canonical.resource(USER, new UserInput(now).body(call.json()));
        UserRules rules = new UserRules(now);
        rules.created(body);
        expectManager(now, body);
        Optional<Entry> former = former(body.path("userName").asText());
        Activity.Recreation recreation = now.choice(Activity.Recreation.REFUSED);
        if (former.isPresent() && recreation != Activity.Recreation.REFUSED) {
            body.put("active", true);
            rules.seat(seatsTaken());
            deleted.remove(former.get().id());
            View view = directory.put(former.get().id(), "", body, USER, call.projection(), written());
            return Answer.showing(recreation == Activity.Recreation.REACTIVATES_200 ? 200 : 201, view);
        }
        if (body.path("active").asBoolean()) {
            rules.seat(seatsTaken());
        }
        return Answer.showing(201, directory.insert(USER, body, call.projection(), written()));
    }

    @Override
    public Answer read(String id, Call call) {
        Sight sight = sight();
        if (stored(id).filter(sight::shows).isEmpty()) {
            throw notFound();
        }
        return Answer.unlessKnown(call, directory.read(USER, id, call.projection(), sight));
    }

    @Override
    public synchronized Answer replace(String id, Call call) {
        Dialect now = dialect.get();
        if (now.has(Updates.Put.REFUSED)) {
            throw ScimError.of(405, "PUT is not supported");
        }
        Entry before = stored(id).orElseThrow(UserResources::notFound);
        JsonNode input = call.json();
        if (now.has(Updates.Oddity.PUT_NEEDS_ID) && !input.path("id").asText().equals(id)) {
            throw ScimError.of(400, "Invalid reference");
        }
        ObjectNode sent = Canonical.resource(USER, new UserInput(now).body(input));
        if (now.has(Updates.Put.MERGES)) {
            ObjectNode merged = before.body().deepCopy();
            merged.setAll(sent);
            sent = merged;
        }
        return changed(call, before, sent);
    }

    @Override
    public synchronized Answer patch(String id, Call call) {
        Dialect now = dialect.get();
        now.find(Updates.NoPatch.class).ifPresent(refusal -> {
            throw ScimError.of(refusal.status(), "PATCH is not supported");
        });
        Entry before = stored(id).orElseThrow(UserResources::notFound);
        JsonNode request = new UserInput(now).patch(call.json());
        boolean nothingLeft = request.path("Operations").isEmpty();
        ObjectNode body = nothingLeft ? before.body().deepCopy() : Patch.apply(USER, before.body(), request);
        return changed(call, before, body);
    }

    @Override
    public synchronized Answer delete(String id, Call call) {
        Dialect now = dialect.get();
        Activity.Deletion deletion = now.choice(Activity.Deletion.HARD);
        switch (deletion) {
            case FORBIDDEN -> throw ScimError.of(403, "users are not deleted");
            case NOT_ALLOWED -> throw ScimError.of(405, "users are not deleted");
            case HARD, DISABLES, SOFT -> {}
        }
        Entry before = stored(id).filter(this::isEnabledOrShown).orElseThrow(UserResources::notFound);
        UserRules.unlocked(now, before.text("userName"));
        if (deletion == Activity.Deletion.HARD) {
            directory.delete(USER, id, call.ifMatch());
            return Answer.empty(204);
        }
        ObjectNode disabled = before.body().deepCopy();
        directory.put(id, call.ifMatch(), disabled.put("active", false), USER, call.projection(), Sight.CLEAR);
        remember(before);
        if (deletion == Activity.Deletion.SOFT) {
            directory.leaveGroups(id);
            deleted.add(id);
        }
        return Answer.empty(204);
    }

    @Override
    public Sight sight() {
        return UserSight.of(dialect.get(), deleted, formers, clock.instant());
    }

    /** What the answer to a write shows: what was written, at once. */
    private Sight written() {
        return UserSight.of(dialect.get(), deleted, Map.of(), clock.instant());
    }

    @Override
    public Projection projection(Projection asked) {
        return asked;
    }

    /** Ends the time for which softly deleted accounts are kept: their names are free again. */
    synchronized void purge() {
        deleted.forEach(id -> directory.entry(USER, id).ifPresent(_ -> directory.delete(USER, id, "")));
        deleted.clear();
    }

    private Answer changed(Call call, Entry before, ObjectNode body) {
        Dialect now = dialect.get();
        UserRules rules = new UserRules(now);
        UserRules.unlocked(now, before.text("userName"));
        rules.changed(call.method(), before, body);
        expectManager(now, body);
        boolean active = body.path("active").asBoolean();
        if (!active && !isEnabledOrShown(before)) {
            throw notFound();
        }
        if (active && !before.active()) {
            rules.seat(seatsTaken());
        }
        View view = directory.put(before.id(), call.ifMatch(), body, USER, call.projection(), written());
        remember(before);
        if (!active && now.has(Activity.Inactive.DELETED)) {
            directory.delete(USER, before.id(), "");
        }
        return Answer.showing(200, view);
    }

    /** What readers go on seeing for a while, where the dialect has such a while. */
    private void remember(Entry before) {
        if (dialect.get().find(LookUps.ChangesShownAfter.class).isPresent()) {
            formers.put(before.id(), new UserSight.Former(before, clock.instant()));
        }
    }

    private void expectManager(Dialect now, ObjectNode body) {
        JsonNode manager = body.path(ENTERPRISE).path("manager").path("value");
        if (now.has(Values.Oddity.UNKNOWN_MANAGER_REFUSED)
                && manager.isTextual()
                && stored(manager.textValue()).isEmpty()) {
            throw ScimError.invalidValue("manager: nobody has this id");
        }
    }

    private boolean isEnabledOrShown(Entry entry) {
        return entry.active() || !dialect.get().has(Activity.Disabled.NOT_FOUND);
    }

    private Optional<Entry> stored(String id) {
        return directory.entry(USER, id).filter(_ -> !deleted.contains(id));
    }

    /** The disabled or softly deleted account that has the name. */
    private Optional<Entry> former(String userName) {
        return directory.ids(USER, "userName", userName).stream()
                .flatMap(id -> directory.entry(USER, id).stream())
                .filter(entry -> !entry.active())
                .findFirst();
    }

    private int seatsTaken() {
        return (int) directory.entries(USER).stream().filter(Entry::active).count();
    }

    private static ScimError notFound() {
        return ScimError.of(404, "User not found");
    }
}
