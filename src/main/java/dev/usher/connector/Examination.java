package dev.usher.connector;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of an app that was only read. It names nobody, and holds no text of the app.
 *
 * @param capabilities how Usher would speak to it, and who says so
 * @param presets those that it may be, the likeliest first
 * @param advised settings that should be given, by their dotted names and as JSON has them, since the app was seen to speak otherwise
 * @param steps what would be sent, in the life of an account
 */
public record Examination(
        List<Finding> findings,
        List<Capability> capabilities,
        List<Fit> presets,
        SortedMap<String, Object> advised,
        List<Step> steps) {
    public Examination {
        findings = List.copyOf(findings);
        capabilities = List.copyOf(capabilities);
        presets = List.copyOf(presets);
        advised = Collections.unmodifiableSortedMap(new TreeMap<>(advised));
        steps = List.copyOf(steps);
    }

    /** Of an app of which nothing could be found out but this. */
    public static Examination of(Finding why) {
        return new Examination(List.of(why), List.of(), List.of(), new TreeMap<>(), List.of());
    }

    /** Whether something does not work. */
    public boolean isBad() {
        return findings.stream().anyMatch(finding -> finding.verdict() == Verdict.BAD);
    }

    /** What a finding means to somebody who wants to use the app. */
    public enum Verdict {
        GOOD,
        /** It is otherwise than most, and Usher can live with it. */
        NOTE,
        /** Something does not work before somebody does something. */
        BAD
    }

    /**
     * One thing that was found.
     *
     * @param of what it is about, in a word or two
     * @param what a sentence; of what does not work it says what to do
     */
    public record Finding(Verdict verdict, String of, String what) {}

    /**
     * How a preset agrees with what was seen.
     *
     * @param byAddress whether the app is where that product is
     * @param agrees settings in which the preset says something else than is usual, and the app is so
     * @param contradicts settings in which the app is otherwise
     */
    public record Fit(
            String preset, boolean verified, boolean byAddress, List<String> agrees, List<String> contradicts) {
        public Fit {
            agrees = List.copyOf(agrees);
            contradicts = List.copyOf(contradicts);
        }
    }

    /** What would be sent when something happens, each as method, path and body; of somebody made up. */
    public record Step(String when, List<String> requests) {
        public Step {
            requests = List.copyOf(requests);
        }
    }
}
