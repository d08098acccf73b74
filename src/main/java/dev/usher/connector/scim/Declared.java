package dev.usher.connector.scim;

import java.util.Optional;

/**
 * What somebody says that an app can do about an account for which SCIM has no word, or of which an app does not tell.
 *
 * @param ending ends sessions
 * @param handover has done what has to be done before a deletion
 * @param invitation invites somebody to choose how they sign on
 * @param passwords whether the app has passwords of its own
 */
record Declared(
        Optional<DeclaredRequest> ending, Optional<Errand> handover, Optional<Errand> invitation, boolean passwords) {
    static final Declared NOTHING = new Declared(Optional.empty(), Optional.empty(), Optional.empty(), false);
}
