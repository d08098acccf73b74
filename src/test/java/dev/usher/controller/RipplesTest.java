package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RipplesTest {
    private static final String SETTLED = "{observedGeneration: 3, lifecycleState: Active}";

    private final Neighbourhood here = new Neighbourhood();
    private final Mailbox mailbox = new Mailbox(here.caches);
    private final Ripples ripples = new Ripples(here.caches, new Circle(here.caches, here.accesses()), mailbox);
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void listen() {
        mailbox.users()
                .setEventHandler(
                        event -> told.add(event.getRelatedCustomResourceID().getName()));
        mailbox.users().start();
    }

    @Test
    void reachWhoeverNamesSomebodyWhoseStateChanges() {
        here.has("managed", "{userName: m, manager: {name: ada}}");
        here.has("owned", "{userName: o, owners: [{name: eve}, {name: ada}]}");
        here.has("admin", "{userName: adm, person: {name: ada}}");
        here.has("subsidiary", "foreign", "{userName: f, manager: {name: ada, namespace: people}}");
        here.has("other", "{userName: x, manager: {name: eve}}");
        here.has("subsidiary", "namesake", "{userName: n, manager: {name: ada}}");

        ripples.spread(here.has("people", "ada", "{userName: ada}", SETTLED), says("Departed"));

        assertThat(told).containsExactlyInAnyOrder("managed", "owned", "admin", "foreign");
    }

    private ProvisionedUser withAccount(String entry) {
        return here.has(
                "people",
                "ada",
                "{userName: ada}",
                SETTLED.replace("}", ", accounts: [{app: wiki, namespace: people, " + entry + "}]}"));
    }

    @Test
    void reachWhomSomebodyManagesOnceItIsRecordedWhereTheirAccountIs() {
        here.hasApp("wiki", "attributes: [{to: manager, value: user.manager}]");
        here.has("managed", "{userName: m, manager: {name: ada}}");
        here.has("other", "{userName: o, manager: {name: eve}}");
        ripples.spread(here.has("people", "ada", "{userName: ada}", SETTLED), says("Active"));
        assertThat(told).isEmpty();

        ripples.spread(withAccount("state: Active, id: \"7\", tenant: t"), says("Active"));
        assertThat(told).containsExactly("managed");
        told.clear();
        ripples.spread(withAccount("state: Disabled, id: \"7\", tenant: t"), says("Active"));
        assertThat(told).as("it is where it was").isEmpty();

        ripples.noticed(withAccount("state: Active, id: \"8\", tenant: t"));
        assertThat(told).contains("managed");
        told.clear();
        ripples.spread(withAccount("state: Deleted, id: \"8\", tenant: t"), says("Active"));
        assertThat(told).containsExactly("managed");
    }

    /** Until then it could not be told whether there will be an account. */
    @Test
    void reachWhomSomebodyManagesOnceAnythingIsRecordedOfThem() {
        here.hasApp("wiki", "attributes: [{to: manager, value: user.manager}]");
        here.has("managed", "{userName: m, manager: {name: ada}}");
        ripples.spread(here.has("people", "ada", "{userName: ada}", "{lifecycleState: Active}"), says("Active"));
        told.clear();

        ripples.spread(here.has("people", "ada", "{userName: ada}", SETTLED), says("Active"));

        assertThat(told).contains("managed");
    }

    /** Everybody was decided from what is recorded at a start. */
    @Test
    void doNotGoOutForAccountsThatWereRecordedBeforeAStart() {
        here.hasApp("wiki", "attributes: [{to: manager, value: user.manager}]");
        here.has("managed", "{userName: m, manager: {name: ada}}");

        ripples.spread(withAccount("state: Active, id: \"7\", tenant: t"), says("Active"));

        assertThat(told).isEmpty();
    }

    @Test
    void doNotGoOutForAccountsOfAnAppThatShowsNoManagers() {
        here.hasApp("wiki", "attributes: [{to: title, value: user.title}]");
        here.has("managed", "{userName: m, manager: {name: ada}}");
        ripples.spread(here.has("people", "ada", "{userName: ada}", SETTLED), says("Active"));

        ripples.spread(withAccount("state: Active, id: \"7\", tenant: t"), says("Active"));

        assertThat(told).isEmpty();
    }

    @Test
    void reachWhoeverWantsTheSameNameOrKey() {
        here.has("rival", "{userName: ADA}");
        here.has("double", "{userName: d, externalId: \"1\"}");
        here.has("other", "{userName: x, externalId: \"2\"}");

        ripples.spread(here.has("people", "ada", "{userName: ada, externalId: \"1\"}", SETTLED), says("Departed"));

        assertThat(told).containsExactlyInAnyOrder("rival", "double");
    }

    @Test
    void reachWhoeverWantsTheSameKeyWhereOthersShareThesePeople() {
        here.has("board", "double", "{userName: d, externalId: \"1\"}");
        here.has("elsewhere", "other", "{userName: x, externalId: \"1\"}");
        here.sharesPeople("people", "people", "board");
        here.sharesPeople("board", "people", "board");

        ripples.gone(here.has("people", "ada", "{userName: ada, externalId: \"1\"}", SETTLED));

        assertThat(told).containsExactly("double");
    }

    @Test
    void goOutWhereTheDeclarationChangedAlthoughTheStateDidNot() {
        here.has("managed", "{userName: m, manager: {name: ada}}");

        ripples.spread(
                here.has("people", "ada", "{userName: ada}", "{observedGeneration: 2, lifecycleState: Active}"),
                says("Active"));

        assertThat(told).containsExactly("managed");
    }

    @Test
    void goOutOncePerChangeHoweverLongItsWritingTakes() {
        here.has("managed", "{userName: m, manager: {name: ada}}");
        var ada = here.has("people", "ada", "{userName: ada}", SETTLED);

        for (var look = 0; look < 3; look++) {
            ripples.spread(ada, says("Departed"));
        }
        assertThat(told).hasSize(1);

        ripples.spread(ada, says("Active"));
        ripples.spread(ada, says("Departed"));
        assertThat(told).hasSize(3);
    }

    /** Whoever looked in between took the departure for a fact. */
    @Test
    void goOutWhereAStateIsTakenBackBeforeItIsWritten() {
        here.has("admin", "{userName: adm, person: {name: ada}}");
        var ada = here.has("people", "ada", "{userName: ada}", SETTLED);

        ripples.spread(ada, says("Departed"));
        told.clear();
        ripples.spread(ada, says("Active"));

        assertThat(told).containsExactly("admin");
    }

    /** The person may be looked after by another installation, or have become illegible. */
    @Test
    void goOutOnceForEachEditOfSomebodyOfWhomNothingIsDecidedHere() {
        here.has("admin", "{userName: adm, person: {name: ada}}");
        var ada = here.has("people", "ada", "{userName: ada}", SETTLED);

        ripples.noticed(ada);
        ripples.noticed(ada);
        assertThat(told).containsExactly("admin");

        ada.getMetadata().setGeneration(4L);
        ripples.noticed(ada);
        assertThat(told).hasSize(2);
    }

    @Test
    void goOutAgainForTheNextChange() {
        here.has("managed", "{userName: m, manager: {name: ada}}");
        var ada = here.has("people", "ada", "{userName: ada}", SETTLED);

        ripples.spread(ada, says("Departed"));
        ripples.spread(ada, says("OnLeave"));

        assertThat(told).hasSize(2);
    }

    @Test
    void doNotGoOutWhereNothingChanges() {
        here.has("managed", "{userName: m, manager: {name: ada}}");

        ripples.spread(here.has("people", "ada", "{userName: ada}", SETTLED), says("Active"));

        assertThat(told).isEmpty();
    }

    /** Each is looked at because of the other, and neither status is written in between. */
    @Test
    void endBetweenTwoWhoNameEachOther() {
        var ada = here.has("people", "ada", "{userName: ada, manager: {name: eve}}", SETTLED);
        var eve = here.has("people", "eve", "{userName: eve, manager: {name: ada}}", SETTLED);

        ripples.spread(ada, says("Departed"));
        for (var round = 0; round < 5; round++) {
            lookAtWhoeverWasTold(ada, eve);
        }

        assertThat(told).isEmpty();
    }

    /** Two roles that conflict may be held by two identities of one person. */
    @Test
    void reachTheOtherIdentitiesWhenTheRolesThatAreRecordedChange() {
        here.has("ada", "{userName: ada}");
        here.has("other", "{userName: other, person: {name: eve}}");
        var held = SETTLED.replace("}", ", roles: [{name: analyst, namespace: people}]}");
        var adm = here.has("people", "adm-ada", "{userName: adm-ada, person: {name: ada}}", held);

        ripples.spread(adm, says("Active"));
        ripples.spread(adm, says("Active"));

        assertThat(told).containsExactly("ada");
    }

    @Test
    void reachThePersonWhoseFurtherIdentityThisWasUntilAnEdit() {
        here.has("ada", "{userName: ada}");
        here.has("dev-ada", "{userName: dev-ada, person: {name: ada}}");

        ripples.spread(
                here.has(
                        "people",
                        "adm-ada",
                        "{userName: adm-ada}",
                        "{observedGeneration: 2, lifecycleState: Active, person: {name: ada, namespace: people, externalId: \"1\"}}"),
                says("Active"));

        assertThat(told).containsExactlyInAnyOrder("ada", "dev-ada");
    }

    @Test
    void goOutWhenSomebodyIsDeleted() {
        here.has("rival", "{userName: ada}");
        here.has("managed", "{userName: m, manager: {name: ada}}");

        ripples.gone(here.has("people", "ada", "{userName: ada}", SETTLED));

        assertThat(told).containsExactlyInAnyOrder("rival", "managed");
    }

    private void lookAtWhoeverWasTold(ProvisionedUser ada, ProvisionedUser eve) {
        var now = List.copyOf(told);
        told.clear();
        now.forEach(name -> ripples.spread(name.equals("ada") ? ada : eve, says("Departed")));
    }

    private static ProvisionedUserStatus says(String state) {
        return new ProvisionedUserStatus(
                3L, null, null, null, state, null, null, null, null, null, null, List.of(), List.of(), List.of(),
                List.of(), List.of());
    }
}
