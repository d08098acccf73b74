package dev.usher.kube;

import dev.usher.domain.feed.Draft;
import dev.usher.domain.feed.Missed;
import dev.usher.domain.feed.Person;
import dev.usher.domain.feed.Stamp;
import dev.usher.domain.feed.Target;
import dev.usher.source.People;
import dev.usher.source.SourceId;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Applies what sources say by server-side apply, under two field managers a source: one for whether somebody works here, which is
 * forced, and one for all else, which is not.
 *
 * <p>Whoever is new is made whole by one apply of the second one, since rules would give somebody without a department nothing; the
 * first one then takes its own part over, before the second one says anything without it.
 */
public final class AppliedPeople implements People {
    /** Before the name of a source: the annotation by which its next run knows what it said last. */
    public static final String SAID = "source.usher.dev/";

    /** The same of whether somebody works here. */
    public static final String SAID_OF_LIFE = "life.source.usher.dev/";

    /** The same of in how many runs in a row somebody was not listed. */
    public static final String MISSED = "missed.source.usher.dev/";

    /** The annotation by which somebody says that a user gets another name, or keeps the one they have. */
    public static final String CONFIRMED = "usher.dev/confirm-rename";

    private static final String MANAGER = "usher/source/";
    private static final String OF_LIFE = "/life";
    private static final String OF_MISSING = "/missed";
    private static final String LISTED = "0";
    private static final String KEY = Target.EXTERNAL_ID.path();
    private static final int UNPROCESSABLE = 422;

    /** What says of a start and of an end no more than that there is none. */
    private static final String LONG_AGO = "1970-01-01";

    private static final String FAR_AHEAD = "9999-12-31";

    /** Others may take fields while it is being said. */
    private static final int ATTEMPTS = 3;

    private final KubernetesClient client;
    private final BooleanSupplier inCharge;
    private final Precedence precedence;

    /** Which source of a namespace goes before another one. */
    @FunctionalInterface
    public interface Precedence {
        /** Whether what a source says of a field counts where another one, by its name, has said something else. */
        boolean isBefore(SourceId source, String other, String path);
    }

    /** @param inCharge whether this operator is */
    public AppliedPeople(KubernetesClient client, BooleanSupplier inCharge, Precedence precedence) {
        this.client = client;
        this.inCharge = inCharge;
        this.precedence = precedence;
    }

    @Override
    public Answer create(SourceId source, String name, Draft draft, Stamp life, Stamp rest) {
        var document = UserDocument.of(source, name)
                .describing(draft.attributes(), rest)
                .employing(source.employment(draft.key()), draft.life());
        return answer(() -> {
            var made = send(document, MANAGER + source.name(), false);
            return made.isEmpty()
                    ? new Answer.Failed()
                    : live(
                            UserDocument.of(source, name).only(made.get().getUid()),
                            Optional.ofNullable(draft.attributes().get(KEY)),
                            draft,
                            life);
        });
    }

    @Override
    public Answer live(SourceId source, Person person, Draft draft, Stamp stamp) {
        var key = Optional.ofNullable(person.values().get(KEY));
        return answer(() -> {
            var surplus = new TreeMap<>(person.life());
            surplus.keySet().removeAll(draft.life().keySet());
            if (!surplus.isEmpty()) {
                // What others have written is theirs until something else is said of it; only then can it be given up.
                surplus.replaceAll((path, value) -> path.equals(Target.START_TIME.path()) ? LONG_AGO : FAR_AHEAD);
                surplus.putAll(draft.life());
                var taken = live(document(source, person), key, draft.living(surplus), stamp);
                if (!(taken instanceof Answer.Done)) {
                    return taken;
                }
            }
            return live(document(source, person), key, draft, stamp);
        });
    }

    @Override
    public Answer miss(SourceId source, Person person, Optional<Missed> note) {
        return answer(() -> {
            // What others have written is theirs until something else is said of it; only then can it be given up.
            var said = miss(source, person, note.map(Missed::text).orElse(LISTED));
            return note.isPresent() || !(said instanceof Answer.Done) ? said : miss(source, person, "");
        });
    }

    private Answer miss(SourceId source, Person person, String text) {
        var document = document(source, person).missing(text);
        return answered(send(document, MANAGER + source.name() + OF_MISSING, true), Set.of());
    }

    private static UserDocument document(SourceId source, Person person) {
        return UserDocument.of(source, person.name()).only(person.uid());
    }

    /** Whoever says the key of the person once says it for ever, since it cannot be taken out again. */
    private Answer live(UserDocument document, Optional<String> key, Draft draft, Stamp stamp) {
        var said = document.living(key, draft, stamp);
        return answered(send(said, MANAGER + document.source().name() + OF_LIFE, true), Set.of());
    }

    @Override
    public Answer describe(SourceId source, Person person, Draft draft, Stamp stamp) {
        var values = draft.description();
        var name = Optional.ofNullable(person.values().get(Target.USER_NAME.path()))
                .filter(there -> !values.containsKey(Target.USER_NAME.path()));
        return answer(() -> {
            try {
                return describe(source, person, values, stamp);
            } catch (KubernetesClientException e) {
                if (e.getCode() != UNPROCESSABLE || name.isEmpty()) {
                    throw e;
                }
                // A user cannot be without a login name, which this source alone has said.
                values.put(Target.USER_NAME.path(), name.get());
                return describe(source, person, values, stamp);
            }
        });
    }

    private Answer describe(SourceId source, Person person, SortedMap<String, String> values, Stamp stamp) {
        var left = new TreeSet<String>();
        // Of whoever comes back after their data was taken out, nobody else has any.
        var isForced = person.isForgotten();
        for (var attempt = 1; attempt <= ATTEMPTS; attempt++) {
            var mine = new TreeMap<>(values);
            mine.keySet().removeAll(left);
            var said = document(source, person).describing(mine, stamp.leaving(left));
            try {
                return answered(send(said, MANAGER + source.name(), isForced), left);
            } catch (KubernetesClientException e) {
                if (!FieldConflicts.isOne(e)) {
                    throw e;
                }
                FieldConflicts.of(e, mine.keySet()).stream()
                        .filter(one -> !goesBefore(source, one))
                        .map(FieldConflicts.One::path)
                        .forEach(left::add);
                // What is left in conflict by then is of sources with less of a say, or a note of this one.
                isForced = true;
            }
        }
        return new Answer.Failed();
    }

    private boolean goesBefore(SourceId source, FieldConflicts.One conflict) {
        var manager = conflict.manager();
        return manager.startsWith(MANAGER)
                && precedence.isBefore(
                        source, manager.substring(MANAGER.length()).replaceFirst(OF_LIFE + "$", ""), conflict.path());
    }

    /** Returns the metadata of the user that was written; nothing where this operator is not in charge. */
    private Optional<ObjectMeta> send(UserDocument document, String manager, boolean isForced) {
        if (!inCharge.getAsBoolean()) {
            return Optional.empty();
        }
        return Optional.of(client.resource(document.content())
                .patch(new PatchContext.Builder()
                        .withPatchType(PatchType.SERVER_SIDE_APPLY)
                        .withFieldManager(manager)
                        .withForce(isForced)
                        .build())
                .getMetadata());
    }

    private static Answer answered(Optional<ObjectMeta> written, Set<String> left) {
        return written.<Answer>map(user -> new Answer.Done(
                        left, Optional.ofNullable(user.getGeneration()).orElse(0L)))
                .orElseGet(Answer.Failed::new);
    }

    private static Answer answer(Supplier<Answer> call) {
        try {
            return call.get();
        } catch (KubernetesClientException e) {
            return switch (e.getCode()) {
                case UNPROCESSABLE, HttpURLConnection.HTTP_BAD_REQUEST ->
                    new Answer.Refused(FieldConflicts.refusedField(e));
                case HttpURLConnection.HTTP_FORBIDDEN -> new Answer.Forbidden();
                default -> new Answer.Failed();
            };
        }
    }
}
