package dev.usher.cli;

import dev.usher.connector.AppConfig;
import dev.usher.connector.Examination;
import dev.usher.connector.Examination.Finding;
import dev.usher.net.NameLookup;
import dev.usher.net.NetworkPolicy;
import dev.usher.net.Verdict;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether an operator that nobody told of other addresses would speak to an app that answers here. */
record Reach(Optional<Finding> finding) {
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]", Pattern.CASE_INSENSITIVE);

    /** Whether what is sent there leaves this machine, and can be read on the way. */
    static boolean isOverheard(AppConfig config) {
        var uri = uri(config);
        return isPlain(uri) && !LOOPBACK.matcher(uri.getHost()).matches();
    }

    private static URI uri(AppConfig config) {
        return URI.create(String.valueOf(config.settings().getOrDefault("endpoint", "")));
    }

    private static boolean isPlain(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme());
    }

    static Reach of(AppConfig config) {
        var uri = uri(config);
        var isPlain = isPlain(uri);
        // Of an address with http both are to be known.
        var policy = new NetworkPolicy(List.of(), true);
        var isInside = !(policy.judge(uri) instanceof Verdict.Admitted) || !arePublic(policy, uri.getHost());
        var needs = new ArrayList<String>();
        if (isPlain) {
            needs.add("USHER_NETWORK_PLAINTEXT=true, since it is http");
        }
        if (isInside) {
            needs.add("USHER_NETWORK_ALLOWED with its block of addresses, since they are not public");
        }
        return new Reach(
                needs.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Finding(
                                Examination.Verdict.NOTE,
                                "address",
                                "the operator speaks to it only with " + String.join(" and ", needs))));
    }

    /** A name that does not resolve is said by whoever asks the app. */
    private static boolean arePublic(NetworkPolicy policy, String host) {
        try {
            for (var address : NameLookup.ofSystem().lookup(host)) {
                if (!(policy.judge(host, address) instanceof Verdict.Admitted)) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            return true;
        }
    }

    /** The same examination, which says so first. */
    Examination in(Examination examination) {
        var findings = new ArrayList<Finding>();
        finding.ifPresent(findings::add);
        findings.addAll(examination.findings());
        return new Examination(
                findings,
                examination.capabilities(),
                examination.presets(),
                examination.advised(),
                examination.steps());
    }
}
