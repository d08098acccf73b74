package dev.usher.connector.ldap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.Identity;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.thirdparty.Slapd;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What entries are called on OpenLDAP, and by what groups name them. */
@SuppressWarnings("NullAway.Init")
@Timeout(60)
class SlapdNamesIT {
    private static final String PEOPLE = "ou=people," + Slapd.BASE;
    private static final String GROUPS = "ou=groups," + Slapd.BASE;
    private static final String BY_DISPLAY_NAME = "cn={displayName}";
    private static final String BY_USER_NAME = "uid={userName}";

    private final List<AutoCloseable> open = new ArrayList<>();

    private Slapd slapd;
    private LDAPConnection admin;
    private Asked asked;

    private void start(String dn, String groupClass, String more) throws Exception {
        slapd = Slapd.start(List.of(), more);
        open.add(slapd);
        admin = slapd.admin();
        open.add(admin);
        asked = Asked.open(slapd, Asked.withUsers(SlapdContractIT.settings("ppolicy", groupClass), Map.of("dn", dn)));
        open.add(asked);
    }

    @AfterEach
    void end() throws Exception {
        for (var one : open.reversed()) {
            one.close();
        }
    }

    private void group(String name, String... more) throws Exception {
        var lines = new ArrayList<>(List.of("dn: " + dn(name), "cn: " + name));
        lines.addAll(List.of(more));
        admin.add(lines.toArray(String[]::new));
    }

    private void groupOfNames(String name, String... members) throws Exception {
        var lines = new ArrayList<>(List.of("objectClass: groupOfNames", "member: cn=nobody," + GROUPS));
        for (var member : members) {
            lines.add("member: " + member);
        }
        group(name, lines.toArray(String[]::new));
    }

    private static String dn(String group) {
        return "cn=" + group + "," + GROUPS;
    }

    private List<String> values(String dn, String attribute) throws Exception {
        var values = requireNonNull(admin.getEntry(dn)).getAttributeValues(attribute);
        return values == null ? List.of() : List.of(values);
    }

    private List<String> members(String group) throws Exception {
        var members = new ArrayList<>(values(dn(group), "member"));
        members.remove("cn=nobody," + GROUPS);
        return members;
    }

    private static Desired person(String userName, String displayName) {
        return new Desired(
                new Identity("people", "k-" + userName),
                Attributes.of(Map.of("userName", userName, "displayName", displayName, "familyName", "x")),
                new TreeSet<>());
    }

    @Test
    void aGroupOfUserNamesFollowsALoginNameThatIsNotWhatTheEntryIsCalled() throws Exception {
        start(BY_DISPLAY_NAME, "posixGroup", "");
        group("staff", "objectClass: posixGroup", "gidNumber: 100");
        Asked.assertDone(asked.create(person("ada", "Ada Lovelace")));
        var id = asked.find("ada").id();
        Asked.assertDone(asked.add("staff", id));

        Asked.assertDone(asked.update(id, "userName", "countess"));
        assertThat(values(dn("staff"), "memberUid")).containsExactly("countess");
        Asked.assertDone(asked.update(id, Map.of("userName", "king", "displayName", "Ada King")));
        assertThat(values(dn("staff"), "memberUid")).containsExactly("king");
        assertThat(asked.members("staff")).containsExactly(id);
    }

    @Test
    void whoIsCalledOtherwiseByLettersAloneStaysInItsGroups() throws Exception {
        start(BY_DISPLAY_NAME, "groupOfNames", "");
        groupOfNames("staff");
        Asked.assertDone(asked.create(person("ada", "Ada lovelace")));
        var id = asked.find("ada").id();
        Asked.assertDone(asked.add("staff", id));

        Asked.assertDone(asked.update(id, "displayName", "Ada Lovelace"));
        assertThat(asked.read(id).attributes().get("displayName")).contains("Ada Lovelace");
        assertThat(asked.members("staff")).containsExactly(id);
    }

    @Test
    void whatAnEntryIsCalledByInAnotherWayIsSaidToBeUnchangeable() throws Exception {
        start(BY_USER_NAME, "groupOfNames", "");
        admin.add("dn: cn=Ada," + PEOPLE, "objectClass: inetOrgPerson", "uid: ada", "cn: Ada", "sn: x");
        admin.add(
                "dn: uid=grace+l=here," + PEOPLE,
                "objectClass: inetOrgPerson",
                "uid: grace",
                "l: here",
                "cn: Grace",
                "sn: x");
        assertThat(asked.update(asked.find("ada").id(), "displayName", "Countess"))
                .isEqualTo(new Outcome.Failed(Failure.of(Kind.UNSUPPORTED, Detail.ATTRIBUTES, "displayName")));
        var grace = asked.find("grace").id();
        for (var name : List.of("userName", "location")) {
            assertThat(asked.update(grace, name, "other"))
                    .isEqualTo(new Outcome.Failed(Failure.of(Kind.UNSUPPORTED, Detail.ATTRIBUTES, name)));
        }
        Asked.assertDone(asked.update(grace, Map.of("location", "here", "title", "Admiral")));
        assertThat(asked.read(grace).attributes().get("title")).contains("Admiral");
    }

    @Test
    void aNameThatWasLeftInGroupsLetsNobodyInWhoIsCalledSoLater() throws Exception {
        start(BY_USER_NAME, "groupOfNames", "");
        groupOfNames("staff", "uid=ada," + PEOPLE);
        groupOfNames("admins", "uid=king," + PEOPLE, "uid=charles," + PEOPLE);

        var ada = asked.created("ada");
        assertThat(members("staff")).isEmpty();
        Asked.assertDone(asked.update(ada, "userName", "king"));
        assertThat(members("admins")).containsExactly("uid=charles," + PEOPLE);
        assertThat(asked.members("admins")).isEmpty();
    }

    @Test
    void aUserNameThatWasLeftInGroupsLetsNobodyIn() throws Exception {
        start(BY_USER_NAME, "posixGroup", "");
        group("staff", "objectClass: posixGroup", "gidNumber: 100", "memberUid: ada", "memberUid: backup");
        admin.add("dn: uid=backup," + GROUPS, "objectClass: account", "uid: backup");
        asked.created("ada");
        asked.create("backup");
        assertThat(values(dn("staff"), "memberUid"))
                .as("whoever is called so elsewhere stays in it")
                .containsExactly("backup");
    }

    @Test
    void whoIsInTheWayStaysInTheGroups() throws Exception {
        start(BY_USER_NAME, "groupOfNames", "");
        var ada = asked.created("ada");
        asked.created("king");
        groupOfNames("staff", "uid=king," + PEOPLE);

        assertThat(asked.create("king")).isInstanceOf(Outcome.Exists.class);
        assertThat(asked.update(ada, "userName", "king")).isInstanceOf(Outcome.Exists.class);
        assertThat(members("staff")).containsExactly("uid=king," + PEOPLE);
    }

    private static String keeps(String group) {
        return "access to dn.exact=\"" + dn(group) + "\" by dn.exact=\"" + Slapd.USHER + "\" read by * none";
    }

    @Test
    void nobodyIsCalledAsAGroupNamesThemThatCannotBeChanged() throws Exception {
        start(BY_USER_NAME, "groupOfNames", keeps("kept"));
        groupOfNames("kept", "uid=ada," + PEOPLE);
        var denied = new Outcome.Failed(Failure.of(Kind.DENIED, Detail.NONE));
        assertThat(asked.create("ada")).isEqualTo(denied);
        var king = asked.created("king");
        assertThat(asked.update(king, "userName", "ada")).isEqualTo(denied);
    }

    @Test
    void aGroupThatCannotBeChangedKeepsNobodyFromBeingDeleted() throws Exception {
        start(BY_USER_NAME, "groupOfNames", keeps("a-kept"));
        var id = asked.created("ada");
        groupOfNames("a-kept", "uid=ada," + PEOPLE);
        groupOfNames("b-open", "uid=ada," + PEOPLE);
        Asked.assertDone(asked.delete(id));
        assertThat(admin.getEntry("uid=ada," + PEOPLE)).isNull();
        assertThat(members("b-open")).isEmpty();
    }

    @Test
    void aRenameIsFollowedByTheGroupsThatCanBeChanged() throws Exception {
        start(BY_USER_NAME, "groupOfNames", keeps("a-kept"));
        var id = asked.created("ada");
        groupOfNames("a-kept", "uid=ada," + PEOPLE);
        groupOfNames("b-open", "uid=ada," + PEOPLE);
        assertThat(asked.update(id, "userName", "king"))
                .isInstanceOfSatisfying(
                        Outcome.Ambiguous.class,
                        open -> assertThat(open.why().kind()).isEqualTo(Kind.DENIED));
        assertThat(members("b-open")).containsExactly("uid=king," + PEOPLE);
    }

    @Test
    void thatADeletionIsRefusedAfterItsGroupsWereLeftIsNotSaidToHaveDoneNothing() throws Exception {
        start(BY_USER_NAME, "groupOfNames", "");
        var id = asked.created("ada");
        admin.add("dn: cn=key,uid=ada," + PEOPLE, "objectClass: device", "cn: key");
        assertThat(asked.delete(id)).isInstanceOf(Outcome.Failed.class);
        groupOfNames("staff", "uid=ada," + PEOPLE);
        assertThat(asked.delete(id)).isInstanceOf(Outcome.Ambiguous.class);
        assertThat(members("staff")).isEmpty();
    }

    @Test
    void aUnitThatIsNotThereIsAFaultOfTheDeclaration() throws Exception {
        start("uid={userName},ou=nowhere", "groupOfNames", "");
        assertThat(asked.create("ada"))
                .isEqualTo(new Outcome.Failed(Failure.of(Kind.MISCONFIGURED, Detail.STATUS, "32")));
    }
}
