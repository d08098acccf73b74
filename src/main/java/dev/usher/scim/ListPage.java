package dev.usher.scim;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One page of a list (RFC 7644 section 3.4.2, RFC 9865).
 *
 * @param total how many there are on all pages, as the app says; some do not, where they have cursors
 * @param nextCursor where the next page begins
 */
public record ListPage(OptionalInt total, List<Resource> rows, Optional<String> nextCursor) {
    /** A list of nobody. */
    public static final ListPage NONE = new ListPage(OptionalInt.of(0), List.of(), Optional.empty());

    private static final String SCHEMA = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
    private static final ScimPath TOTAL = ScimPath.of("totalResults");
    private static final ScimPath ROWS = ScimPath.of("Resources");
    private static final ScimPath NEXT = ScimPath.of("nextCursor");

    public ListPage {
        rows = List.copyOf(rows);
    }

    /** Empty where the resource is no list; without {@code Resources} it is a page without rows. */
    public static Optional<ListPage> of(Resource resource) {
        var total = resource.number(TOTAL);
        var isList = total.map(number -> number >= 0)
                .orElseGet(() -> resource.has(ROWS) || resource.has(NEXT) || resource.isOf(SCHEMA));
        return isList
                ? resource.objects(ROWS)
                        .map(rows -> new ListPage(
                                total.map(OptionalInt::of).orElseGet(OptionalInt::empty),
                                rows,
                                resource.text(NEXT).filter(text -> !text.isEmpty())))
                : Optional.empty();
    }

    /** Whether it says that there are more rows than these. */
    public boolean isPart() {
        return nextCursor.isPresent() || total.orElse(0) > rows.size();
    }
}
