package dev.usher.audit;

import dev.usher.connector.Change;
import dev.usher.connector.ChangeId;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.outcome.Failure;
import dev.usher.sync.Decided;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Entries as events of the Open Cybersecurity Schema Framework. */
final class Ocsf {
    /** The version of the schema that the records follow. */
    static final String VERSION = "1.9.0-dev";

    private static final String PRODUCT = "Usher";
    private static final int INFORMATIONAL = 1;

    private final Origin origin;
    private final Pseudonyms pseudonyms;
    private final Function<AppId, Optional<Tenant>> tenants;

    /** @param tenants what the account ids of an app mean now */
    Ocsf(Origin origin, Pseudonyms pseudonyms, Function<AppId, Optional<Tenant>> tenants) {
        this.origin = origin;
        this.pseudonyms = pseudonyms;
        this.tenants = tenants;
    }

    /** The line of an entry that has this place. */
    byte[] line(Entry entry, long sequence, Chain.Link link) {
        return Line.of(line -> {
            switch (entry) {
                case Entry.OfWrite write -> write(line, write, sequence, link);
                case Entry.OfDecision decision -> decision(line, decision, sequence, link);
                case Entry.OfCheckpoint checkpoint -> checkpoint(line, checkpoint, sequence, link);
                case Entry.OfResumption resumption -> resumption(line, resumption, sequence, link);
            }
        });
    }

    private void write(Line line, Entry.OfWrite write, long sequence, Chain.Link link) {
        var code = write.outcome().isPresent() ? "result" : "intent";
        var status = write.outcome().map(Status::of).orElse(Status.INTENDED);
        head(line, write, Activity.of(write.change()), status);
        actor(line, Optional.empty());
        target(line, write);
        metadata(line, code, sequence, write.correlation());
        line.with("unmapped", unmapped -> more(write, unmapped, link));
    }

    private void decision(Line line, Entry.OfDecision decision, long sequence, Chain.Link link) {
        var decided = decision.decided();
        head(line, decision, Activity.of(decided.what()), Status.SUCCESS);
        actor(line, decided.actor());
        target(line, decided);
        metadata(line, "decision", sequence, Optional.empty());
        line.with("unmapped", unmapped -> Particulars.more(decided, unmapped, chained(link)));
    }

    private void checkpoint(Line line, Entry.OfCheckpoint checkpoint, long sequence, Chain.Link link) {
        head(line, checkpoint, Activity.CHECKPOINT, Status.SUCCESS);
        checkpoint.app().ifPresent(app -> app(line, app));
        metadata(line, "checkpoint", sequence, Optional.empty());
        line.with("unmapped", unmapped -> sum(checkpoint, unmapped, link));
    }

    private void resumption(Line line, Entry.OfResumption resumption, long sequence, Chain.Link link) {
        head(line, resumption, Activity.RESUMED, Status.SUCCESS);
        metadata(line, "resumption", sequence, Optional.empty());
        line.with("unmapped", unmapped -> {
            unmapped.with("failing_since", resumption.since().toString()).with("lost", resumption.lost());
            chained(link).write(unmapped);
        });
    }

    private static void head(Line line, Entry entry, Activity activity, Status status) {
        line.with("class_uid", activity.classUid())
                .with("class_name", activity.className())
                .with("category_uid", activity.categoryUid())
                .with("category_name", activity.categoryName())
                .with("activity_id", activity.id())
                .with("activity_name", activity.name())
                .with("type_uid", activity.typeUid())
                .with("time", entry.time().toEpochMilli())
                .with("severity_id", INFORMATIONAL)
                .with("severity", "Informational")
                .with("status_id", status.id())
                .with("status", status.name())
                .with("status_code", status.why().map(Failure::reason))
                .with("status_detail", status.why().map(Failure::message));
    }

    private void actor(Line line, Optional<Decided.Actor> stated) {
        line.with("actor", actor -> {
            actor.with("app_name", PRODUCT).with("app_uid", origin.installation());
            stated.ifPresent(who -> actor.with("user", user -> user.with("name", who.name())));
        });
    }

    private void target(Line line, Entry.OfWrite write) {
        if (write.change() instanceof Change.Define define) {
            line.with(
                    "entity",
                    entity -> entity.with("type", define.entitlement().kind())
                            .with("name", define.entitlement().value()));
        } else {
            line.with("user", user -> user(user, write.id(), account(write.change())));
        }
        entitlement(write.change())
                .ifPresent(what -> line.withOne("iam_roles", role -> role.with("name", what.value())));
        app(line, write.id().app());
    }

    private void user(Line user, ChangeId id, Optional<RemoteId> account) {
        user.with("uid", pseudonyms.of(id.identity()));
        account.ifPresent(known -> user.with("account", one -> one.with("uid", pseudonyms.of(id.app(), known))));
    }

    private void app(Line line, AppId app) {
        line.withOne(
                "resources",
                resource -> resource.with("type", "TargetApp")
                        .with("namespace", app.namespace())
                        .with("name", app.name())
                        .with("uid", tenants.apply(app).map(Tenant::fingerprint)));
    }

    private void target(Line line, Decided decided) {
        if (Activity.of(decided.what()).classUid() == Activity.USER_MANAGEMENT) {
            line.with("user", user -> user.with("uid", decided.identity().map(pseudonyms::of)));
        } else {
            line.with(
                    "entity",
                    entity -> entity.with("type", decided.about().kind())
                            .with(
                                    "name",
                                    decided.about().namespace() + "/"
                                            + decided.about().name()));
        }
        Particulars.role(decided.what())
                .ifPresent(role -> line.withOne(
                        "iam_roles",
                        one -> one.with("name", role.name()).with("uid", role.namespace() + "/" + role.name())));
        decided.app().ifPresent(app -> app(line, app));
    }

    private void metadata(Line line, String code, long sequence, Optional<String> correlation) {
        line.with(
                "metadata",
                metadata -> metadata.with("version", VERSION)
                        .with(
                                "product",
                                product -> product.with("name", PRODUCT)
                                        .with("vendor_name", PRODUCT)
                                        .with("version", origin.version()))
                        .with("event_code", code)
                        .with("uid", origin.stream() + "-" + sequence)
                        .with("sequence", sequence)
                        .with("correlation_uid", correlation));
    }

    private void more(Entry.OfWrite write, Line line, Chain.Link link) {
        write.outcome().ifPresent(outcome -> line.with("outcome", Status.name(outcome)));
        entitlement(write.change()).ifPresent(what -> line.with("entitlement_kind", what.kind()));
        var names = attributes(write.change());
        if (!names.isEmpty()) {
            line.with("attributes", names);
        }
        if (write.change() instanceof Change.Create create) {
            line.with("enabled", create.desired().enabled());
        }
        if (write.late()) {
            line.with("late", true);
        }
        chained(link).write(line);
    }

    private void sum(Entry.OfCheckpoint checkpoint, Line line, Chain.Link link) {
        var sum = checkpoint.sum();
        line.with("intents", sum.intents())
                .with("results", results -> sum.results().forEach(results::with))
                .with("decisions", sum.decisions())
                .with("first_sequence", sum.first())
                .with("last_sequence", sum.last());
        checkpoint
                .heads()
                .ifPresent(heads -> line.with("last", true).with("heads", digests -> heads.forEach(digests::with)));
        chained(link).write(line);
    }

    private Line.Fields chained(Chain.Link link) {
        return line -> line.with("stream", origin.stream())
                .with("epoch", origin.epoch())
                .with(
                        "chain",
                        chain -> chain.with("of", link.of())
                                .with("day", link.day().toString())
                                .with("number", link.number())
                                .with("previous", link.previous()));
    }

    /** The names of what is set or cleared; the values are nobody's business here. */
    private static Set<String> attributes(Change change) {
        var names = new TreeSet<String>();
        switch (change) {
            case Change.Create create -> {
                names.addAll(create.desired().atCreation().values().keySet());
                names.add(Attributes.EXTERNAL_ID);
            }
            case Change.Update update -> {
                names.addAll(update.delta().attributes().keySet());
                update.delta().externalId().ifPresent(any -> names.add(Attributes.EXTERNAL_ID));
                if (update.delta().enable()) {
                    names.add("active");
                }
            }
            case Change.Disable disable -> {}
            case Change.Enable enable -> {}
            case Change.Delete delete -> {}
            case Change.EndSessions end -> {}
            case Change.HandOver over -> {}
            case Change.SetPassword set -> names.add("password");
            case Change.Invite invite -> {}
            case Change.Members members -> {}
            case Change.Define define -> {}
        }
        return names;
    }

    private static Optional<Entitlement> entitlement(Change change) {
        return change instanceof Change.Members members ? Optional.of(members.entitlement()) : Optional.empty();
    }

    private static Optional<RemoteId> account(Change change) {
        return switch (change) {
            case Change.Create create -> Optional.empty();
            case Change.Update update -> Optional.of(update.account());
            case Change.Disable disable -> Optional.of(disable.account());
            case Change.Enable enable -> Optional.of(enable.account());
            case Change.Delete delete -> Optional.of(delete.account());
            case Change.EndSessions end -> Optional.of(end.account());
            case Change.HandOver over -> Optional.of(over.account());
            case Change.SetPassword set -> Optional.of(set.account());
            case Change.Invite invite -> Optional.of(invite.account());
            case Change.Members members ->
                members.add().stream()
                        .findFirst()
                        .or(() -> members.remove().stream().findFirst())
                        .map(Change.Member::account);
            case Change.Define define -> Optional.empty();
        };
    }
}
