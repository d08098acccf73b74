package dev.usher.controller;

import dev.usher.domain.account.AppId;
import dev.usher.kube.NamespaceOwners;
import dev.usher.kube.Teardown;
import java.util.List;

/** Where nothing can be written down beside an app: its namespace is going, is not watched any more, or is another installation's. */
record OutOfReach(Room room, Teardown teardown) {
    /** Whether nothing can be written in a namespace, since it goes, or what defines our kinds does. */
    boolean isGoing(String namespace) {
        return teardown.concerns(List.of(namespace));
    }

    /** @param home the namespace of the user whom it is about */
    boolean covers(String home, AppId app) {
        return !app.namespace().equals(home)
                && (!room.caches().namespaces().watches(app.namespace())
                        || teardown.concernsNow(List.of(app.namespace()))
                        || room.owners().of(app.namespace()) instanceof NamespaceOwners.Ownership.Elsewhere);
    }
}
