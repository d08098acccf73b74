package dev.usher.domain.account;

/** A set of numbers that are spread as evenly as hashes are; each takes ten bytes at most, where there are many. */
public final class LongSet {
    private static final long FREE = 0;
    private static final int FEW = 16;

    private long[] slots = new long[FEW];
    private int size;

    /**
     * The number that stands for a text.
     *
     * @param kind of what it is; equal texts of two kinds have two numbers
     */
    public static long digest(long kind, String text) {
        var hash = kind;
        for (var at = 0; at < text.length(); at++) {
            hash = (hash ^ text.charAt(at)) * 0x100000001b3L;
        }
        return spread(hash);
    }

    private static long spread(long hash) {
        var mixed = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    /** Says whether it is new here. */
    public boolean add(long number) {
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

    public boolean contains(long number) {
        var mine = kept(number);
        return slots[at(mine)] == mine;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public int size() {
        return size;
    }

    public int bytes() {
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
