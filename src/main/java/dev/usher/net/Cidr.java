package dev.usher.net;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.regex.Pattern;

/**
 * A block of addresses in CIDR notation (RFC 4632, RFC 4291 section 2.3), such as {@code 10.0.0.0/8} or {@code fd00::/8}.
 *
 * @param network the first address of the block; the bits beyond the prefix are zero
 * @param prefix how many leading bits the addresses of the block share: 0 to 32, or 0 to 128
 */
public record Cidr(InetAddress network, int prefix) {

    private static final Pattern FOUR_NUMBERS = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");
    private static final Pattern IPV6_CHARACTERS = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /** @throws IllegalArgumentException if the prefix is too long, or the network has bits beyond it */
    public Cidr {
        byte[] bytes = network.getAddress();
        if (prefix < 0 || prefix > bytes.length * Byte.SIZE) {
            throw new IllegalArgumentException(
                    "the prefix /" + prefix + " is not between 0 and " + bytes.length * Byte.SIZE);
        }
        for (int bit = prefix; bit < bytes.length * Byte.SIZE; bit++) {
            if (bitOf(bytes, bit)) {
                throw new IllegalArgumentException(network.getHostAddress() + "/" + prefix
                        + " has bits beyond its prefix: write the first address of the block");
            }
        }
    }

    /**
     * Reads {@code address/prefix}.
     *
     * @throws IllegalArgumentException if the text is anything else; the message says what to write
     */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a block of addresses: write 10.0.0.0/8, or 10.0.0.7/32 for one address");
        }
        String length = text.substring(slash + 1);
        if (!length.matches("\\d{1,3}")) {
            throw new IllegalArgumentException("\"" + text + "\" does not end in /prefix, such as /24");
        }
        return new Cidr(literal(text.substring(0, slash)), Integer.parseInt(length));
    }

    /** Whether the address lies in this block; an address of the other family never does. */
    public boolean contains(InetAddress address) {
        byte[] ours = network.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            if (bitOf(ours, bit) != bitOf(theirs, bit)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads an address in its usual form, four decimal numbers or IPv6, and never asks a name server. The decimal, octal,
     * hexadecimal and shortened forms of IPv4 that some resolvers know are refused, because readers disagree on them.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    static InetAddress literal(String text) {
        if (FOUR_NUMBERS.matcher(text).matches()) {
            return Inet4Address.ofLiteral(text);
        }
        if (IPV6_CHARACTERS.matcher(text).matches()) {
            return Inet6Address.ofLiteral(text);
        }
        throw new IllegalArgumentException("\"" + text + "\" is not an IP address in its usual form");
    }

    private static boolean bitOf(byte[] bytes, int bit) {
        return (bytes[bit / Byte.SIZE] >> (Byte.SIZE - 1 - bit % Byte.SIZE) & 1) == 1;
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefix;
    }
}
