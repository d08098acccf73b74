package dev.usher.connector.scim;

import dev.usher.domain.outcome.Failure;
import java.util.Optional;

/**
 * What has to be done elsewhere before an account of an app is deleted.
 *
 * @param own by what Usher is known there; empty: as in the app
 * @param lacking why there is nothing by which it could be
 */
record Handover(DeclaredRequest request, Optional<Proof> own, Optional<Failure> lacking) {}
