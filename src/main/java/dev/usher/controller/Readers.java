package dev.usher.controller;

import dev.usher.kube.SecretVault;
import dev.usher.kube.SourceFiles;
import dev.usher.kube.SourceSheets;
import dev.usher.source.http.HttpFeeds;
import dev.usher.source.ldap.Directories;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/** What reads sources outside of the cluster. */
public record Readers(HttpFeeds interfaces, Directories directories) {
    /** @param mayWrite whether this operator is in charge */
    SourceDeclarations declarations(KubernetesClient client, InstantSource clock, BooleanSupplier mayWrite) {
        var vault = new SecretVault(client);
        var shown = new Shown(vault, new Rejections(clock));
        var pens = new Pens(vault, new Rejections(clock));
        var http = new HttpSources(shown, pens, interfaces);
        var ldap = new LdapSources(shown, pens, directories);
        return new SourceDeclarations(
                new CsvSources(new SourceFiles(client), http),
                http,
                ldap,
                new WriteBackDeclarations(http, ldap, new SourceSheets(client), mayWrite));
    }
}
