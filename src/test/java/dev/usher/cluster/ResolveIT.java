package dev.usher.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code src/test/control-plane/resolve.sh} on a machine whose internet is a server of this test. */
class ResolveIT {

    private static final Path SCRIPT = Project.path("src/test/control-plane/resolve.sh");
    private static final String FAKE_GO = """
            case "$1" in
                env) echo go1.26.1 ;;
                install) echo "made by go" >"$GOBIN/helm" ;;
                build)
                    for word in "$@"; do
                        [ "$before" != -o ] || out=$word
                        before=$word
                    done
                    case $out in */) out=$out${before##*/} ;; esac
                    echo "made by go" >"$out"
                    ;;
            esac
            """;

    private final Path directory;
    private final BareMachine machine;
    private final Path cache;
    private final FakeInternet internet = new FakeInternet();

    ResolveIT(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.machine = new BareMachine(directory)
                .with("XDG_CACHE_HOME", directory.resolve("cache"))
                .with("USHER_ENVTEST_INDEX", internet.url("/index.yaml"));
        this.cache = directory.resolve("cache/usher/control-plane/1.36.3");
    }

    @AfterEach
    void disconnect() {
        internet.close();
    }

    @Test
    void takesEachBinaryFromTheAssetsFirstAndThenFromTheCache() throws IOException {
        Path assets = directory.resolve("assets");
        Path etcdOfTheAssets = BareMachine.program(assets.resolve("etcd"), "");
        BareMachine.program(cache.resolve("etcd"), "");
        Path helmOfTheCache = BareMachine.program(cache.resolve("helm"), "");
        machine.with("KUBEBUILDER_ASSETS", assets);

        assertThat(machine.run(SCRIPT, "helm", "etcd"))
                .isEqualTo(new Ran(0, "helm\t%s\netcd\t%s\n".formatted(helmOfTheCache, etcdOfTheAssets), ""));
    }

    @Test
    void usesTheCacheBelowTheHomeWhereNoOtherIsSet() throws IOException {
        machine.with("XDG_CACHE_HOME", "");
        Path helm = BareMachine.program(machine.home().resolve(".cache/usher/control-plane/1.36.3/helm"), "");

        assertThat(machine.run(SCRIPT, "helm").output()).isEqualTo("helm\t" + helm + "\n");
    }

    @Test
    void downloadsTheNewestPatchOfTheSameMinorVersion() throws IOException {
        publishIndex(release("1.36.2", "old"), release("1.36.10", "right"), release("1.37.1", "newer"));

        var ran = machine.run(SCRIPT, "etcd", "kubectl");

        assertThat(ran.exitCode()).as(ran.errors()).isZero();
        assertThat(ran.output()).startsWith("etcd\t" + cache.resolve("etcd") + "\n");
        assertThat(cache.resolve("etcd")).hasContent("etcd right").isExecutable();
        assertThat(cache.resolve("kubectl")).hasContent("kubectl right");
        assertThat(ran.errors()).contains("downloading envtest-v1.36.10-" + platform());
    }

    @Test
    void doesNotUseAnArchiveWithAnotherChecksum() throws IOException {
        String release = release("1.36.2", "forged");
        publishIndex(release.replaceAll("hash: ....", "hash: 0000"));
        machine.install("go", FAKE_GO);

        var ran = machine.run(SCRIPT, "etcd");

        assertThat(ran.errors()).contains("does not have the checksum");
        assertThat(ran.exitCode()).isZero();
        assertThat(cache.resolve("etcd")).hasContent("made by go");
    }

    @Test
    void buildsWhatNoArchiveHas() throws IOException {
        publishIndex(release("1.36.2", "archived"));
        machine.install("go", FAKE_GO);

        var ran = machine.run(SCRIPT);

        assertThat(ran.exitCode()).as(ran.errors()).isZero();
        assertThat(cache.resolve("kube-apiserver")).hasContent("kube-apiserver archived");
        assertThat(cache.resolve("kube-controller-manager")).hasContent("made by go");
        assertThat(cache.resolve("helm")).hasContent("made by go");
        assertThat(ran.errors())
                .contains("building kube-controller-manager", "building helm")
                .doesNotContain("building etcd");
        assertThat(cache).isDirectoryNotContaining("glob:**/.making-*");
    }

    @Test
    void saysWhatToInstallWhereThereIsNeitherACacheNorGo() throws IOException {
        var ran = machine.run(SCRIPT, "etcd", "kube-controller-manager");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.output()).isEmpty();
        assertThat(ran.errors())
                .contains("missing: etcd kube-controller-manager")
                .contains("install Go 1.26 or newer (https://go.dev/dl)")
                .contains("KUBEBUILDER_ASSETS")
                .contains(cache.toString());
    }

    @Test
    void saysThatGoIsTooOld() throws IOException {
        machine.install("go", "echo go1.25.4");

        var ran = machine.run(SCRIPT, "etcd");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.errors()).contains("Go 1.25.4 is too old");
    }

    @Test
    void showsWhyABuildFailedAndKeepsNothingOfIt() throws IOException {
        machine.install("go", """
                case "$1" in
                    env) echo go1.26.1 ;;
                    *) echo "no space left on device" >&2; exit 3 ;;
                esac
                """);

        var ran = machine.run(SCRIPT, "etcd");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.errors()).contains("no space left on device", "etcd could not be built (exit code 3)");
        assertThat(cache).isEmptyDirectory();
    }

    @Test
    void refusesABinaryThatItDoesNotKnow() throws IOException {
        var ran = machine.run(SCRIPT, "kube-scheduler");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.errors()).contains("no such binary: kube-scheduler");
    }

    private void publishIndex(String... releases) {
        internet.publish("/index.yaml", ("releases:\n" + String.join("", releases)).getBytes(UTF_8));
    }

    /** Publishes an archive with the three binaries of envtest and returns its part of the index. */
    private String release(String version, String content) throws IOException {
        String name = "envtest-v%s-%s.tar.gz".formatted(version, platform());
        Path tree = Files.createDirectories(directory.resolve(version).resolve("controller-tools/envtest"));
        for (String binary : new String[] {"etcd", "kube-apiserver", "kubectl"}) {
            Files.writeString(tree.resolve(binary), binary + " " + content + "\n");
        }
        Path archive = directory.resolve(name);
        machine.run(
                Path.of("tar"),
                "-czf",
                archive.toString(),
                "-C",
                directory.resolve(version).toString(),
                ".");
        byte[] bytes = Files.readAllBytes(archive);
        return """
                  v%1$s:
                    envtest-v%1$s-plan9-mips.tar.gz:
                      hash: 00
                      selfLink: http://127.0.0.1:1/wrong-platform
                    %2$s:
                      hash: %3$s
                      selfLink: %4$s
                """.formatted(version, name, sha512(bytes), internet.publish("/" + name, bytes));
    }

    private static String sha512(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        return system + "-" + machine;
    }
}
