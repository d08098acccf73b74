package dev.usher.source.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.net.NetworkPolicy;
import dev.usher.simulator.KeyPairs;
import dev.usher.source.Feed.Reading;
import dev.usher.source.Passed;
import dev.usher.source.ldap.LdapTerms.Bounds;
import dev.usher.source.ldap.LdapTerms.Depth;
import dev.usher.thirdparty.Slapd;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People who are in OpenLDAP. */
@Timeout(120)
class SlapdSourceIT {
    private static final String LOG = "syncprov-sessionlog 10000";

    private static void person(LDAPConnection admin, String uid, String number, String... more) throws Exception {
        var lines = new String[more.length + 6];
        lines[0] = "dn: " + dn(uid);
        lines[1] = "objectClass: inetOrgPerson";
        lines[2] = "uid: " + uid;
        lines[3] = "cn: " + uid;
        lines[4] = "sn: x";
        lines[5] = "employeeNumber: " + number;
        System.arraycopy(more, 0, lines, 6, more.length);
        admin.add(lines);
    }

    private static String dn(String uid) {
        return "uid=" + uid + "," + Read.BASE;
    }

    private static void replace(LDAPConnection admin, String dn, String attribute, String value) throws Exception {
        admin.modify("dn: " + dn, "changetype: modify", "replace: " + attribute, attribute + ": " + value);
    }

    private static Read read(Slapd slapd) {
        return Read.from(slapd.port(), Slapd.USHER, Slapd.PASSWORD);
    }

    @Test
    void threeThousandAreReadOverManyPages() throws Exception {
        try (var slapd = Slapd.start();
                var admin = slapd.admin()) {
            for (var number = 0; number < 3_000; number++) {
                person(admin, "p" + number, Integer.toString(number), "manager: " + dn("p" + number / 10));
            }
            var read = read(slapd)
                    .values("uid", "cn", "manager", "entryUUID", "createTimestamp")
                    .references("manager")
                    .bounded(Bounds.USUAL);

            var passed = read.passed();

            assertThat(passed.refusals).isEmpty();
            assertThat(passed.all("employeeNumber"))
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 3_000)
                            .mapToObj(Integer::toString)
                            .toList());
            assertThat(passed.all("entryUUID")).doesNotHaveDuplicates().doesNotContain("-");
            assertThat(passed.all("createTimestamp")).allMatch(time -> time.matches("20\\d\\d-.*T.*Z"));
            assertThat(passed.records)
                    .allSatisfy(record -> assertThat(Integer.parseInt(
                                            record.value("employeeNumber").orElseThrow())
                                    / 10)
                            .hasToString(record.value("manager").orElseThrow()));
        }
    }

    @Test
    void aLimitOfTheServerMakesItNone() throws Exception {
        try (var slapd = Slapd.start(
                        List.of(),
                        "limits dn.exact=\"" + Slapd.USHER + "\" size.soft=50 size.hard=50 size.prtotal=25");
                var admin = slapd.admin()) {
            for (var number = 0; number < 20; number++) {
                person(admin, "p" + number, Integer.toString(number));
            }
            var read = read(slapd).bounded(Bounds.USUAL.paged(10));
            assertThat(read.passed().records).hasSize(20);
            for (var number = 20; number < 40; number++) {
                person(admin, "p" + number, Integer.toString(number));
            }

            assertThat(read.flaw().defect()).isEqualTo(Defect.LIMITED);
        }
    }

    @Test
    void whatOneSearchMayNotFindIsReadPageByPageAndNotWatched() throws Exception {
        try (var slapd = Slapd.start();
                var admin = slapd.admin()) {
            for (var number = 0; number < 150; number++) {
                person(admin, "p" + number, Integer.toString(number));
            }

            var feed = read(slapd).watching().bounded(Bounds.USUAL.paged(50)).open();

            assertThat(feed.watch()).isEmpty();
            var passed = new Passed();
            assertThat(feed.read(passed)).isInstanceOf(Reading.Complete.class);
            assertThat(passed.records).hasSize(150);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aChangeOfPeopleIsToldAndOneOfSomethingElseIsNot(boolean withLog) throws Exception {
        try (var slapd = Slapd.startUnlimited("", withLog ? LOG : "");
                var admin = slapd.admin()) {
            for (var number = 0; number < 200; number++) {
                person(admin, "p" + number, Integer.toString(number));
            }
            var read = read(slapd).watching();
            var groups = "ou=groups," + Slapd.BASE;

            var quiet = read.open().watch().orElseThrow();
            assertThat(quiet.isOtherThanRead()).isFalse();
            admin.add("dn: cn=g," + groups, "objectClass: groupOfNames", "cn: g", "member: cn=nobody");
            assertThat(quiet.isOtherThanRead()).isFalse();
            admin.delete("cn=g," + groups);
            assertThat(quiet.isOtherThanRead()).isFalse();
            replace(admin, dn("p7"), "title", "Countess");
            assertThat(quiet.isOtherThanRead()).isTrue();

            var joining = read.open().watch().orElseThrow();
            assertThat(joining.isOtherThanRead()).isFalse();
            person(admin, "new", "5000");
            assertThat(joining.isOtherThanRead()).isTrue();

            var leaving = read.open().watch().orElseThrow();
            admin.delete(dn("p8"));
            assertThat(leaving.isOtherThanRead())
                    .as("without a log nobody is told to be gone")
                    .isEqualTo(withLog);
            var moving = read.open().watch().orElseThrow();
            admin.modifyDN(dn("p9"), "uid=p9", true, groups);
            assertThat(moving.isOtherThanRead()).isEqualTo(withLog);
        }
    }

    @Test
    void aServerThatWasRestartedTellsOfWhatChangedBefore() throws Exception {
        var slapd = Slapd.startUnlimited("", LOG);
        try {
            try (var admin = slapd.admin()) {
                person(admin, "ada", "1815");
            }
            var watch = read(slapd).watching().open().watch().orElseThrow();
            try (var admin = slapd.admin()) {
                replace(admin, dn("ada"), "title", "Countess");
            }
            slapd = slapd.again();

            assertThat(watch.isOtherThanRead()).isTrue();
        } finally {
            slapd.close();
        }
    }

    @Test
    void itIsReadOverTlsOfWhoeverIsVouchedFor(@TempDir Path keys) throws Exception {
        var pair = KeyPairs.create(keys, "directory", "RSA");
        var other = KeyPairs.create(keys, "other", "RSA");
        var encrypted = NetworkPolicy.parse("127.0.0.0/8", false);
        try (var slapd = Slapd.start(List.of(new Slapd.Shown(pair.pem(), pair.keyPem())), "");
                var admin = slapd.admin()) {
            person(admin, "ada", "1815");
            var ldaps = "ldaps://127.0.0.1:" + slapd.tlsPort();
            var ldap = "ldap://127.0.0.1:" + slapd.port();
            var read = read(slapd).admitting(encrypted);

            assertThat(read.at(ldaps, false, Optional.of(pair.pem())).passed().all("uid"))
                    .containsExactly("ada");
            assertThat(read.at(ldap, true, Optional.of(pair.pem())).passed().all("uid"))
                    .containsExactly("ada");
            assertThat(read.at(ldaps, false, Optional.of(other.pem())).flaw().defect())
                    .isEqualTo(Defect.NOT_TRUSTED);
            assertThat(read.at(ldap, true, Optional.of(other.pem())).flaw().defect())
                    .isEqualTo(Defect.NOT_TRUSTED);
            assertThat(read.at(ldap, false, Optional.empty()).flaw().defect()).isEqualTo(Defect.NO_TLS);
        }
        try (var plain = Slapd.start()) {
            assertThat(read(plain)
                            .at("ldap://127.0.0.1:" + plain.port(), true, Optional.of(pair.pem()))
                            .flaw()
                            .defect())
                    .isEqualTo(Defect.NO_TLS);
        }
    }

    @Test
    void whomUsherMayNotReadIsNoRecordAndAWrongPasswordIsSaid() throws Exception {
        var hides = "access to dn.regex=\"^uid=hidden[^,]*," + Read.BASE + "$\" by * none";
        try (var slapd = Slapd.startUnlimited(hides, "");
                var admin = slapd.admin()) {
            person(admin, "hidden", "1");
            person(admin, "ada", "1815");

            assertThat(read(slapd).passed().all("uid")).containsExactly("ada");
            assertThat(read(slapd).by("wrong").flaw().defect()).isEqualTo(Defect.CREDENTIALS_REFUSED);
            assertThat(read(slapd)
                            .below("ou=nowhere," + Slapd.BASE, Depth.SUBTREE, "(objectClass=person)")
                            .flaw()
                            .defect())
                    .isEqualTo(Defect.NOT_THERE);
        }
    }
}
