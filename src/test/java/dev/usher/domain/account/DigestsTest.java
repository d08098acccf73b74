package dev.usher.domain.account;

import static dev.usher.domain.access.Company.group;
import static dev.usher.domain.access.Company.groups;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestsTest {
    private static final byte[] SALT = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final Identity ADA = new Identity("people", "1815");
    private static final Map<String, String> VALUES = Map.of("userName", "ada", "displayName", "Ada");

    private static final SortedMap<String, String> USUAL = Collections.emptySortedMap();

    private final Digests digests = new Digests(SALT);

    /** These are stored in every status: whoever changes the format raises its version instead. */
    @Test
    void keepsItsFormat() {
        assertThat(digests.wanted(desired(ADA, VALUES, "analysts", "readers"), Set.of(), USUAL)
                        .text())
                .isEqualTo("1.0Yalp4dzRPpZ");
        assertThat(digests.wanted(desired(ADA, VALUES), groups("analysts"), USUAL)
                        .text())
                .isEqualTo("1.WLx8qz7Bos_A");
        assertThat(digests.wanted(prepared(desired(ADA, VALUES, "analysts")), Set.of(), USUAL)
                        .text())
                .isEqualTo("1.EIoMvRMWyAqe");
        assertThat(digests.trimmed(groups("analysts"), USUAL).text()).isEqualTo("1.zM5k7eGqaVCA");
        assertThat(digests.reduced("disabled", USUAL).text()).isEqualTo("1.2m4k-lpOgTO7");
        assertThat(digests.reduced("disabled, bare", USUAL).text()).isEqualTo("1.w1NFCX75zKop");
        assertThat(digests.reduced("absent", USUAL).text()).isEqualTo("1.E8tFHVpk60od");
    }

    @Test
    void isReadBackFromAStatus() {
        var applied = digests.reduced("absent", USUAL);

        assertThat(Applied.parse(applied.text())).contains(applied);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.", "2.x9Kq2w", "10.x9Kq2w", "x9Kq2w", " 1.x9Kq2w"})
    void saysNothingInAVersionThatIsNotKnown(String text) {
        assertThat(Applied.parse(text)).isEmpty();
    }

    @Test
    void dependsOnEveryValueAndOnNothingElse() {
        var distinct = new HashSet<Applied>();
        distinct.add(digests.wanted(desired(ADA, VALUES), Set.of(), USUAL));
        distinct.add(digests.wanted(desired(new Identity("people", "1816"), VALUES), Set.of(), USUAL));
        distinct.add(digests.wanted(desired(ADA, Map.of("userName", "ada")), Set.of(), USUAL));
        distinct.add(digests.wanted(desired(ADA, Map.of("userName", "ada", "displayName", "ada")), Set.of(), USUAL));
        distinct.add(digests.wanted(desired(ADA, Map.of("userName", "Ada", "displayName", "ada")), Set.of(), USUAL));
        distinct.add(digests.wanted(desired(ADA, VALUES, "analysts"), Set.of(), USUAL));
        distinct.add(digests.wanted(desired(ADA, VALUES), groups("analysts"), USUAL));
        distinct.add(new Digests("another salt 456".getBytes(StandardCharsets.US_ASCII))
                .wanted(desired(ADA, VALUES), Set.of(), USUAL));

        assertThat(distinct).hasSize(8);
        assertThat(digests.wanted(desired(new Identity("elsewhere", "1815"), VALUES), Set.of(), USUAL))
                .isEqualTo(digests.wanted(desired(ADA, VALUES), Set.of(), USUAL));
    }

    @Test
    void tellsAnAttributeFromAnEntitlementAndBothFromWhatIsFrozen() {
        var attribute = desired(ADA, Map.of("userName", "ada", "group", "analysts"));
        var entitlement = desired(ADA, Map.of("userName", "ada"), "analysts");
        var neither = desired(ADA, Map.of("userName", "ada"));

        assertThat(Set.of(
                        digests.wanted(attribute, Set.of(), USUAL),
                        digests.wanted(entitlement, Set.of(), USUAL),
                        digests.wanted(neither, groups("analysts"), USUAL)))
                .hasSize(3);
    }

    @Test
    void tellsAPreparedAccountFromAnEnabledOneAndFromOneThatMayOnlyLose() {
        var enabled = desired(ADA, Map.of(), "analysts");

        assertThat(Set.of(
                        digests.wanted(enabled, Set.of(), USUAL),
                        digests.wanted(prepared(enabled), Set.of(), USUAL),
                        digests.trimmed(groups("analysts"), USUAL),
                        digests.trimmed(groups("readers"), USUAL),
                        digests.trimmed(groups("analysts", "readers"), USUAL),
                        digests.trimmed(Set.of(), USUAL),
                        digests.reduced("disabled", USUAL),
                        digests.reduced("absent", USUAL)))
                .hasSize(8);
        assertThat(digests.trimmed(groups("readers", "analysts"), USUAL))
                .isEqualTo(digests.trimmed(groups("analysts", "readers"), USUAL));
    }

    @Test
    void dependsOnWhatIsManagedAndNotOnWhatOnlyANewAccountIsGiven() {
        var title = Map.of("userName", "ada", "title", "Analyst");
        var minimal = Attributes.MINIMAL;
        var more = Set.of("userName", "displayName", "givenName", "familyName", "email", "title");
        var fewer = Set.of("userName", "givenName", "familyName", "email");
        var ada = Map.of("userName", "ada");

        assertThat(Set.of(
                        managing(ada, minimal, Map.of()),
                        managing(ada, more, Map.of()),
                        managing(ada, fewer, Map.of()),
                        managing(title, more, Map.of())))
                .hasSize(4);
        assertThat(managing(ada, minimal, Map.of("nickName", "Ada"))).isEqualTo(managing(ada, minimal, Map.of()));
        assertThat(managing(ada, minimal, Map.of()))
                .isEqualTo(digests.wanted(desired(ADA, Map.of("userName", "ada")), Set.of(), USUAL));
    }

    private Applied managing(Map<String, String> values, Set<String> names, Map<String, String> initial) {
        return digests.wanted(
                new Desired(ADA, Attributes.of(values), names, Attributes.of(initial), new TreeSet<>(), true),
                Set.of(),
                USUAL);
    }

    @Test
    void dependsOnWhatIsPeculiarToAnApp() {
        var authority = new TreeMap<>(Map.of("authority", "Additive"));
        var ada = desired(ADA, VALUES, "analysts");

        assertThat(Set.of(
                        digests.wanted(ada, Set.of(), USUAL),
                        digests.wanted(ada, Set.of(), authority),
                        digests.wanted(ada, Set.of(), new TreeMap<>(Map.of("authority", "Authoritative"))),
                        digests.trimmed(groups("analysts"), USUAL),
                        digests.trimmed(groups("analysts"), authority),
                        digests.reduced("disabled", USUAL),
                        digests.reduced("disabled", authority)))
                .hasSize(7);
    }

    @Test
    void refusesASaltThatCanBeGuessed() {
        assertThatThrownBy(() -> new Digests(new byte[15])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void doesNotFollowAChangeOfTheSaltItWasGiven() {
        var salt = SALT.clone();
        var mine = new Digests(salt);
        salt[0] = 'x';

        assertThat(mine.reduced("absent", USUAL)).isEqualTo(digests.reduced("absent", USUAL));
    }

    private static Desired prepared(Desired enabled) {
        return new Desired(enabled.identity(), enabled.attributes(), enabled.entitlements(), false);
    }

    private static Desired desired(Identity identity, Map<String, String> values, String... groups) {
        var entitlements = new TreeSet<Entitlement>();
        for (var name : groups) {
            entitlements.add(group(name));
        }
        return new Desired(identity, Attributes.of(values), entitlements);
    }
}
