package dev.usher.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.simulator.Match;
import dev.usher.simulator.ScimSimulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A third party's compliance suite judges the simulator, so that it can judge the connector. */
@Timeout(300)
class SimulatorAgainstScim2SuiteIT {
    private static final Pattern VERDICT =
            Pattern.compile("(SUCCESS|COMPLIANT|ACCEPTABLE|DEVIATION|ERROR|CRITICAL|SKIPPED) (.*)");
    private static final int CHECKS_OF_A_WHOLE_RUN = 130;

    @Test
    void passesEveryCheckOfTheThirdPartySuite() throws Exception {
        try (ScimSimulator simulator = ScimSimulator.start()) {
            Run run = suite(simulator);
            List<String> verdicts = run.output()
                    .lines()
                    .filter(line -> VERDICT.matcher(line).matches())
                    .toList();

            System.out.println("scim2 test: " + counts(verdicts));
            assertThat(verdicts).as(run.output()).hasSizeGreaterThanOrEqualTo(CHECKS_OF_A_WHOLE_RUN);
            assertThat(verdicts).as(run.output()).allMatch(line -> line.startsWith("SUCCESS "));
            assertThat(run.exitCode()).as(run.output()).isZero();
        }
    }

    @Test
    void theSuiteFailsAnAppThatOnlyPretendsToDelete() throws Exception {
        try (ScimSimulator simulator = ScimSimulator.start()) {
            simulator.on(Match.of("DELETE", "/Users/*"), Integer.MAX_VALUE).pretend();

            Run run = suite(simulator);

            assertThat(run.exitCode()).isNotZero();
            assertThat(run.output()).contains("ERROR object_deletion");
        }
    }

    private record Run(int exitCode, String output) {}

    private static Run suite(ScimSimulator simulator) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Installed.by("src/test/scim2/install.sh").resolve("scim2").toString(),
                "-u",
                simulator.endpoint().toString(),
                "test");
        builder.environment().put("SCIM_CLI_HEADERS", "Authorization: Bearer " + simulator.token());
        builder.redirectErrorStream(true);
        Process process = builder.start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Run(process.waitFor(), output);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String counts(List<String> verdicts) {
        return verdicts.stream()
                .map(SimulatorAgainstScim2SuiteIT::status)
                .collect(Collectors.groupingBy(status -> status, TreeMap::new, Collectors.counting()))
                .toString();
    }

    private static String status(String line) {
        Matcher matcher = VERDICT.matcher(line);
        return matcher.matches() ? matcher.group(1) : "";
    }
}
