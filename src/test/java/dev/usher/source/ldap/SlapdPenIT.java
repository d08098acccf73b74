package dev.usher.source.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.ResultCode;
import dev.usher.domain.feed.FeedRecord;
import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.domain.feed.Owed;
import dev.usher.domain.feed.Refusal.Rule;
import dev.usher.ldap.Features;
import dev.usher.net.NetworkPolicy;
import dev.usher.simulator.KeyPairs;
import dev.usher.source.Pen;
import dev.usher.source.ldap.LdapTerms.Bounds;
import dev.usher.thirdparty.Slapd;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How people are called, written into OpenLDAP. */
@Timeout(120)
class SlapdPenIT {
    private static final Pen.Answer WRITTEN = new Pen.Answer.Written();
    private static final int PEOPLE = 200;

    private static String dn(String cn) {
        return "cn=" + cn + "," + Read.BASE;
    }

    private static void person(LDAPConnection admin, String cn, String number, String... more) throws Exception {
        var lines = new String[more.length + 5];
        lines[0] = "dn: " + dn(cn);
        lines[1] = "objectClass: inetOrgPerson";
        lines[2] = "cn: " + cn;
        lines[3] = "sn: x";
        lines[4] = "employeeNumber: " + number;
        System.arraycopy(more, 0, lines, 5, more.length);
        admin.add(lines);
    }

    private static Read read(Slapd slapd) {
        return Read.from(slapd.port(), Slapd.USHER, Slapd.PASSWORD)
                .values("uid", "mail")
                .bounded(Bounds.USUAL);
    }

    private static Owed owed(String key, Map<String, String> values, Map<String, String> said) {
        return new Owed(key, new TreeMap<>(values), said);
    }

    private static Map<String, String> names(String number) {
        return Map.of("uid", "p" + number, "mail", "p" + number + "@example.com");
    }

    private static String stamp(LDAPConnection admin, String cn) throws Exception {
        return Optional.ofNullable(admin.getEntry(dn(cn), "entryCSN"))
                .map(entry -> entry.getAttributeValue("entryCSN"))
                .orElseThrow();
    }

    @Test
    void twoHundredAreToldHowTheyAreCalledAndSaySoWhenTheyAreRead() throws Exception {
        try (var slapd = Slapd.startUnlimited("", "");
                var admin = slapd.admin()) {
            for (var number = 0; number < PEOPLE; number++) {
                person(admin, "P " + number, Integer.toString(number), "mail: old@example.com");
            }
            var read = read(slapd);

            for (var time = 0; time < 2; time++) {
                var before = stamp(admin, "P 7");
                try (var pen = read.pen()) {
                    for (var number = 0; number < PEOPLE; number++) {
                        var key = Integer.toString(number);
                        assertThat(pen.write(owed(key, names(key), Map.of("mail", "old@example.com"))))
                                .isEqualTo(WRITTEN);
                    }
                }
                assertThat(stamp(admin, "P 7").equals(before))
                        .as("the second time nothing is changed")
                        .isEqualTo(time == 1);
            }

            assertThat(read.passed().records).hasSize(PEOPLE).allSatisfy(record -> {
                var key = record.value("employeeNumber").orElseThrow();
                assertThat(named(record)).isEqualTo(names(key));
            });
        }
    }

    private static Map<String, String> named(FeedRecord record) {
        var named = new TreeMap<>(record.values());
        named.remove("employeeNumber");
        return named;
    }

    @Test
    void whatIsOtherThanItWasReadIsLeftAndWhatIsNoValueIsRefused() throws Exception {
        try (var slapd = Slapd.startUnlimited("", "");
                var admin = slapd.admin()) {
            person(admin, "Ada", "1815", "mail: ada@example.com", "mail: countess@example.com");
            person(admin, "Charles", "1791", "uid: charles");
            try (var pen = read(slapd).pen()) {
                assertThat(pen.write(owed("1791", Map.of("uid", "c"), Map.of("uid", "babbage"))))
                        .isEqualTo(new Pen.Answer.Refused(Rule.CHANGED_MEANWHILE));
                assertThat(pen.write(owed(
                                "1815",
                                Map.of("mail", "new@example.com"),
                                Map.of("mail", "ada@example.com,countess@example.com"))))
                        .isEqualTo(new Pen.Answer.Refused(Rule.SEVERAL_VALUES));
                assertThat(pen.write(owed("1815", Map.of("mail", "größe@example.com"), Map.of())))
                        .isEqualTo(new Pen.Answer.Refused(Rule.CHANGED_MEANWHILE));
                assertThat(pen.write(owed("1791", Map.of("mail", "größe@example.com"), Map.of())))
                        .as("an address is of ASCII to this schema")
                        .isEqualTo(new Pen.Answer.Refused(Rule.NOT_TAKEN));
                assertThat(pen.write(owed("1791", Map.of("uid", "Größe =1+1"), Map.of("uid", "charles"))))
                        .isEqualTo(WRITTEN);
                assertThat(pen.write(owed("1791", Map.of("uid", "GRÖSSE =1+1"), Map.of("uid", "Größe =1+1"))))
                        .isEqualTo(WRITTEN);
                assertThat(pen.write(owed("1791", Map.of("uid", "grösse =1+1"), Map.of("uid", "GRÖSSE =1+1"))))
                        .as("the same to the directory, in other letters")
                        .isEqualTo(WRITTEN);
            }
            assertThat(read(slapd).passed().all("uid")).contains("grösse =1+1");
        }
        try (var slapd = Slapd.startUnlimited("", "");
                var admin = slapd.admin()) {
            person(admin, "Ada", "1815");
            try (var pen = read(slapd).values("cn", "homeDirectory").pen()) {
                assertThat(pen.write(owed("1815", Map.of("cn", "Countess"), Map.of("cn", "Ada"))))
                        .isEqualTo(new Pen.Answer.Refused(Rule.NAMES_THE_ENTRY));
                assertThat(pen.write(owed("1815", Map.of("homeDirectory", "/home/ada"), Map.of())))
                        .as("no class of this entry has it")
                        .isEqualTo(new Pen.Answer.Refused(Rule.NOT_TAKEN));
            }
        }
    }

    @Test
    void whatSomebodyWroteAtTheSameMomentIsNotOverwritten() throws Exception {
        try (var slapd = Slapd.startUnlimited("", "");
                var admin = slapd.admin();
                var session = read(slapd).session()) {
            person(admin, "Ada", "1815", "mail: old@example.com");
            person(admin, "Charles", "1791");
            var sought = Filter.createEqualityFilter("employeeNumber", "1815");
            var ofAda = change(admin, "Ada", owed("1815", names("1"), Map.of("mail", "old@example.com")));
            var ofCharles = change(admin, "Charles", owed("1791", names("2"), Map.of()));
            assertThat(session.features().assertions()).isTrue();

            admin.modify("dn: " + dn("Ada"), "changetype: modify", "add: uid", "uid: other");
            admin.modify("dn: " + dn("Charles"), "changetype: modify", "replace: employeeNumber", "employeeNumber: 9");

            assertThat(session.change(LdapPen.request(ofAda.entry(), ofAda.sent(), sought, session.features())))
                    .contains(ResultCode.ASSERTION_FAILED);
            assertThat(session.change(LdapPen.request(
                            ofCharles.entry(),
                            ofCharles.sent(),
                            Filter.createEqualityFilter("employeeNumber", "1791"),
                            session.features())))
                    .contains(ResultCode.ASSERTION_FAILED);
            admin.modify("dn: " + dn("Ada"), "changetype: modify", "replace: mail", "mail: other@example.com");
            assertThat(session.change(LdapPen.request(ofAda.entry(), ofAda.sent(), sought, Features.UNKNOWN)))
                    .as("without conditions the old value is gone")
                    .contains(ResultCode.NO_SUCH_ATTRIBUTE);
            assertThat(read(slapd).passed().all("mail")).containsExactlyInAnyOrder("other@example.com", "-");
        }
    }

    private record Change(Entry entry, Amendment.Sent sent) {}

    private static Change change(LDAPConnection admin, String cn, Owed owed) throws Exception {
        var entry = Optional.ofNullable(admin.getEntry(dn(cn))).orElseThrow();
        var reading =
                Read.from(1, Slapd.USHER, Slapd.PASSWORD).values("uid", "mail").terms();
        if (Amendment.of(owed, entry, reading) instanceof Amendment.Sent sent) {
            return new Change(entry, sent);
        }
        throw new AssertionError("nothing is sent");
    }

    @Test
    void anEntryIsFoundByTheIdOfTheDirectory() throws Exception {
        try (var slapd = Slapd.startUnlimited("", "");
                var admin = slapd.admin()) {
            person(admin, "Ada", "1815");
            var read = read(slapd).key("entryUUID");
            var key = read.passed().all("entryUUID").getFirst();

            try (var pen = read.pen()) {
                assertThat(pen.write(owed(key, Map.of("uid", "ada"), Map.of()))).isEqualTo(WRITTEN);
                assertThat(pen.write(owed("1815", Map.of("uid", "ada"), Map.of())))
                        .isEqualTo(new Pen.Answer.Refused(Rule.NOT_IN_SOURCE));
            }
            assertThat(read.passed().all("uid")).containsExactly("ada");
        }
    }

    @Test
    void whatUsherMayNotWriteIsSaid() throws Exception {
        var reads = "access to dn.subtree=\"" + Read.BASE + "\" attrs=mail by dn.exact=\"" + Slapd.USHER + "\" read";
        try (var slapd = Slapd.startUnlimited(reads, "");
                var admin = slapd.admin()) {
            person(admin, "Ada", "1815");
            try (var pen = read(slapd).pen()) {
                assertThat(pen.write(owed("1815", Map.of("mail", "ada@example.com"), Map.of())))
                        .isEqualTo(new Pen.Answer.Failed(
                                Flaw.of(Defect.CREDENTIALS_REFUSED).answered(50).about(List.of("mail"))));
                assertThat(pen.write(owed("1815", Map.of("uid", "ada"), Map.of())))
                        .isEqualTo(WRITTEN);
            }
        }
    }

    @Test
    void itIsWrittenOverTlsToWhoeverIsVouchedForAlone(@TempDir Path keys) throws Exception {
        var pair = KeyPairs.create(keys, "directory", "RSA");
        var other = KeyPairs.create(keys, "other", "RSA");
        try (var slapd = Slapd.start(List.of(new Slapd.Shown(pair.pem(), pair.keyPem())), "");
                var admin = slapd.admin()) {
            person(admin, "Ada", "1815");
            var read = read(slapd)
                    .admitting(NetworkPolicy.parse("127.0.0.0/8", false))
                    .at("ldap://127.0.0.1:" + slapd.port(), true, Optional.of(other.pem()));
            var ada = owed("1815", Map.of("uid", "ada"), Map.of());

            try (var pen = read.pen()) {
                assertThat(pen.write(ada)).isEqualTo(new Pen.Answer.Broken(Flaw.of(Defect.NOT_TRUSTED)));
            }
            try (var pen = read.at("ldap://127.0.0.1:" + slapd.port(), true, Optional.of(pair.pem()))
                    .pen()) {
                assertThat(pen.write(ada)).isEqualTo(WRITTEN);
            }
        }
    }
}
