package dev.usher.domain.safety;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * How many people one requester may shut out before a second person has to agree: whoever has got hold of one helpdesk account
 * must not shut out the company.
 *
 * @param people how many
 * @param window in which
 */
public record LockQuota(int people, Duration window) {
    public static final LockQuota DEFAULT = new LockQuota(25, Duration.ofHours(1));

    /**
     * One lock that somebody asked for.
     *
     * @param person whom it shuts out, as far as it says
     * @param created as the API server tells it
     */
    public record Request(String person, Instant created) {}

    /**
     * Whether a request asks for more than its requester may.
     *
     * @param granted those of the same requester that were not too many; somebody who is among them costs nothing
     */
    public boolean isExceededBy(Request request, Collection<Request> granted) {
        var earliest = request.created().minus(window);
        var others = granted.stream()
                .filter(one -> one.created().isAfter(earliest) && !one.created().isAfter(request.created()))
                .map(Request::person)
                .collect(Collectors.toSet());
        return others.size() >= people && !others.contains(request.person());
    }
}
