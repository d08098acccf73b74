package dev.usher;

import dev.usher.api.CrdFiles;
import dev.usher.api.KindsPages;
import dev.usher.connector.scim.ScimPage;
import dev.usher.controller.ConditionsPage;
import dev.usher.source.http.HrSystemsPage;
import java.io.IOException;
import java.nio.file.Path;

/** {@code ./usher generate}: writes what is made from the code and kept beside it. */
public final class Generate {
    private Generate() {}

    /** Writes into the checkout that is named by the only argument. */
    public static void main(String[] arguments) throws IOException {
        var checkout = Path.of(arguments[0]);
        CrdFiles.write(checkout.resolve("crds"));
        CrdFiles.write(checkout.resolve("helm/usher/files/crds"));
        ConditionsPage.write(checkout.resolve("docs/conditions.md"));
        ScimPage.write(checkout.resolve("docs/scim.md"));
        KindsPages.write(checkout);
        HrSystemsPage.write(checkout.resolve("docs/hr-systems.md"));
    }
}
