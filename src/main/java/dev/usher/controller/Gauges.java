package dev.usher.controller;

import java.util.List;

/** The gauges that are counted together, see {@code docs/metrics.md}. */
public enum Gauges {
    PROVISION_UNFINISHED(
            "usher.provision.unfinished",
            "",
            "People who came and do not have all they are to have",
            "namespace",
            "age"),
    PROVISION_OLDEST(
            "usher.provision.unfinished.oldest",
            "seconds",
            "For how long the one of them waits who waits longest",
            "namespace"),
    DEPROVISION_UNFINISHED(
            "usher.deprovision.unfinished",
            "",
            "People who departed and of whose accounts not all are shown to be shut",
            "namespace",
            "recorded",
            "age"),
    DEPROVISION_OLDEST(
            "usher.deprovision.unfinished.oldest",
            "seconds",
            "How long ago the one of them went who went first",
            "namespace"),
    ACCESS_NOT_REVOKED(
            "usher.access.not.revoked",
            "",
            "Accounts that are to lose access, and of which no read has shown that they have",
            "namespace",
            "app",
            "reason"),
    ACCESS_OLDEST(
            "usher.access.not.revoked.oldest",
            "seconds",
            "For how long the one of them is to lose it that is to lose it longest, be it held or not",
            "namespace",
            "app"),
    CHANGES_UNCONFIRMED(
            "usher.changes.unconfirmed",
            "",
            "Changes that were decided more than an hour ago and that no read has confirmed",
            "namespace",
            "app",
            "reason"),
    ACCOUNTS("usher.accounts", "", "Accounts of people, by how they stand", "namespace", "app", "state"),
    ACCOUNTS_IN_USE(
            "usher.accounts.in.use", "", "Accounts that somebody can use, as far as is known", "namespace", "app"),
    ACCOUNTS_DRIFTED(
            "usher.accounts.drifted",
            "",
            "Accounts that somebody changed in the app, and that are left so",
            "namespace",
            "app"),
    ACCOUNTS_DEPARTED(
            "usher.accounts.departed", "", "Accounts in use of people who departed", "namespace", "app", "why"),
    ACCOUNTS_WITHOUT_USER(
            "usher.accounts.without.user",
            "",
            "Active accounts in the app that no user justifies, by the last complete inventory",
            "namespace",
            "app",
            "kind"),
    LANE_WAITING(
            "usher.lane.waiting", "", "Accounts that wait for work in the lane of an app", "namespace", "app", "line"),
    APP_TROUBLE(
            "usher.app.trouble",
            "",
            "1 while nothing can be done in an app, for this reason",
            "namespace",
            "app",
            "reason"),
    FORECAST_ENDS("usher.forecast.ends", "", "Accounts that end by known dates within 7 days", "namespace", "app"),
    FORECAST_OVER(
            "usher.forecast.over.limit",
            "",
            "Windows of the limit within 7 days in which more accounts end by known dates than it lets go",
            "namespace",
            "app"),
    WAVES_HELD("usher.waves.held", "", "Waves of removals or changes that a limit holds", "namespace", "app"),
    WAVES_HELD_AMOUNT(
            "usher.waves.held.amount", "", "Accounts and entitlements in waves that a limit holds", "namespace", "app"),
    INVENTORY_COMPLETE(
            "usher.inventory.complete",
            "",
            "1 while the last inventory of an app was read to its end",
            "namespace",
            "app"),
    INVENTORY_TIME(
            "usher.inventory.complete.timestamp",
            "seconds",
            "When an inventory last read an app to its end",
            "namespace",
            "app"),
    INVENTORY_INTERVAL(
            "usher.inventory.interval",
            "seconds",
            "The pause between two inventories of an app, as it is declared",
            "namespace",
            "app"),
    LICENCE_SEATS("usher.licence.seats", "", "Licences that an app has, as it is declared", "namespace", "app"),
    LICENCE_USED(
            "usher.licence.used", "", "Active accounts in an app of which licences are declared", "namespace", "app"),
    LICENCE_UNUSED(
            "usher.licence.unused",
            "",
            "Active accounts of people that nobody has used for long, where the app tells it",
            "namespace",
            "app"),
    LICENCE_UNUSED_COST(
            "usher.licence.unused.monthly.cost",
            "",
            "What they cost in a month, in the currency",
            "namespace",
            "app",
            "currency"),
    RESOURCES(
            "usher.resources",
            "",
            "Resources, by how they stand as their statuses say",
            "namespace",
            "kind",
            "state",
            "reason"),
    ROLE_MEMBERS("usher.role.members", "", "People who have a role, as its status says", "namespace", "role"),
    CERTIFICATE_END(
            "usher.certificate.end.timestamp",
            "seconds",
            "When the first of the certificates ends by which Usher proves itself to an app",
            "namespace",
            "app",
            "soon"),
    ADMISSION_IN_FORCE(
            "usher.admission.policy.in.force",
            "",
            "1 while the API server judges by this policy as it was installed",
            "policy"),
    SOURCE_COMPLETE_TIME(
            "usher.source.complete.timestamp",
            "seconds",
            "When a source was last read to its end",
            "namespace",
            "source"),
    SOURCE_WHOLE_TIME(
            "usher.source.whole.timestamp",
            "seconds",
            "When a source was last read to its end, and all of it was applied",
            "namespace",
            "source"),
    SOURCE_INTERVAL(
            "usher.source.interval", "seconds", "How often a source is read, as it is declared", "namespace", "source"),
    SOURCE_RECORDS("usher.source.records", "", "Records that the last complete run read", "namespace", "source"),
    SOURCE_REFUSED(
            "usher.source.refused.records",
            "",
            "Records of the last complete run that are not applied, or not whole",
            "namespace",
            "source"),
    SOURCE_HELD("usher.source.held", "", "1 while a run waits for somebody to look at it", "namespace", "source"),
    SOURCE_FAILING(
            "usher.source.failing",
            "",
            "1 while the last run did not read the source to its end",
            "namespace",
            "source");

    private static final String BETWEEN = ",";

    private final String metric;
    private final String unit;
    private final String meaning;
    private final String labels;

    Gauges(String metric, String unit, String meaning, String... labels) {
        this.metric = metric;
        this.unit = unit;
        this.meaning = meaning;
        this.labels = String.join(BETWEEN, labels);
    }

    /** With points between its words. */
    public String metric() {
        return metric;
    }

    /** Empty: it is a count. */
    public String unit() {
        return unit;
    }

    public String meaning() {
        return meaning;
    }

    public List<String> labels() {
        return List.of(labels.split(BETWEEN));
    }

    /** A number of it. */
    public Figures.Level at(double value, String... values) {
        return new Figures.Level(this, List.of(values), value);
    }
}
