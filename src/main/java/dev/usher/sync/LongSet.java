package dev.usher.sync;

/** A set of numbers that are spread as evenly as hashes are; each takes ten bytes at most, where there are many. */
final class LongSet {
    private static final long FREE = 0;
    private static final int FEW = 16;

    private long[] slots = new long[FEW];
    private int size;

    /** Says whether it is new here. */
    boolean add(long number) {
        var mine = kept(number);
        var at = at(mine);
        if (slots[at] == mine) {
            return false;
        }
        slots[at] = mine;
        size++;
        if (size >= slots.length / 10 * 9) {
            grow();
        }
        return true;
    }

    boolean contains(long number) {
        var mine = kept(number);
        return slots[at(mine)] == mine;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int bytes() {
        return slots.length * Long.BYTES;
    }

    /** Where it is, or where there is room for it. */
    private int at(long number) {
        var at = (int) Math.unsignedMultiplyHigh(number, slots.length);
        while (slots[at] != FREE && slots[at] != number) {
            at = at + 1 == slots.length ? 0 : at + 1;
        }
        return at;
    }

    /** By a tenth, since twice as much room would be empty for the most part. */
    private void grow() {
        var before = slots;
        slots = new long[before.length + Math.max(FEW, before.length / 10)];
        for (var number : before) {
            if (number != FREE) {
                slots[at(number)] = number;
            }
        }
    }

    private static long kept(long number) {
        return number == FREE ? 1 : number;
    }
}
