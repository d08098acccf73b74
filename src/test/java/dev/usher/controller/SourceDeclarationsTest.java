package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.UserSource;
import dev.usher.domain.feed.FeedRecord;
import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.NamingTerms;
import dev.usher.domain.feed.Refusal;
import dev.usher.domain.feed.Target;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.kube.SourceFiles;
import dev.usher.kube.SourceSheets;
import dev.usher.source.Feed;
import dev.usher.source.Feeds;
import dev.usher.source.MissingTerms;
import dev.usher.source.Withheld;
import dev.usher.source.WriteBack;
import dev.usher.source.http.HttpFeeds;
import dev.usher.source.ldap.Directories;
import dev.usher.sync.NotOffered;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceDeclarationsTest {
    private static final String CSV = "csv: {configMap: {name: hr, key: people.csv}}, key: number,";

    private static final Shown NOTHING_OFFERED = new Shown(
            (namespace, uses) -> {
                throw new NotOffered(Failure.of(Kind.UNAUTHORIZED, Detail.NONE));
            },
            new Rejections(InstantSource.system()));

    private static final Pens PENS = new Pens(NOTHING_OFFERED.vault(), NOTHING_OFFERED.rejections());

    private final HttpSources interfaces = new HttpSources(
            NOTHING_OFFERED,
            PENS,
            new HttpFeeds(
                    tls -> {
                        throw new AssertionError("nobody is asked");
                    },
                    Clock.systemUTC(),
                    time -> {}));
    private final LdapSources directories = new LdapSources(
            NOTHING_OFFERED,
            PENS,
            new Directories(
                    any -> {
                        throw new AssertionError("nothing is opened without a password");
                    },
                    InstantSource.system()));
    private final SourceDeclarations declarations = new SourceDeclarations(
            new CsvSources(new SourceFiles(new KubernetesClientBuilder().build()), interfaces),
            interfaces,
            directories,
            new WriteBackDeclarations(
                    interfaces, directories, new SourceSheets(new KubernetesClientBuilder().build()), () -> true));

    private Reading<Feeds.Setup> read(String spec, String status) {
        return declarations.read(
                Serialization.unmarshal("""
                apiVersion: provisioning.usher.dev/v1alpha1
                kind: UserSource
                metadata: {name: hr, namespace: people}
                spec: {%s}
                status: {%s}
                """.formatted(spec, status), UserSource.class),
                "a",
                Set.of(),
                Optional.empty());
    }

    private Feeds.Setup setup(String spec, String status) {
        return ((Reading.Of<Feeds.Setup>) read(spec, status)).value();
    }

    @Test
    void readsWhatIsLeftOut() {
        var setup = setup(CSV + "fields: [{to: userName, from: login}]", "");

        assertThat(setup.every()).isEqualTo(Duration.ofMinutes(5));
        assertThat(setup.terms().isObserved()).isFalse();
        assertThat(setup.terms().sanity().terminatedPercent()).isEqualTo(5);
        assertThat(setup.terms().drafting().key()).isEqualTo("number");
    }

    @Test
    void readsAnInterfaceLessOften() {
        var setup = setup(
                "http: {url: 'https://hr.example.com/people', records: ''}, key: /id, fields: [{to: userName, from: /login}]",
                "");

        assertThat(setup.every()).isEqualTo(Duration.ofHours(1));
        assertThat(read(
                        "http: {url: 'https://hr.example.com/people', records: people}, key: /id, fields: [{to: userName, from: /login}]",
                        ""))
                .hasToString("Invalid[message=`http`: give a JSON Pointer, which begins with /, such as /data/0/name]");
    }

    private static String changes(String delta, String more) {
        return "http: {url: 'https://hr.example.com/people', records: /people, delta: " + delta + "}, key: /id, " + more
                + " fields: [{to: userName, from: /login}, {to: status, from: /state}]";
    }

    @Test
    void readsHowAnInterfaceIsAskedForWhatChanged() {
        for (var delta : List.of(
                "{query: since, time: {format: EpochSeconds, overlapSeconds: 0}}",
                "{query: since, value: 'x {since}', url: 'https://hr.example.com/changed', newest: {at: /updated_at}}",
                "{query: since, token: {at: /token}, wholeEverySeconds: 3601}",
                "{link: {at: /@odata.deltaLink}}")) {
            assertThat(read(changes(delta, ""), "")).as(delta).isInstanceOf(Reading.Of.class);
        }
        assertThat(read(changes("{query: since, time: {format: mm}}", ""), ""))
                .hasToString(
                        "Invalid[message=`http`: give a `format` of a time or a day, such as uuuu-MM-dd'T'HH:mm:ss, EpochSeconds or EpochMillis]");
        assertThat(read(changes("{query: since, url: 'https://elsewhere.example.com/', time: {}}", ""), ""))
                .hasToString(
                        "Invalid[message=`http`: give a `url` at the scheme, host and port of the list: credentials go there alone]");
    }

    @Test
    void asksForEverybodyMoreSeldomThanForWhatChanged() {
        assertThat(read(changes("{query: since, time: {}}", "everySeconds: 86400,"), "")
                        .toString())
                .contains("let `everySeconds` be less than `delta.wholeEverySeconds`");
        assertThat(read(changes("{query: since, time: {}, wholeEverySeconds: 3600}", ""), "")
                        .toString())
                .as("an hour is usual")
                .contains("let `everySeconds` be less than `delta.wholeEverySeconds`");
    }

    @Test
    void asksForNoChangesWhereNobodyCanTellWhoAManagerIs() {
        var badges =
                "http: {url: 'https://hr.example.com/people', records: /people%s}, key: /id, match: [email], fields: [{to: email, from: /m}, {to: manager, from: /b}]";

        assertThat(read(badges.formatted(", delta: {query: since, time: {}}"), "")
                        .toString())
                .contains("leave `delta` out, or the field to manager");
        assertThat(read(badges.formatted(""), "")).isInstanceOf(Reading.Of.class);
    }

    @Test
    void asksForWhatChangedByAPresetOnlyWhereThatKnowsHow() {
        var source =
                "http: {preset: %s, auth: {%s: {secretRef: {name: hr, key: t, usernameKey: u, passwordKey: p}}}, delta: %s}, key: /id, fields: [{to: userName, from: /x}]";

        assertThat(read(source.formatted("rippling@1", "bearer", "{}"), "")).isInstanceOf(Reading.Of.class);
        assertThat(read(source.formatted("hibob@1", "basic", "{}"), "").toString())
                .contains("say in `delta` how it is asked for what changed");
        assertThat(read(source.formatted("hibob@1", "basic", "{field: /since, time: {}}"), ""))
                .isInstanceOf(Reading.Of.class);
        assertThat(read(source.formatted("rippling@1", "bearer", "{query: expand, time: {}}"), "")
                        .toString())
                .contains("let `delta.value` hold all that the request says there otherwise");
    }

    @Test
    void countsWhoIsMissingNoTwoTimesWithinHalfOfTheUsualTimeWhereChangesAreAskedForEachMinute() {
        var more = "everySeconds: %d, missing: {then: End},";

        assertThat(setup(changes("{query: since, time: {}}", more.formatted(60)), "")
                        .terms()
                        .missing())
                .as("half of a day")
                .contains(new MissingTerms(3, Duration.ofHours(12)));
        assertThat(setup(changes("{query: since, time: {}, wholeEverySeconds: 4000}", more.formatted(60)), "")
                        .terms()
                        .missing())
                .contains(new MissingTerms(3, Duration.ofHours(1)));
        assertThat(setup(changes("{query: since, time: {}, wholeEverySeconds: 9000}", more.formatted(7200)), "")
                        .terms()
                        .missing())
                .contains(new MissingTerms(3, Duration.ofHours(2)));
    }

    @Test
    void readsWhatIsDeclared() {
        var terms = setup(
                        CSV
                                + "mode: Observe, match: [email], everySeconds: 5, sanity: {minimumRecords: 9, maximumTerminatedPercent: 1,"
                                + " maximumDisappearedPercent: 2, maximumChangedPercent: 3, maximumReturnedPercent: 4, maximumRefusedPercent: 6},"
                                + " fields: [{to: startTime, from: b, format: dd.MM.uuuu, words: {x: y}}]",
                        "")
                .terms();

        assertThat(terms.isObserved()).isTrue();
        assertThat(terms.match()).containsExactly("email");
        assertThat(terms.sanity())
                .hasToString(
                        "Sanity[minimumRecords=9, disappearedPercent=2, terminatedPercent=1, returnedPercent=4, refusedPercent=6, changedPercent=3]");
        assertThat(terms.drafting().fields()).singleElement().satisfies(field -> {
            assertThat(field.format()).isPresent();
            assertThat(field.words()).containsEntry("x", "y");
        });
    }

    @Test
    void missesNoFieldThatIsNotDeclaredAnyMore() {
        var terms = setup(CSV + "fields: [{to: userName, from: login}]", "fields: [login, dept]")
                .terms();

        assertThat(terms.fields()).containsExactly("login");
    }

    @Test
    void objectsToAFormatByWhichNoDateCanBeRead() {
        assertThat(read(CSV + "fields: [{to: startTime, from: b, format: dd.MM.uu}]", ""))
                .isInstanceOfSatisfying(
                        Reading.Invalid.class,
                        invalid -> assertThat(invalid.message()).contains("startTime", "dd.MM.uuuu"));
    }

    @Test
    void readsHowPeopleAreNamed() {
        var naming = setup(
                        CSV
                                + "fields: [{to: name.given, from: f}], naming: {userName: {candidates: [name.given], onNameChange: Ask},"
                                + " email: {candidates: [\"userName + '@x.org'\"]}}",
                        "")
                .terms()
                .naming()
                .terms();

        assertThat(naming.userName())
                .contains(new NamingTerms.OfName(List.of("name.given"), NamingTerms.OnNameChange.ASK));
        assertThat(naming.email())
                .contains(new NamingTerms.OfName(List.of("userName + '@x.org'"), NamingTerms.OnNameChange.KEEP));
    }

    @Test
    void objectsToANameThatCannotBeUnderstoodOrThatAFieldSays() {
        assertThat(read(CSV + "fields: [{to: title, from: t}], naming: {userName: {candidates: [name.given]}}", ""))
                .isInstanceOfSatisfying(
                        Reading.Invalid.class,
                        invalid -> assertThat(invalid.message())
                                .startsWith("`spec.naming.userName.candidates[0]`, line 1, column")
                                .contains("correct it"));
        assertThat(read(CSV + "fields: [{to: userName, from: l}], naming: {userName: {candidates: [externalId]}}", ""))
                .isInstanceOfSatisfying(
                        Reading.Invalid.class,
                        invalid -> assertThat(invalid.message())
                                .contains("both say what becomes of userName", "take it out"));
        assertThat(read(
                        CSV
                                + "fields: [{to: title, from: t}], naming: {email: {candidates: [title], onNameChange: Guess}}",
                        ""))
                .isEqualTo(new Reading.Newer<>("spec.naming.email.onNameChange"));
    }

    @Test
    void readsValuesThatAreMadeOfSeveralFields() {
        var terms = setup(
                        CSV + "fields: [{to: displayName, value: \"record['First'] + record.Last\"}]",
                        "fields: [Last, x]")
                .terms();

        assertThat(terms.drafting().fields())
                .singleElement()
                .satisfies(field -> assertThat(field.columns()).containsExactlyInAnyOrder("First", "Last"));
        assertThat(terms.fields()).containsExactly("Last");
        assertThat(read(CSV + "fields: [{to: title, value: \"record['First\"}]", ""))
                .isInstanceOfSatisfying(
                        Reading.Invalid.class,
                        invalid -> assertThat(invalid.message())
                                .startsWith("`spec.fields[title].value`, line 1")
                                .contains("correct it"));
        assertThat(read(CSV + "fields: [{to: title, from: t, value: \"record['First']\"}]", ""))
                .isInstanceOfSatisfying(
                        Reading.Invalid.class,
                        invalid -> assertThat(invalid.message()).contains("exactly one of"));
    }

    @Test
    void guessesNothingOfAModeOrATargetThatItDoesNotKnow() {
        assertThat(read(CSV + "mode: Merge, fields: [{to: userName, from: login}]", ""))
                .isEqualTo(new Reading.Newer<>("spec.mode"));
        assertThat(read(CSV + "fields: [{to: userName, from: login}, {to: shoeSize, from: s}]", ""))
                .isEqualTo(new Reading.Newer<>("spec.fields[shoeSize].to"));
    }

    private static String directory(String more) {
        return "ldap: {url: 'ldaps://ldap.example.com', bind: {dn: 'cn=usher,dc=example,dc=com', secretRef: {name: hr, key: password}},"
                + " base: 'ou=people,dc=example,dc=com'" + more
                + "}, key: employeeNumber, fields: [{to: userName, from: uid}]";
    }

    @Test
    void readsADirectory() {
        var setup = setup(directory(""), "");

        assertThat(setup.every()).isEqualTo(Duration.ofMinutes(5));
        assertThat(setup.feed().get().read(new Feed.Sink() {
                    @Override
                    public void record(FeedRecord record) {}

                    @Override
                    public void refused(Refusal refusal) {}
                }))
                .isEqualTo(new Feed.Reading.Broken(Flaw.of(Flaw.Defect.CREDENTIALS_NOT_OFFERED)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    bind:|filter: '(objectClass=person', bind:|filter
                    bind:|filter: 'objectClass=person', bind:|filter
                    'ou=people,dc=example,dc=com'|people|base
                    ldaps://ldap.example.com|https://ldap.example.com|url
                    dn: 'cn=usher,dc=example,dc=com'|dn: usher|bind.dn
                    base:|tls: {startTLS: true}, base:|tls.startTLS
                    base:|tls: {caBundle: x}, base:|PEM
                    """)
    void saysWhatCannotBeFollowedOfADirectory(String part, String other, String named) {
        var declared = directory("").replaceFirst(Pattern.quote(part), other);
        assertThat(declared).isNotEqualTo(directory(""));
        assertThat(read(declared, ""))
                .isInstanceOfSatisfying(
                        Reading.Invalid.class,
                        invalid -> assertThat(invalid.message()).contains(named));
    }

    @Test
    void readsNoAttributeThatHoldsASecretAndNoneThatIsNone() {
        for (var name : List.of("userPassword", "unicodePwd", "ms-Mcs-AdmPwd", "*", "+", "cn;lang-en", "1.1")) {
            assertThat(read(directory("").replace("from: uid", "from: '" + name + "'"), ""))
                    .as(name)
                    .isInstanceOf(Reading.Invalid.class);
        }
        assertThat(read(directory("").replace("from: uid", "from: pwdLastSet"), ""))
                .isInstanceOf(Reading.Of.class);
    }

    @Test
    void takesWhatItDoesNotKnowForNewer() {
        assertThat(read(directory(", scope: Children"), "")).isEqualTo(new Reading.Newer<>("spec.ldap.scope"));
        assertThat(read("key: number, fields: [{to: userName, from: login}]", ""))
                .isInstanceOf(Reading.Newer.class);
        assertThat(read(
                        "csv: {configMap: {name: hr, key: k}, encoding: EBCDIC}, key: n, fields: [{to: userName, from: l}]",
                        ""))
                .isInstanceOf(Reading.Newer.class);
    }

    private static final String HTTP =
            "http: {url: 'https://hr.example.com/people', records: ''}, key: /id, fields: [{to: userName, from: /login}], ";

    @Test
    void readsHowItIsToldAndWhatIsComparedForIt() {
        var setup = setup(
                HTTP
                        + "writeBack: {existing: Replace, fields: [{from: email, to: /mail}], http: {url: 'https://hr.example.com/people/{key}'}}",
                "");

        var back = setup.writeBack().orElseThrow();
        assertThat(back.replaces()).isTrue();
        assertThat(back.fields()).containsExactly(new WriteBack.Field(Target.EMAIL, "/mail"));
        assertThat(back.way()).isInstanceOf(WriteBack.Way.ByRecord.class);
        assertThat(setup.terms().drafting().fields())
                .as("it becomes nothing of a user")
                .hasSize(1);
    }

    @Test
    void whatWasHeldOfWhatIsWrittenBackIsKnownAfterAStart() {
        var setup = setup(
                CSV
                        + "fields: [{to: userName, from: login}], writeBack: {fields: [{from: userName, to: login}], configMap: {name: names, key: n.csv}}",
                "writeBack: {owed: 7, written: 0, differing: 0, refused: 0, notShown: 0, held: {run: w7, records: 7, unseen: [login]}}");

        assertThat(setup.writeBack().orElseThrow().withheld()).contains(new Withheld("w7", Set.of("login")));
    }

    @Test
    void readsAFileToWrite() {
        var setup = setup(
                CSV
                        + "fields: [{to: userName, from: login}], writeBack: {fields: [{from: userName, to: login}], configMap: {name: names, key: n.csv}}",
                "");

        assertThat(setup.writeBack().orElseThrow().way()).isInstanceOf(WriteBack.Way.InSheet.class);
        assertThat(setup.writeBack().orElseThrow().replaces()).isFalse();
    }

    @Test
    void whatIsWrittenBackHasAPlaceOfItsOwn() {
        assertThat(read(
                                HTTP
                                        + "writeBack: {fields: [{from: userName, to: /login}], http: {url: 'https://hr.example.com/people/{key}'}}",
                                "")
                        .toString())
                .contains("Invalid", "has a place of its own");
        assertThat(read(
                                HTTP
                                        + "writeBack: {fields: [{from: userName, to: /a}], http: {url: 'https://elsewhere.example.com/people/{key}'}}",
                                "")
                        .toString())
                .contains("Invalid", "`writeBack.http`: ", "auth of its own");
        assertThat(read(
                                HTTP
                                        + "writeBack: {fields: [{from: userName, to: /a}], http: {url: 'https://hr.example.com/people/{key}', fields: {email: /mail}}}",
                                "")
                        .toString())
                .contains("Invalid", "`fields` has a place for email");
        assertThat(read(HTTP + "writeBack: {fields: [{from: userName, to: /a}], http: {}}", "")
                        .toString())
                .contains("Invalid", "give the address to write to");
        assertThat(read(
                                HTTP
                                        + "writeBack: {fields: [{from: userName, to: /a}], http: {url: 'https://hr.example.com/people/{key}', body: '[]'}}",
                                "")
                        .toString())
                .contains("Invalid", "`writeBack.http`: ");
        assertThat(read(
                                CSV
                                        + "fields: [{to: userName, from: login}], writeBack: {fields: [{from: userName, to: login}], configMap: {name: hr, key: people.csv}}",
                                "")
                        .toString())
                .contains("Invalid", "must not be the file");
    }

    @Test
    void whatAnotherVersionWritesBackIsNotGuessed() {
        assertThat(read(HTTP + "writeBack: {fields: [{from: title, to: /a}], http: {}}", "")
                        .toString())
                .contains("Newer", "spec.writeBack.fields[title].from");
        assertThat(read(HTTP + "writeBack: {existing: Merge, fields: [{from: email, to: /a}], http: {}}", "")
                        .toString())
                .contains("Newer", "spec.writeBack.existing");
        assertThat(read(HTTP + "writeBack: {fields: [{from: email, to: /a}], sql: {}}", "")
                        .toString())
                .contains("Newer", "spec.writeBack");
    }

    @Test
    void anEntryIsWrittenByWhoMayWrite() {
        var ldap =
                "ldap: {url: 'ldaps://ldap.example.com', bind: {dn: 'cn=r,dc=x', secretRef: {name: s, key: p}}, base: 'dc=x'}, key: employeeNumber,"
                        + " fields: [{to: name.given, from: givenName}], writeBack: {fields: [{from: userName, to: uid}], ldap: ";

        assertThat(setup(ldap + "{}}", "").writeBack().orElseThrow().way()).isInstanceOf(WriteBack.Way.ByRecord.class);
        assertThat(setup(ldap + "{bind: {dn: 'cn=w,dc=x', secretRef: {name: w, key: p}}}}", "")
                        .writeBack())
                .isPresent();
        assertThat(read(
                                ldap.replace("to: uid", "to: manager")
                                                .replace(
                                                        "{to: name.given, from: givenName}",
                                                        "{to: manager, from: manager}")
                                        + "{}}",
                                "")
                        .toString())
                .contains("Invalid");
    }
}
