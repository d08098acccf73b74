package dev.usher.net;

import java.net.InetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where this installation may speak to: public addresses, and the blocks that its administrator adds. Authors of
 * TargetApps have no say in it.
 *
 * @param allowed blocks beyond the public addresses
 * @param plaintext whether http may be spoken
 */
public record NetworkPolicy(List<Cidr> allowed, boolean plaintext) {

    /** Public addresses over https. */
    public static final NetworkPolicy PUBLIC_ONLY = new NetworkPolicy(List.of(), false);

    private static final int FIRST_UNPRIVILEGED_PORT = 1024;
    private static final Set<Integer> WEB_PORTS = Set.of(80, 443);
    private static final Set<Integer> DIRECTORY_PORTS = Set.of(389, 636);
    private static final int NO_PORT = -1;
    /** Container engines, etcd, Redis, kube-apiserver, kubelet and its peers, memcached. */
    private static final Set<Integer> CONTROL_PORTS =
            Set.of(2375, 2376, 2379, 2380, 6379, 6443, 10249, 10250, 10255, 10256, 10257, 10259, 11211);

    public NetworkPolicy {
        allowed = List.copyOf(allowed);
    }

    /**
     * Reads the administrator's settings.
     *
     * @param cidrs blocks separated by commas; blank for none
     * @throws IllegalArgumentException if one of them is not a block; the message says which, and what to write
     */
    public static NetworkPolicy parse(String cidrs, boolean plaintext) {
        List<Cidr> blocks = Arrays.stream(cidrs.split(",", -1))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(Cidr::parse)
                .toList();
        return new NetworkPolicy(blocks, plaintext);
    }

    /**
     * Judges what can be seen without asking a name server. An admitted name still has its addresses judged when it is
     * resolved.
     */
    public Verdict judge(URI uri) {
        String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            return new Verdict.Refused(Reason.SCHEME);
        }
        if (scheme.equals("http") && !plaintext) {
            return new Verdict.Refused(Reason.PLAINTEXT);
        }
        if (uri.getRawUserInfo() != null) {
            return new Verdict.Refused(Reason.USER_INFO);
        }
        return Host.of(uri).map(host -> judge(host, uri.getPort())).orElse(new Verdict.Refused(Reason.HOST));
    }

    /**
     * Judges the same of a server that speaks something else than HTTP; those of directories have ports of their own.
     *
     * @param encrypted whether nothing but TLS is asked for before anything else is said
     */
    public Verdict judgeServer(String host, int port, boolean encrypted) {
        if (!encrypted && !plaintext) {
            return new Verdict.Refused(Reason.PLAINTEXT);
        }
        return Host.of(host)
                .map(known -> judge(known, DIRECTORY_PORTS.contains(port) ? NO_PORT : port))
                .orElse(new Verdict.Refused(Reason.HOST));
    }

    /** Judges an address that the host, a name or the address itself, was resolved to. */
    public Verdict judge(String host, InetAddress address) {
        if (admitted(address)) {
            return new Verdict.Admitted();
        }
        Optional<Host> name = Host.of(host);
        if (name.isEmpty()) {
            return new Verdict.Refused(Reason.HOST);
        }
        if (name.get().internal()) {
            return new Verdict.Refused(Reason.INTERNAL_NAME);
        }
        return SpecialPurpose.reason(SpecialPurpose.unwrapped(address))
                .<Verdict>map(Verdict.Refused::new)
                .orElse(new Verdict.Admitted());
    }

    private Verdict judge(Host host, int port) {
        if (port == 0
                || CONTROL_PORTS.contains(port)
                || (port > 0 && port < FIRST_UNPRIVILEGED_PORT && !WEB_PORTS.contains(port))) {
            return new Verdict.Refused(Reason.PORT);
        }
        if (host.literal().isPresent()) {
            return judge(host.name(), host.literal().get());
        }
        return host.internal() && allowed.isEmpty()
                ? new Verdict.Refused(Reason.INTERNAL_NAME)
                : new Verdict.Admitted();
    }

    private boolean admitted(InetAddress address) {
        InetAddress unwrapped = SpecialPurpose.unwrapped(address);
        return allowed.stream().anyMatch(block -> block.contains(address) || block.contains(unwrapped));
    }
}
