package dev.usher.domain.account;

import java.time.Instant;

/**
 * That access with an account has ended, rather than being put off.
 *
 * @param since when
 * @param renewed whether whoever comes back is given something new to get in with, however soon: what they knew may not work any more
 */
public record AccessEnd(Instant since, boolean renewed) {}
