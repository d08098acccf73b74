package dev.usher.log;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the work of a thread is about.
 *
 * <p>It goes with the thread that works, and ends with the work: nothing that the thread starts elsewhere is about the same unless it is told so.
 */
public final class Context {
    private static final ScopedValue<Context> CURRENT = ScopedValue.newInstance();
    private static final Context NOTHING = new Context(Map.of());

    private final Map<Field, String> values;

    private Context(Map<Field, String> values) {
        this.values = values;
    }

    /** What this thread is about; of one that was told nothing, nothing. */
    public static Context current() {
        return CURRENT.orElse(NOTHING);
    }

    /** That in addition to what this thread is about. */
    public static Context of(Field field, String value) {
        return current().with(field, value);
    }

    /** The same, and that. */
    public Context with(Field field, String value) {
        var more = new EnumMap<Field, String>(Field.class);
        more.putAll(values);
        more.put(field, value);
        return new Context(Collections.unmodifiableMap(more));
    }

    /** The same, and that, where there is anything to say; else without what was said of it before. */
    public Context with(Field field, Optional<String> value) {
        return value.map(known -> with(field, known)).orElseGet(() -> without(field));
    }

    private Context without(Field field) {
        if (!values.containsKey(field)) {
            return this;
        }
        var less = new EnumMap<Field, String>(values);
        less.remove(field);
        return new Context(Collections.unmodifiableMap(less));
    }

    /** Does something that is about this. */
    public void run(Runnable work) {
        ScopedValue.where(CURRENT, this).run(work);
    }

    /** The same, of work that has a result. */
    public <T, X extends Throwable> T call(ScopedValue.CallableOp<T, X> work) throws X {
        return ScopedValue.where(CURRENT, this).call(work);
    }

    /** What is known, in the order in which fields are declared. */
    public Map<Field, String> values() {
        return values;
    }

    /** What is known of one field. */
    public Optional<String> value(Field field) {
        return Optional.ofNullable(values.get(field));
    }
}
