package dev.usher.connector.scim;

import dev.usher.connector.Examination.Fit;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which presets an app may have: by where it is, and by how it was seen to speak. */
record Fitting(Presets presets) {
    /**
     * Those of which nothing seen says otherwise, and the one of the app's address; the likeliest first.
     *
     * @param discovered what the app says of itself
     * @param facts what it was seen to do
     */
    List<Fit> of(URI endpoint, Layer discovered, Layer facts) {
        return presets.newest().stream()
                .map(preset -> fit(preset, preset.isAt(endpoint), discovered, facts))
                .filter(fit -> fit.byAddress() || (fit.contradicts().isEmpty() && isLikely(fit)))
                .sorted(Comparator.comparing(Fit::byAddress)
                        .thenComparingInt(fit -> fit.agrees().size())
                        .reversed()
                        .thenComparing(Fit::preset))
                .toList();
    }

    /** What is usual fits as long as nothing contradicts it; of any other something has to speak for it. */
    private static boolean isLikely(Fit fit) {
        return !fit.agrees().isEmpty()
                || Preset.Reference.parse(fit.preset()).name().equals(Presets.USUAL);
    }

    private static Fit fit(Preset preset, boolean byAddress, Layer discovered, Layer facts) {
        var said = preset.layer();
        var layers = new Resolution.Layers(Layer.SILENT, said, Layer.SILENT, discovered);
        var held = Resolution.of(layers).capabilities();
        var contradicts = held.stream()
                .filter(one -> facts.texts().containsKey(one.name()))
                .filter(one -> !one.value().equals(facts.texts().get(one.name())))
                .map(one -> one.name())
                .toList();
        var agrees = Setting.ALL.stream()
                .filter(setting -> facts.texts().containsKey(setting.name()))
                .filter(setting -> Optional.ofNullable(said.texts().get(setting.name()))
                        .filter(value -> !value.equals(setting.standardText()))
                        .filter(value -> value.equals(facts.texts().get(setting.name())))
                        .isPresent())
                .map(Setting::name)
                .toList();
        return new Fit(preset.reference().toString(), preset.verified(), byAddress, agrees, contradicts);
    }
}
