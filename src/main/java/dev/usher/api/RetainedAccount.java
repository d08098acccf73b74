package dev.usher.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalSelectableField;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** An account that has no user resource any more, and what happens to it. */
@io.fabric8.kubernetes.model.annotation.Group(Group.NAME)
@Version(Group.VERSION)
@Kind("RetainedAccount")
@Plural("retainedaccounts")
@Singular("retainedaccount")
@ShortNames("racct")
@Categories(Group.CATEGORY)
@AdditionalSelectableField(jsonPath = ".spec.externalId")
@AdditionalSelectableField(jsonPath = ".spec.person.externalId")
@AdditionalSelectableField(jsonPath = ".spec.user")
@AdditionalPrinterColumn(name = "App", jsonPath = ".spec.app.name", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Login", jsonPath = ".spec.userName", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "State", jsonPath = ".status.state", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Ready",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Reason",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
        name = "Purge",
        jsonPath = ".status.purgeTime",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
@AdditionalPrinterColumn(
        name = "Message",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
public class RetainedAccount extends Resource<RetainedAccountSpec, RetainedAccountStatus> implements Namespaced {}
