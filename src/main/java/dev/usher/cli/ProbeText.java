package dev.usher.cli;

import dev.usher.connector.Capability;
import dev.usher.connector.Examination;
import dev.usher.connector.Examination.Finding;
import dev.usher.connector.Examination.Fit;
import dev.usher.connector.Examination.Verdict;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An examination as text for people: what does not work first, and what would be sent last. */
final class ProbeText {
    private static final String NOTHING = "nothing";

    private final StringBuilder text = new StringBuilder();

    private ProbeText() {}

    static String of(Examination examination) {
        var page = new ProbeText();
        page.findings("does not work", Verdict.BAD, examination);
        page.findings("worth knowing", Verdict.NOTE, examination);
        page.findings("works", Verdict.GOOD, examination);
        if (!examination.steps().isEmpty()) {
            page.presets(examination.presets());
        }
        page.advice(examination.advised());
        page.capabilities(examination.capabilities());
        page.steps(examination.steps());
        return page.text.toString();
    }

    private void line(String content) {
        text.append(content).append('\n');
    }

    private void findings(String title, Verdict verdict, Examination examination) {
        var some = examination.findings().stream()
                .filter(finding -> finding.verdict() == verdict)
                .toList();
        if (!some.isEmpty()) {
            line(title);
            some.forEach(this::finding);
        }
    }

    private void finding(Finding finding) {
        line("  " + finding.of() + ": " + finding.what());
    }

    private void presets(List<Fit> presets) {
        line("presets that may fit");
        if (presets.isEmpty()) {
            line("  none speaks like it: the settings below tell Usher how it does");
        }
        presets.forEach(fit -> line("  " + fit.preset() + (fit.verified() ? "" : " (unverified)") + reasons(fit)));
    }

    private static String reasons(Fit fit) {
        var address = fit.byAddress() ? ", by its address" : "";
        var agrees = fit.agrees().isEmpty() ? "" : ", which says the same of " + String.join(", ", fit.agrees());
        var contradicts =
                fit.contradicts().isEmpty() ? "" : "; it says otherwise of " + String.join(", ", fit.contradicts());
        return address + agrees + contradicts;
    }

    /** As it is written in a TargetApp. */
    private void advice(SortedMap<String, Object> advised) {
        if (advised.isEmpty()) {
            return;
        }
        line("settings to give, since the app does otherwise than is assumed of it");
        line("  spec:");
        line("    connector:");
        line("      scim:");
        line("        settings:");
        var blocks = advised.entrySet().stream()
                .collect(Collectors.groupingBy(
                        setting -> setting.getKey().replaceFirst("\\..*", ""), TreeMap::new, Collectors.toList()));
        blocks.forEach((block, settings) -> line("          " + block + ": " + value(block, settings)));
    }

    private static String value(String block, List<Map.Entry<String, Object>> settings) {
        var first = settings.getFirst();
        if (first.getKey().equals(block)) {
            return String.valueOf(first.getValue());
        }
        return settings.stream()
                .map(setting -> setting.getKey().substring(block.length() + 1) + ": " + setting.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private void capabilities(List<Capability> capabilities) {
        if (capabilities.isEmpty()) {
            return;
        }
        line("how Usher speaks to it as it is declared now");
        capabilities.forEach(one -> line("  " + one.name() + " = " + one.value() + " (" + origin(one) + ")"));
    }

    private static String origin(Capability one) {
        return switch (one.origin()) {
            case spec -> "said in spec";
            case preset -> "preset";
            case learned -> "learned";
            case discovered -> "said by the app";
            case defaulted -> "default";
        };
    }

    private void steps(List<Examination.Step> steps) {
        if (steps.isEmpty()) {
            return;
        }
        line("what Usher would send, of somebody made up, with the settings above; nothing of it was sent");
        for (var step : steps) {
            line("  " + step.when());
            (step.requests().isEmpty() ? List.of(NOTHING) : step.requests()).forEach(request -> line("    " + request));
        }
    }
}
