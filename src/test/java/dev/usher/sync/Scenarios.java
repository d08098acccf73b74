package dev.usher.sync;

import dev.usher.connector.FirstAccess;
import dev.usher.connector.Op;
import dev.usher.domain.access.Company;
import dev.usher.domain.access.MappedAttribute;
import dev.usher.domain.access.Reaction;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.CredentialTerms;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.PasswordPolicy;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.person.Employment;
import dev.usher.domain.person.Hold;
import dev.usher.domain.person.Lock;
import dev.usher.domain.person.Reach;
import dev.usher.domain.person.Term;
import dev.usher.domain.plan.Correlation;
import dev.usher.domain.plan.Correlation.Adoption;
import dev.usher.domain.quality.Related;
import dev.usher.domain.rule.AccountRule;
import dev.usher.domain.rule.Formula;
import dev.usher.domain.rule.Text;
import dev.usher.domain.safety.Budget;
import dev.usher.domain.safety.Budgets;
import dev.usher.domain.safety.Limit;
import dev.usher.domain.safety.Origin;
import dev.usher.domain.safety.OrphanTerms;
import dev.usher.domain.safety.Protection;
import dev.usher.domain.safety.Ruling;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The stories in which processes die. */
final class Scenarios {
    private static final Origin EDIT = new Origin.OfEdit("Role", "people", "analyst", OptionalLong.of(7));

    /** The answer of an app that does not want to hear of somebody for as long as a story lasts. */
    private static final Failure AWAY = Failure.of(Kind.REJECTED, Detail.NONE).after(Duration.ofDays(1));

    private static final Formula TITLE = new Formula("title");

    private Scenarios() {}

    static List<Scenario> all() {
        return List.of(
                join(),
                joinWhereNamesAreTakenTwice(),
                joinBesideOthers(),
                move(),
                leave(),
                leaveForGood(),
                comeBack(),
                rename(),
                adopt(),
                deleteUser(),
                deleteUserWhoComesBack(),
                deleteUserWhoIsHeld(),
                editRole(),
                editApp(),
                introduce(),
                release(),
                restore(),
                changeSecret(),
                lock(),
                start(),
                firstPasswords());
    }

    /** Those in which the app or the limits are against it, too. */
    static List<Scenario> inTrouble() {
        return List.of(
                joinWhereListsBreakOff(),
                joinAtANewAddress(),
                leaveUnanswered(),
                leaveInTrouble(),
                leaveWhileLetInLate(),
                manyLeave());
    }

    static Scenario join() {
        return Scenario.of("join").then(stage -> {
            stage.has("ada", "analyst");
            stage.has("bob", "guest");
        });
    }

    /**
     * Nobody but the lane sees to it that nobody has two accounts.
     *
     * <p>It cannot where a create lands late: that is left out here.
     */
    static Scenario joinWhereNamesAreTakenTwice() {
        return Scenario.of(Scenario.TWICE)
                .after(stage -> stage.app.takesNamesTwice())
                .then(stage -> stage.has("ada", "analyst"));
    }

    /** Somebody else's account, and one that is protected, bear the names of people who are declared. */
    static Scenario joinBesideOthers() {
        return Scenario.of("join-beside")
                .keeps(new Upkeep(
                        Duration.ofHours(1),
                        Scenario.CORRECTED,
                        OrphanTerms.STANDARD,
                        new Correlation(
                                List.of(Correlation.Key.EXTERNAL_ID, Correlation.Key.USER_NAME), Adoption.Adopt),
                        new Protection(Optional.of(new AccountRule("root")))))
                .spares("root", "eve")
                .after(stage -> {
                    stage.app.has("root", Optional.empty(), true);
                    stage.app.has("eve", Optional.of("key of somebody"), true);
                    stage.app.has("mallory", Optional.empty(), true);
                })
                .until(Scenario.everybodyBut("root", "eve"))
                .then(
                        stage -> {
                            stage.has("root", "analyst");
                            stage.has("eve", "analyst");
                            stage.has("ada", "guest");
                        },
                        stage -> Scenario.everybodyBut("root", "eve").test(stage)
                                && stage.failure("root").isPresent()
                                && stage.failure("eve").isPresent());
    }

    /** Her manager gets an account while she loses a group, and is exchanged. */
    static Scenario introduce() {
        return Scenario.of("introduce")
                .after(stage -> {
                    stage.showsManagers();
                    stage.has("bob", "guest");
                })
                // What the app calls whom is a part of how it ends.
                .after(stage -> stage.has("ada", "analyst"))
                .then(stage -> {
                    stage.world.manages("bob", Related.Standing.Here, "ada");
                    stage.isCalled("ada", "Countess");
                    stage.has("ada", "guest");
                })
                .then(stage -> {
                    stage.world.manages("ada", Related.Standing.Here, "ada");
                    stage.has("ada", "guest");
                });
    }

    static Scenario move() {
        return Scenario.of("move")
                .after(stage -> {
                    stage.has("ada", "analyst");
                    stage.has("bob", "guest");
                })
                .then(stage -> {
                    stage.has("ada", "auditor");
                    stage.has("bob", "analyst");
                });
    }

    static Scenario leave() {
        return Scenario.of("leave").after(Scenarios::three).then(stage -> {
            stage.leaves("ada");
            stage.is("bob", Employment.Status.OnLeave, "guest");
        });
    }

    private static void three(Stage stage) {
        stage.has("ada", "analyst");
        stage.has("bob", "guest");
        stage.has("cyd", "auditor");
    }

    /** Whoever is let in gets a password, and whoever is shut out one that nobody knows. */
    static Scenario firstPasswords() {
        var terms = new CredentialTerms.Generated(
                PasswordPolicy.STANDARD, false, Duration.ofDays(3), new TreeMap<>(), true);
        return Scenario.of("passwords")
                .keeps(new Upkeep(
                        InventoryTerms.STANDARD,
                        Scenario.CORRECTED,
                        OrphanTerms.STANDARD,
                        Correlation.STANDARD,
                        Protection.NONE,
                        terms))
                .after(stage -> stage.app.lets(FirstAccess.PASSWORD))
                .after(stage -> stage.is("bob", Employment.Status.Active, "guest"))
                .then(stage -> {
                    stage.is("ada", Employment.Status.Active, "analyst");
                    stage.leaves("bob");
                })
                .then(stage -> {
                    stage.is("bob", Employment.Status.Active, "guest");
                    stage.world.lock("ada", stolen());
                    stage.lane.offer(Stage.user("ada"), Priority.LOCK);
                })
                .then(stage -> {
                    stage.world.lock("ada");
                    stage.asks("ada");
                });
    }

    private static Lock stolen() {
        return new Lock(
                Company.NAMESPACE,
                "lock of ada",
                "case-8",
                Reach.ALL,
                new Term(Optional.empty(), Optional.empty()),
                true);
    }

    static Scenario leaveForGood() {
        return Scenario.of("leave-for-good")
                .after(stage -> {
                    stage.world.company.hasApp("github", Reaction.Delete);
                    stage.world.declare();
                })
                .after(Scenarios::three)
                .then(stage -> stage.leaves("ada"));
    }

    static Scenario comeBack() {
        return Scenario.of("return")
                .after(Scenarios::three)
                .after(stage -> stage.leaves("ada"))
                .then(stage -> stage.is("ada", Employment.Status.Active, "auditor"))
                .then(stage -> stage.leaves("ada"))
                .then(stage -> stage.is("ada", Employment.Status.Active, "analyst"));
    }

    static Scenario rename() {
        return Scenario.of("rename").after(Scenarios::three).then(stage -> {
            stage.world.declare(Stage.user("ada"), Company.renamed("ada", "countess"), Company.roles("analyst"));
            stage.asks("ada");
        });
    }

    static Scenario adopt() {
        return Scenario.of("adopt")
                .keeps(Scenario.keeping(new Correlation(
                        List.of(Correlation.Key.EXTERNAL_ID, Correlation.Key.USER_NAME), Adoption.Adopt)))
                .after(stage -> {
                    var ada = stage.app.has("ada", Optional.empty(), true);
                    stage.app.puts(ada, Company.group("of old"));
                    stage.app.puts(ada, Company.group("readers"));
                })
                .then(stage -> stage.has("ada", "auditor"));
    }

    static Scenario deleteUser() {
        return Scenario.of("delete").after(Scenarios::three).then(stage -> {
            stage.deletesUser("ada", Reaction.Delete);
            stage.deletesUser("bob", Reaction.Disable);
        });
    }

    /** What a reconciler does that finds a record of whoever comes. */
    static Scenario deleteUserWhoComesBack() {
        return Scenario.of("delete-return")
                .after(Scenarios::three)
                .then(stage -> stage.retains("ada", gone(stage, "ada"), Reaction.Delete, Duration.ofDays(30)))
                .then(stage -> {
                    var known = stage.world
                            .status(Stage.retained("ada"), stage.app.id())
                            .orElseThrow();
                    stage.world.forgetRetained(Stage.retained("ada"));
                    stage.world.declare(Stage.user("ada"), Company.person("ada"), Company.roles("auditor"));
                    stage.world.remember(Stage.user("ada"), stage.app.id(), known);
                    stage.asks("ada");
                });
    }

    /** Of one hold every cache knows, of the other none. */
    static Scenario deleteUserWhoIsHeld() {
        return Scenario.of("delete-held")
                .after(Scenarios::three)
                .until(Scenarios::areOutAndCydIsGone)
                .then(stage -> {
                    stage.world.holdUnseen("ada", hold("ada"));
                    stage.world.hold("bob", hold("bob"));
                    stage.deletesUser("ada", Reaction.Delete);
                    stage.deletesUser("bob", Reaction.Delete);
                    stage.deletesUser("cyd", Reaction.Delete);
                });
    }

    /** Who of them is still there is for the invariants to say. */
    private static boolean areOutAndCydIsGone(Stage stage) {
        return stage.app.accounts().stream().noneMatch(Account::active)
                && stage.app.account("cyd").isEmpty();
    }

    private static Hold hold(String name) {
        return new Hold(
                Company.NAMESPACE, "matter of " + name, Set.of(Stage.identity(name)), Set.of(), Optional.empty());
    }

    private static KnownAccount gone(Stage stage, String name) {
        var known = stage.status(name);
        stage.world.delete(Stage.user(name));
        return known;
    }

    static Scenario editRole() {
        return Scenario.of("role-edit")
                .after(stage -> {
                    stage.has("ada", "analyst");
                    stage.has("bob", "analyst");
                })
                .then(stage -> {
                    stage.world.company.hasRole("analyst", "github", "analysts", "editors");
                    stage.world.company.remembers("analyst", "github", "readers");
                    stage.world.declare();
                    stage.census.lose(EDIT, "ada", "bob");
                    stage.asks("ada");
                    stage.asks("bob");
                });
    }

    /** More lose a role than the limits let go, and a person lets them go. */
    static Scenario release() {
        var names = IntStream.range(0, 6).mapToObj(number -> "user-" + number).toList();
        return Scenario.of("release")
                .limits(Budgets.STANDARD
                        .with(Limit.ATTESTED, new Budget(0, 0, Duration.ofHours(1)))
                        .with(Limit.REMOVALS, new Budget(0, 0, Duration.ofHours(1))))
                .after(stage -> {
                    names.forEach(name -> stage.has(name, "analyst"));
                    stage.has("ada", "guest");
                })
                .then(stage -> {
                    stage.decidesAboutWhatIsHeld(Ruling.Sentence.RELEASE);
                    stage.census.lose(EDIT, names.toArray(String[]::new));
                    names.forEach(name -> stage.has(name));
                });
    }

    /** The same, which was a mistake; of those who lost it one is shut out since, and somebody else has left by themselves. */
    static Scenario restore() {
        var names = List.of("user-0", "user-1", "user-2");
        var lock = new Lock(Company.NAMESPACE, "lock of user-2", Set.of(), Optional.empty());
        Predicate<Stage> back =
                stage -> Scenario.everybodyBut("user-0", "user-1").test(stage)
                        && Stream.of("user-0", "user-1").allMatch(name -> isBack(stage, name));
        return Scenario.of("restore")
                .limits(Budgets.STANDARD
                        .with(Limit.ATTESTED, new Budget(0, 0, Duration.ofHours(1)))
                        .with(Limit.REMOVALS, new Budget(0, 0, Duration.ofHours(1))))
                .after(stage -> {
                    stage.has("user-0", "analyst");
                    stage.has("user-1", "analyst");
                    // Whoever is locked before they lost their groups keeps them, and it is left to chance who is.
                    stage.has("user-2", "guest");
                    stage.has("ada", "analyst");
                })
                .after(stage -> stage.leaves("ada"))
                .then(stage -> {
                    stage.decidesAboutWhatIsHeld(Ruling.Sentence.RELEASE);
                    stage.census.lose(EDIT, names.toArray(String[]::new));
                    names.forEach(name -> stage.has(name));
                })
                // A cache that does not show the lock yet would have them brought back for that moment.
                .first(stage -> {
                    stage.world.lock("user-2", lock);
                    stage.lane.offer(Stage.user("user-2"), Priority.LOCK);
                })
                .until(back)
                .then(stage -> stage.decidesAboutWhatIsHeld(Ruling.Sentence.RESTORE));
    }

    /** Whether it is so the invariants say. */
    private static boolean isBack(Stage stage, String name) {
        return stage.status(name).state() == AccountState.Held
                && stage.failure(name)
                        .filter(why -> why.detail() == Detail.RESTORED)
                        .isPresent();
    }

    static Scenario editApp() {
        return Scenario.of("app-edit").after(Scenarios::three).then(stage -> {
            stage.world.company.maps("github", new MappedAttribute.Always("title", TITLE));
            stage.world.company.says(TITLE, of -> new Text.Value("Countess"));
            stage.world.declare();
            List.of("ada", "bob", "cyd").forEach(stage::asks);
        });
    }

    static Scenario changeSecret() {
        return Scenario.of("secret").after(stage -> stage.has("ada", "analyst")).then(stage -> {
            stage.app.accepts("another");
            stage.has("ada", "auditor");
            stage.has("bob", "guest");
            stage.vault.offers("another", "2");
        });
    }

    static Scenario lock() {
        var lock = new Lock(Company.NAMESPACE, "lock of ada", Set.of(), Optional.empty());
        return Scenario.of("lock")
                .after(Scenarios::three)
                .then(stage -> {
                    stage.world.lock("ada", lock);
                    stage.lane.offer(Stage.user("ada"), Priority.LOCK);
                })
                .then(stage -> {
                    stage.world.lock("ada");
                    stage.asks("ada");
                });
    }

    /** Made ahead of a start, which comes, and is put off. */
    static Scenario start() {
        return Scenario.of("start")
                .then(stage -> stage.prepares("ada", "analysts"))
                .then(stage -> stage.starts("ada", "analysts"))
                .then(stage -> stage.prepares("ada", "analysts"));
    }

    /** Somebody's account is where a list does not come to, in an app that takes whatever comes. */
    static Scenario joinWhereListsBreakOff() {
        Predicate<Stage> done = Scenario.everybodyBut("ada");
        return Scenario.of("join-truncated")
                .spares("countess")
                .after(stage -> {
                    stage.has("bob", "guest");
                    stage.has("cyd", "guest");
                })
                .until(done)
                .then(
                        stage -> {
                            stage.app.takesNamesTwice();
                            stage.app.saysNamesAreUnique();
                            stage.app.has("countess", Optional.of(Scenario.keyOf("ada")), true);
                            stage.app.breaksListsOff(true);
                            stage.time.advance(Duration.ofHours(1));
                        },
                        stage -> stage.lane.inventories().count() > 1)
                .then(
                        stage -> stage.has("ada", "guest"),
                        stage -> done.test(stage)
                                && (stage.failure("ada").isPresent()
                                        || stage.app.account("ada").isPresent()));
    }

    /** What is recorded of her is an id that means somebody else here. */
    static Scenario joinAtANewAddress() {
        return Scenario.of("join-tenant")
                .after(stage -> stage.has("bob", "guest"))
                .then(stage -> {
                    stage.world.declare(Stage.user("ada"), Company.person("ada"), Company.roles("analyst"));
                    stage.world.remember(
                            Stage.user("ada"),
                            stage.app.id(),
                            new KnownAccount(
                                    Optional.of(stage.idOf("bob")),
                                    Optional.of(Company.tenant("elsewhere")),
                                    AccountState.Active,
                                    Optional.empty(),
                                    stage.time.instant()));
                    stage.asks("ada");
                });
    }

    static Scenario leaveUnanswered() {
        return Scenario.of("leave-unanswered").after(Scenarios::three).then(stage -> {
            stage.app.onNext(Op.DISABLE, Fault.requestLost());
            stage.leaves("ada");
        });
    }

    static Scenario leaveInTrouble() {
        var trouble = Failure.of(Kind.UNREACHABLE, Detail.TIMED_OUT);
        return Scenario.of("leave-in-trouble").after(Scenarios::three).then(stage -> {
            stage.app.nextRequestsMeet(trouble, trouble, trouble);
            stage.leaves("ada");
        });
    }

    /** She was let in, nobody answered, and she is gone when that arrives. */
    static Scenario leaveWhileLetInLate() {
        return Scenario.of("leave-let-in")
                .after(Scenarios::three)
                .after(stage -> stage.leaves("ada"))
                .then(
                        stage -> {
                            stage.app.isSlowToLand();
                            stage.app.onNext(Op.UPDATE, Fault.late());
                            // How often it is tried again until she leaves is left to nobody's pace.
                            stage.app.always(Op.UPDATE, Fault.failed(AWAY));
                            stage.is("ada", Employment.Status.Active, "analyst");
                        },
                        stage -> stage.app.log(Op.UPDATE).size() > 1)
                .then(stage -> stage.leaves("ada"), Scenarios::isShutOrMayBeLetIn)
                .then(stage -> {
                    stage.app.landWhatIsLate();
                    stage.app.isWell();
                    stage.time.advance(FakeApp.LONG);
                    stage.asks("ada");
                });
    }

    private static boolean isShutOrMayBeLetIn(Stage stage) {
        return Scenario.everybodyIsAsDecided(stage)
                || stage.failure("ada")
                        .filter(why -> why.detail() == Detail.LATE)
                        .isPresent();
    }

    /** More than the limits let go. */
    static Scenario manyLeave() {
        var names = IntStream.range(0, 9).mapToObj(number -> "user-" + number).toList();
        return Scenario.of("leave-many")
                .ofAnybody()
                .keeps(new Upkeep(
                        Duration.ofMinutes(2), Scenario.CORRECTED, OrphanTerms.STANDARD, Correlation.STANDARD))
                .limits(Budgets.STANDARD
                        .with(Limit.ATTESTED, new Budget(0, 0, Duration.ofHours(1)))
                        .with(Limit.REMOVALS, new Budget(0, 0, Duration.ofHours(1))))
                .after(stage -> names.forEach(name -> stage.has(name, "guest")))
                .until(stage -> names.stream()
                        .allMatch(name -> stage.world
                                .status(Stage.user(name), stage.app.id())
                                .filter(known -> known.state() == AccountState.Held
                                        || stage.world.agrees(Stage.user(name), stage.app.id()))
                                .isPresent()))
                .then(stage -> names.forEach(stage::leaves));
    }
}
