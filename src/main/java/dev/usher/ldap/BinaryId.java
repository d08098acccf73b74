package dev.usher.ldap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.UUID;

/** Ids that Active Directory keeps as bytes, as its own tools write them. */
public final class BinaryId {
    private static final int GUID_BYTES = 16;
    private static final int SID_HEAD = 8;
    private static final int SID_PART = 4;
    private static final int MOST_SID_PARTS = 15;

    private BinaryId() {}

    /** A GUID (MS-DTYP section 2.3.4), the first three parts of which are stored with their lowest byte first; of anything else its bytes. */
    public static String guid(byte[] bytes) {
        if (bytes.length != GUID_BYTES) {
            return HexFormat.of().formatHex(bytes);
        }
        var small = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        var first = Integer.toUnsignedLong(small.getInt());
        var second = Short.toUnsignedLong(small.getShort());
        var third = Short.toUnsignedLong(small.getShort());
        var rest = small.order(ByteOrder.BIG_ENDIAN).getLong();
        return new UUID(first << 32 | second << 16 | third, rest).toString();
    }

    /** A SID (MS-DTYP section 2.4.2), such as {@code S-1-5-21-1004336348-1177238915-682003330-512}; of anything else its bytes. */
    public static String sid(byte[] bytes) {
        var parts = bytes.length < SID_HEAD ? -1 : bytes[1];
        if (parts < 0 || parts > MOST_SID_PARTS || bytes.length != SID_HEAD + parts * SID_PART) {
            return HexFormat.of().formatHex(bytes);
        }
        var all = ByteBuffer.wrap(bytes);
        var authority = all.getLong() & 0xffffffffffffL;
        var text = new StringBuilder("S-")
                .append(Byte.toUnsignedInt(bytes[0]))
                .append('-')
                .append(authority);
        all.order(ByteOrder.LITTLE_ENDIAN);
        while (all.hasRemaining()) {
            text.append('-').append(Integer.toUnsignedLong(all.getInt()));
        }
        return text.toString();
    }
}
