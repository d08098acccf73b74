package dev.usher.sync;

import dev.usher.domain.account.Tenant;
import java.time.Instant;

/** A word given before a create: an account that shows this name in this tenant from now on was made by us. */
public record Claim(String userName, Tenant tenant, Instant since) {}
