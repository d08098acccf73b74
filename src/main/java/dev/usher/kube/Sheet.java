package dev.usher.kube;

import dev.usher.domain.account.PartsDigest;
import dev.usher.domain.safety.Member;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * A part of the ledger that never changes, known by a digest of what it holds: it is stored before a page names it, and goes
 * after no page does.
 *
 * @param text the digests of members, eight bytes each, in order, as Base64
 */
record Sheet(String id, String text) {
    /** So many fit into one Secret, which holds a megabyte. */
    static final int MOST = 80_000;

    private static final int ID_BYTES = 8;

    /** The sheets that hold these. */
    static List<Sheet> of(Set<Member> members) {
        var sorted = members.stream().mapToLong(Member::digest).sorted().toArray();
        var sheets = new ArrayList<Sheet>();
        for (var from = 0; from < sorted.length; from += MOST) {
            sheets.add(of(text(sorted, from, Math.min(MOST, sorted.length - from))));
        }
        return sheets;
    }

    private static Sheet of(String text) {
        var digest = new PartsDigest();
        digest.add(text);
        return new Sheet(HexFormat.of().formatHex(digest.finish(), 0, ID_BYTES), text);
    }

    private static String text(long[] digests, int from, int count) {
        var bytes = ByteBuffer.allocate(count * Long.BYTES);
        bytes.asLongBuffer().put(digests, from, count);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /** A few, without a sheet of their own. */
    static String inline(Set<Member> members) {
        return of(members).stream().map(Sheet::text).findFirst().orElse("");
    }

    /** Whom such a text names. */
    static Set<Member> members(String text) {
        var members = new HashSet<Member>();
        var longs = ByteBuffer.wrap(Base64.getDecoder().decode(text)).asLongBuffer();
        while (longs.hasRemaining()) {
            members.add(new Member(longs.get()));
        }
        return members;
    }

    /** Whether it is what its name says. */
    boolean isWhole() {
        return of(text).id().equals(id);
    }
}
