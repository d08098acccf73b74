package dev.usher.net;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/** As much of DER (X.690) as it takes to put a key into the form that the JDK reads. */
final class Der {
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};
    private static final int SHORT = 0x7f;

    private Der() {}

    /**
     * A key of PKCS#1 or SEC 1 in PKCS#8 (RFC 5208 section 5), which says beside it of which algorithm it is.
     *
     * @param publicKey the other half in X.509, which begins with the same words about the algorithm
     */
    static byte[] pkcs8(byte[] publicKey, byte[] key) {
        return wrapped(SEQUENCE, VERSION_0, first(publicKey), wrapped(OCTETS, key));
    }

    /** The first part of a sequence, whole. */
    private static byte[] first(byte[] sequence) {
        ByteBuffer in = ByteBuffer.wrap(sequence);
        in.get();
        length(in);
        int begin = in.position();
        in.get();
        byte[] part = new byte[length(in) + in.position() - begin];
        in.position(begin).get(part);
        return part;
    }

    private static int length(ByteBuffer in) {
        int first = Byte.toUnsignedInt(in.get());
        if (first <= SHORT) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & SHORT); i++) {
            length = length << Byte.SIZE | Byte.toUnsignedInt(in.get());
        }
        return length;
    }

    private static byte[] wrapped(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(tag);
        whole.writeBytes(lengthOf(content.size()));
        whole.writeBytes(content.toByteArray());
        return whole.toByteArray();
    }

    /** In as few bytes as it takes, which makes it DER. */
    private static byte[] lengthOf(int length) {
        if (length <= SHORT) {
            return new byte[] {(byte) length};
        }
        byte[] bytes = BigInteger.valueOf(length).toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(SHORT + 1 + bytes.length - from);
        whole.write(bytes, from, bytes.length - from);
        return whole.toByteArray();
    }
}
