package dev.usher.scim;

import java.util.List;
import java.util.Optional;

/**
 * One page of a list (RFC 7644 section 3.4.2).
 *
 * @param total how many there are on all pages, as the app says
 */
public record ListPage(int total, List<Resource> rows) {
    private static final ScimPath TOTAL = ScimPath.of("totalResults");
    private static final ScimPath ROWS = ScimPath.of("Resources");

    public ListPage {
        rows = List.copyOf(rows);
    }

    /** Empty where the resource is no list; without {@code Resources} it is a page without rows. */
    public static Optional<ListPage> of(Resource resource) {
        var total = resource.number(TOTAL).filter(number -> number >= 0);
        return total.flatMap(number -> resource.objects(ROWS).map(rows -> new ListPage(number, rows)));
    }
}
