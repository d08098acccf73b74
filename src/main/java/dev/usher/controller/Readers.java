package dev.usher.controller;

import dev.usher.kube.SecretVault;
import dev.usher.kube.SourceFiles;
import dev.usher.source.http.HttpFeeds;
import dev.usher.source.ldap.Directories;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;

/** What reads sources outside of the cluster. */
public record Readers(HttpFeeds interfaces, Directories directories) {
    SourceDeclarations declarations(KubernetesClient client, InstantSource clock) {
        var shown = new Shown(new SecretVault(client), new Rejections(clock));
        var http = new HttpSources(shown, interfaces);
        return new SourceDeclarations(
                new CsvSources(new SourceFiles(client), http), http, new LdapSources(shown, directories));
    }
}
