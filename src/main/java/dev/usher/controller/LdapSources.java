package dev.usher.controller;

import dev.usher.api.Ldap;
import dev.usher.api.LdapSource;
import dev.usher.api.WriteBack;
import dev.usher.connector.SecretUse;
import dev.usher.domain.feed.Drafting;
import dev.usher.domain.feed.FieldTerms;
import dev.usher.domain.feed.Target;
import dev.usher.source.Feed;
import dev.usher.source.Pen;
import dev.usher.source.SourceId;
import dev.usher.source.ldap.Directories;
import dev.usher.source.ldap.LdapTerms;
import dev.usher.source.ldap.LdapWriting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Sources that are directories, as they are declared. */
record LdapSources(Shown shown, Pens pens, Directories directories) {
    private static final String PASSWORD = "password";
    private static final String PEOPLE = "(objectClass=person)";
    private static final int CHANGES_EVERY = 60;

    /** Reads the directory that it names, as it is at that moment. */
    Reading<Supplier<Feed>> read(SourceId source, LdapSource ldap, Wanted wanted) {
        return depth(Optional.ofNullable(ldap.scope()))
                .then(depth ->
                        Reading.of("", () -> terms(ldap, ldap.bind(), depth, wanted), "`ldap` cannot be followed"))
                .then(terms -> new Reading.Of<>(() -> open(source, ldap.bind(), terms)));
    }

    /** Opens what writes into its entries, each time anew. */
    Reading<Supplier<Pen>> pen(SourceId source, LdapSource ldap, WriteBack.LdapWriteBack said, Wanted wanted) {
        var bind = Optional.ofNullable(said.bind()).orElse(ldap.bind());
        return depth(Optional.ofNullable(ldap.scope()))
                .then(depth -> Reading.of(
                        "`writeBack.ldap`: ",
                        () -> new LdapWriting(terms(ldap, bind, depth, wanted), wanted.besides()),
                        "it cannot be followed"))
                .then(writing -> new Reading.Of<>(() -> pens.open(
                        source,
                        writing,
                        List.of(use(bind, writing.source())),
                        credentials -> directories.pen(writing, credentials.of(PASSWORD)))));
    }

    private static Reading<LdapTerms.Depth> depth(Optional<String> scope) {
        return switch (scope.orElse(LdapSource.SUBTREE)) {
            case LdapSource.SUBTREE -> new Reading.Of<>(LdapTerms.Depth.SUBTREE);
            case LdapSource.ONE_LEVEL -> new Reading.Of<>(LdapTerms.Depth.ONE_LEVEL);
            default -> new Reading.Newer<>("spec.ldap.scope");
        };
    }

    private static LdapTerms terms(LdapSource ldap, Ldap.Bind bind, LdapTerms.Depth depth, Wanted wanted) {
        var tls = Optional.ofNullable(ldap.tls());
        var usual = LdapTerms.Bounds.USUAL;
        return new LdapTerms(
                new LdapTerms.Directory(
                        ldap.url(), tls.map(Ldap.Tls::startTLS).orElse(false), tls.map(Ldap.Tls::caBundle), bind.dn()),
                new LdapTerms.People(
                        ldap.base(), depth, Optional.ofNullable(ldap.filter()).orElse(PEOPLE)),
                wanted.drafting().key(),
                wanted.columns(),
                named(wanted.drafting(), field -> field.target().equals(Optional.of(Target.MANAGER))),
                Optional.of(Optional.ofNullable(ldap.changesEverySeconds()).orElse(CHANGES_EVERY))
                        .filter(seconds -> seconds > 0)
                        .map(Duration::ofSeconds),
                usual.paged(Optional.ofNullable(ldap.pageSize()).orElse(usual.page())));
    }

    private static Set<String> named(Drafting drafting, Predicate<FieldTerms> which) {
        return drafting.fields().stream()
                .filter(which)
                .flatMap(field -> field.columns().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private Feed open(SourceId source, Ldap.Bind bind, LdapTerms terms) {
        return shown.<Feed>read(
                source,
                terms,
                List.of(use(bind, terms)),
                credentials -> directories.open(terms, credentials.of(PASSWORD)),
                Feed::flaw,
                Feed::broken);
    }

    private static SecretUse use(Ldap.Bind bind, LdapTerms terms) {
        var secret = bind.secretRef();
        return new SecretUse(
                PASSWORD, secret.name(), secret.key(), List.of(terms.directory().host()));
    }
}
