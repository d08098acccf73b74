package dev.usher.sync;

/**
 * One end of a process: at which call, and how; its text is its name, by which it can be repeated.
 *
 * @param number which call of that kind, counted from one since the process began, or since the story did
 * @param landing after how many calls of the next process that takes effect which was under way; where it matters
 */
record Crash(Site site, int number, Way way, int landing) {
    /** It lands before the next process begins. */
    static final int AT_ONCE = 0;

    /** It lands once everything is as decided. */
    static final int AT_THE_END = Integer.MAX_VALUE;

    /** How a process ends. */
    enum Way {
        /** Nothing happened yet. */
        BEFORE,
        /** It happened, and nobody was told. */
        AFTER,
        /** It happened and was answered, and the next thing that had to be recorded was not. */
        UNRECORDED,
        /** It was on its way, and happens while another process is at work. */
        LATE,
        /** It does not end: it stands still, and goes on when another one has taken over. */
        PAUSED;

        boolean lands() {
            return this == LATE || this == PAUSED;
        }
    }

    @Override
    public String toString() {
        return site + "." + number + "." + way + (way.lands() ? "." + landing : "");
    }

    static Crash of(String text) {
        var parts = text.split("\\.", -1);
        return new Crash(
                Site.valueOf(parts[0]),
                Integer.parseInt(parts[1]),
                Way.valueOf(parts[2]),
                parts.length > 3 ? Integer.parseInt(parts[3]) : AT_ONCE);
    }
}
