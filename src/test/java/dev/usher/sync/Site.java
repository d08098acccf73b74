package dev.usher.sync;

/** A call that a lane makes to the outside: the instants at which a process can die are before, in and after one. */
enum Site {
    FACTS,
    OWNERS,
    CONFIRM,
    CENSUS,
    TENURE,
    VAULT,
    OPEN,
    PING,
    OBSERVE,
    METER,
    LEDGER_LOAD(true),
    LEDGER_WRITE(true),
    INTENT(true),
    RESULT(true),
    HANDOUT(true),
    PUT(true),
    SAY(true),
    APPLY(true);

    private final boolean effect;

    Site() {
        this(false);
    }

    Site(boolean effect) {
        this.effect = effect;
    }

    /** Whether something is different afterwards. */
    boolean hasEffect() {
        return effect;
    }

    /** Whether it is there to be remembered by whoever comes next. */
    boolean records() {
        return this == LEDGER_WRITE || this == RESULT || this == PUT;
    }
}
