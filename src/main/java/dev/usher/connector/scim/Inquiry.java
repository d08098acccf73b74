package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Op;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.scim.ListPage;
import dev.usher.scim.Resource;
import dev.usher.scim.ScimError;
import dev.usher.scim.ScimFilter;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Asks an app one thing at a time, and tells every answer from every other: nothing is judged to be the app's end. */
record Inquiry(Exchange exchange) {
    /** What came back. */
    sealed interface Reply {
        /** A page, and where its headers say that the next one is. */
        record Rows(ListPage page, Optional<String> next) implements Reply {}

        /** The app does not want to be asked so, or could not answer this. */
        record Refused(Failure why) implements Reply {
            /** Whether it would be the same another time: the app knows no such question. */
            boolean isForGood() {
                return switch (why.kind()) {
                    case UNSUPPORTED, REJECTED -> true;
                    default -> why.equals(LookUps.MISSING);
                };
            }

            String words() {
                return why.words().isEmpty() ? why.message() : why.words();
            }
        }
    }

    /**
     * A page of a collection.
     *
     * @throws AppFailure where the app could not be asked at all
     */
    Reply list(URI at) throws AppFailure {
        return ask(Ask.read(Op.LIST, Ask.Intent.LIST, at, Subject.NONE));
    }

    /** What a filter shows; the same. */
    Reply find(URI collection, ScimFilter filter) throws AppFailure {
        return ask(Ask.read(Op.LOOK_UP, Ask.Intent.FIND, Routes.where(collection, filter), Subject.NONE));
    }

    private Reply ask(Ask ask) throws AppFailure {
        return tried(
                () -> {
                    var answer = exchange.read(ask);
                    return answer.verdict() instanceof Verdict.Refused(ScimError.Type _, Failure why)
                            ? new Reply.Refused(why)
                            : new Reply.Rows(Pages.list(answer), answer.next());
                },
                Reply.Refused::new);
    }

    /** One resource, whole; empty where it cannot be read, or is said not to be there. */
    Optional<Resource> read(URI at) throws AppFailure {
        return tried(() -> one(at).taken().body(), why -> Optional.empty());
    }

    /** Why a resource that nobody has is not said to be absent; empty where it is. */
    Optional<Failure> objectionToAbsence(URI at) throws AppFailure {
        return tried(
                () -> one(at).verdict() instanceof Verdict.Absent
                        ? Optional.empty()
                        : Optional.of(Failure.of(Kind.HOSTILE, Detail.NOT_UNDERSTOOD)),
                Optional::of);
    }

    private Answer one(URI at) throws AppFailure {
        return exchange.read(Ask.read(Op.READ, Ask.Intent.READ, at, Subject.NONE));
    }

    /** A question to an app. */
    @FunctionalInterface
    private interface Question<T> {
        T ask() throws AppFailure;
    }

    /** The answer, or what a failure says that is about this question alone. */
    private static <T> T tried(Question<T> question, Function<Failure, T> otherwise) throws AppFailure {
        try {
            return question.ask();
        } catch (AppFailure e) {
            if (isOfTheApp(e.failure())) {
                throw e;
            }
            return otherwise.apply(e.failure());
        }
    }

    /** Whether nothing else could be asked either. */
    private static boolean isOfTheApp(Failure failure) {
        return switch (failure.kind()) {
            case UNAUTHORIZED, THROTTLED, WAITING -> true;
            case UNREACHABLE -> failure.detail() != Detail.STATUS;
            default -> false;
        };
    }

    static List<Resource> rows(Reply reply) {
        return switch (reply) {
            case Reply.Rows(ListPage page, var _) -> page.rows();
            case Reply.Refused _ -> List.of();
        };
    }
}
