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

/** One identity of one person, or a service account, with the access it should have. */
@io.fabric8.kubernetes.model.annotation.Group(Group.NAME)
@Version(Group.VERSION)
@Kind("ProvisionedUser")
@Plural("provisionedusers")
@Singular("provisioneduser")
@ShortNames("puser")
@Categories(Group.CATEGORY)
@AdditionalSelectableField(jsonPath = ".spec.externalId")
@AdditionalPrinterColumn(name = "Login", jsonPath = ".spec.userName", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "State",
        jsonPath = ".status.lifecycleState",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Apps", jsonPath = ".status.converged", type = AdditionalPrinterColumn.Type.STRING)
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
        name = "Manager",
        jsonPath = ".spec.manager.name",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
@AdditionalPrinterColumn(
        name = "Message",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
public class ProvisionedUser extends Resource<ProvisionedUserSpec, ProvisionedUserStatus> implements Namespaced {}
