package dev.usher.log;

/** Pieces of work, each of which somebody may want to see as a whole: how long it took, what was within it, how it ended. */
public interface Spans {
    /** Nobody wants to see any: whatever is done is about the same, and nothing else is kept. */
    Spans NONE = new Spans() {
        @Override
        public <T, X extends Throwable> T during(String what, Context about, Work<T, X> work) throws X {
            return about.call(() -> work.in(UnderWay.NONE));
        }

        @Override
        public <T, X extends Throwable> T ifNotable(String what, Context about, ScopedValue.CallableOp<T, X> work)
                throws X {
            return about.call(work);
        }
    };

    /**
     * Does something that is about this, and tells of it.
     *
     * @param what kind of work it is; such kinds are few
     */
    <T, X extends Throwable> T during(String what, Context about, Work<T, X> work) throws X;

    /** The same, and tells of it only where it failed or took long: work of which there is much, and mostly nothing to see. */
    <T, X extends Throwable> T ifNotable(String what, Context about, ScopedValue.CallableOp<T, X> work) throws X;

    /** What is done. */
    @FunctionalInterface
    interface Work<T, X extends Throwable> {
        T in(UnderWay span) throws X;
    }

    /** One piece of work while it is under way. */
    @FunctionalInterface
    interface UnderWay {
        /** Nobody wants to see it. */
        UnderWay NONE = (field, value) -> {};

        /** More that is known of it by now, such as how it ended. */
        void says(Field field, String value);
    }
}
