package dev.usher.net;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Addresses that are not of the public internet: the IANA special-purpose registries (RFC 6890), multicast, and the
 * metadata services of clouds. IPv6 is judged by what is public (2000::/3 without its special blocks), so that a block
 * which is assigned later is refused until it is known.
 */
final class SpecialPurpose {

    private record Block(Cidr cidr, Reason reason) {
        static Block of(String cidr, Reason reason) {
            return new Block(Cidr.parse(cidr), reason);
        }
    }

    /** The first match decides, so the narrower blocks stand first. */
    private static final List<Block> BLOCKS = List.of(
            Block.of("169.254.169.254/32", Reason.METADATA),
            Block.of("100.100.100.200/32", Reason.METADATA), // Alibaba
            Block.of("192.0.0.192/32", Reason.METADATA), // Oracle
            Block.of(
                    "168.63.129.16/32",
                    Reason.METADATA), // Azure: a public address that only a virtual machine's host answers
            Block.of("fd00:ec2::254/128", Reason.METADATA),
            Block.of("fd20:ce::254/128", Reason.METADATA), // Google
            Block.of("0.0.0.0/8", Reason.UNSPECIFIED),
            Block.of("10.0.0.0/8", Reason.PRIVATE),
            Block.of("100.64.0.0/10", Reason.SHARED),
            Block.of("127.0.0.0/8", Reason.LOOPBACK),
            Block.of("169.254.0.0/16", Reason.LINK_LOCAL),
            Block.of("172.16.0.0/12", Reason.PRIVATE),
            Block.of("192.0.0.0/24", Reason.RESERVED),
            Block.of("192.0.2.0/24", Reason.RESERVED),
            Block.of("192.88.99.0/24", Reason.RESERVED),
            Block.of("192.168.0.0/16", Reason.PRIVATE),
            Block.of("198.18.0.0/15", Reason.RESERVED),
            Block.of("198.51.100.0/24", Reason.RESERVED),
            Block.of("203.0.113.0/24", Reason.RESERVED),
            Block.of("224.0.0.0/4", Reason.MULTICAST),
            Block.of("240.0.0.0/4", Reason.RESERVED),
            Block.of("::/128", Reason.UNSPECIFIED),
            Block.of("::1/128", Reason.LOOPBACK),
            Block.of("fc00::/7", Reason.PRIVATE),
            Block.of("fe80::/10", Reason.LINK_LOCAL),
            Block.of("fec0::/10", Reason.PRIVATE),
            Block.of("ff00::/8", Reason.MULTICAST),
            Block.of("2001::/23", Reason.RESERVED), // Teredo, benchmarks, ORCHID
            Block.of("2001:db8::/32", Reason.RESERVED),
            Block.of("2002::/16", Reason.RESERVED), // 6to4
            Block.of("3fff::/20", Reason.RESERVED));

    private static final Cidr PUBLIC_IPV6 = Cidr.parse("2000::/3");
    private static final Cidr NAT64 = Cidr.parse("64:ff9b::/96");
    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};
    private static final int EMBEDDED = 12;
    private static final int IPV6_LENGTH = 16;

    private SpecialPurpose() {}

    /** Why the address, without embedding, is not public; empty for a public one. */
    static Optional<Reason> reason(InetAddress address) {
        for (Block block : BLOCKS) {
            if (block.cidr().contains(address)) {
                return Optional.of(block.reason());
            }
        }
        return address instanceof Inet6Address && !PUBLIC_IPV6.contains(address)
                ? Optional.of(Reason.RESERVED)
                : Optional.empty();
    }

    /**
     * The IPv4 address that an IPv4-mapped (RFC 4291) or NAT64 (RFC 6052, as DNS64 makes them) address stands for, else
     * the address itself. Other forms with an IPv4 address inside are deprecated, and refused as reserved.
     */
    static InetAddress unwrapped(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean mapped = bytes.length == IPV6_LENGTH && Arrays.equals(bytes, 0, EMBEDDED, MAPPED, 0, EMBEDDED);
        if (!mapped && !NAT64.contains(address)) {
            return address;
        }
        String dotted = IntStream.range(EMBEDDED, IPV6_LENGTH)
                .mapToObj(index -> String.valueOf(Byte.toUnsignedInt(bytes[index])))
                .collect(Collectors.joining("."));
        return Inet4Address.ofLiteral(dotted);
    }
}
