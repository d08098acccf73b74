package dev.usher.sync;

/**
 * How events come to a process.
 *
 * @param lag a cache shows what was before for up to so many looks more; 0: none
 * @param events what becomes of the events that tell of a change
 * @param hurried whether a story goes on before it is as decided
 */
record Weather(int lag, Events events, boolean hurried) {
    static final Weather FAIR = new Weather(0, Events.ONCE, false);

    /** What becomes of events. */
    enum Events {
        ONCE,
        /** Nobody hears of the change before everybody is looked at once more. */
        LOST,
        /** It comes more than once, among others in any order. */
        AGAIN
    }

    @Override
    public String toString() {
        return lag + "." + events + (hurried ? ".HURRIED" : "");
    }

    static Weather of(String text) {
        var parts = text.split("\\.", -1);
        return new Weather(Integer.parseInt(parts[0]), Events.valueOf(parts[1]), parts.length > 2);
    }
}
