package dev.usher.api;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The custom resource definitions as files, made from the records. */
public final class CrdFiles {
    static final List<Class<? extends CustomResource<?, ?>>> KINDS = List.of(
            ProvisionedUser.class,
            Role.class,
            TargetApp.class,
            RetainedAccount.class,
            ProvisioningPolicy.class,
            AccessLock.class,
            RemovalDecision.class,
            LegalHold.class,
            UserSource.class);

    private static final Pattern BOUND = Pattern.compile("(?m)^( *(?:minimum|maximum): )([0-9.E-]+)$");

    private CrdFiles() {}

    /** Writes them into a folder; {@code ./usher generate} calls it. */
    public static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (var file : generate().entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }

    /** The text of each file by its name. */
    static Map<String, String> generate() throws IOException {
        var folder = Files.createTempDirectory("usher-crds");
        try {
            new CRDGenerator()
                    .customResourceClasses(List.copyOf(KINDS))
                    .forCRDVersions("v1")
                    .withPostProcessor(new CrdRepair(KINDS))
                    .inOutputDir(folder.toFile())
                    .generate();
            var files = read(folder);
            files.replaceAll((name, text) -> plain(text));
            return files;
        } finally {
            delete(folder);
        }
    }

    /** Bounds without a point and an exponent: a reader of YAML 1.1 takes {@code 3.1536E8} for a text. */
    private static String plain(String definition) {
        return BOUND.matcher(definition)
                .replaceAll(bound -> bound.group(1)
                        + new BigDecimal(bound.group(2)).stripTrailingZeros().toPlainString());
    }

    static Map<String, String> read(Path folder) throws IOException {
        var files = new TreeMap<String, String>();
        try (var all = Files.list(folder)) {
            for (var file : all.filter(one -> one.toString().endsWith(".yml")).toList()) {
                files.put(file.getFileName().toString().replace("-v1.yml", ".yml"), Files.readString(file));
            }
        }
        return files;
    }

    private static void delete(Path folder) throws IOException {
        try (var all = Files.list(folder)) {
            for (var file : all.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
