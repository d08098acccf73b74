package dev.usher.ldap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Ids that Active Directory keeps as bytes, as its own tools write them. */
public final class BinaryId {
    private static final int GUID_BYTES = 16;
    private static final int SID_HEAD = 8;
    private static final int SID_PART = 4;
    private static final int MOST_SID_PARTS = 15;
    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern SID = Pattern.compile("S-\\d{1,3}-\\d{1,15}(-\\d{1,10}){0," + MOST_SID_PARTS + "}");

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

    /** The bytes of which {@link #guid} makes this text; empty where there are none. */
    public static Optional<byte[]> ofGuid(String text) {
        if (!GUID.matcher(text).matches()) {
            return bytes(text);
        }
        var id = UUID.fromString(text);
        var first = id.getMostSignificantBits();
        return Optional.of(ByteBuffer.allocate(GUID_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) (first >>> 32))
                .putShort((short) (first >>> 16))
                .putShort((short) first)
                .order(ByteOrder.BIG_ENDIAN)
                .putLong(id.getLeastSignificantBits())
                .array());
    }

    /** The bytes of which {@link #sid} makes this text; empty where there are none. */
    public static Optional<byte[]> ofSid(String text) {
        if (!SID.matcher(text).matches()) {
            return bytes(text);
        }
        try {
            var numbers = Stream.of(text.substring(2).split("-", -1))
                    .map(Long::parseUnsignedLong)
                    .toList();
            var parts = numbers.subList(2, numbers.size());
            var all = ByteBuffer.allocate(SID_HEAD + parts.size() * SID_PART);
            all.putLong(numbers.get(0) << 56 | (long) parts.size() << 48 | numbers.get(1));
            all.order(ByteOrder.LITTLE_ENDIAN);
            parts.forEach(part -> all.putInt(part.intValue()));
            return Optional.of(all.array()).filter(bytes -> sid(bytes).equals(text));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> bytes(String hex) {
        try {
            return Optional.of(HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
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
