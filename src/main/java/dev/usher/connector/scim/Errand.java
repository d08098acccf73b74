package dev.usher.connector.scim;

import dev.usher.domain.outcome.Failure;
import dev.usher.net.web.Proof;
import java.util.Optional;

/**
 * What is asked for about an account of an app, perhaps of somebody else than the app.
 *
 * @param own by what Usher is known there; empty: as in the app
 * @param lacking why there is nothing by which it could be
 */
record Errand(DeclaredRequest request, Optional<Proof> own, Optional<Failure> lacking) {}
