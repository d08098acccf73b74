package dev.usher.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A board as lines of at most 79 characters, so that no terminal of 80 columns breaks one. */
final class Table {

    private static final int WIDTH = 79;
    private static final int LONGEST_NAME = 24;
    private static final int MOST_ROWS = 12;
    private static final int NARROW = 16;
    private static final String INDENT = "    ";
    private static final String GAP = "  ";

    private final Style style;

    Table(Style style) {
        this.style = style;
    }

    /** A line of the apps' names, then one for each user, of whom the first twelve are shown. */
    List<String> lines(Board board) {
        int names = Math.min(
                LONGEST_NAME,
                board.users().stream().mapToInt(String::length).max().orElse(0));
        int columns = Math.max(1, board.apps().size());
        int cell = (WIDTH - INDENT.length() - names) / columns - GAP.length();
        List<String> lines = new ArrayList<>();
        var head = new StringBuilder(INDENT).append(" ".repeat(names));
        board.apps().keySet().forEach(app -> head.append(GAP).append(style.bold(padded(app, cell))));
        lines.add(head.toString().stripTrailing());
        board.users().stream().limit(MOST_ROWS).forEach(user -> lines.add(row(board, user, names, cell)));
        if (board.users().size() > MOST_ROWS) {
            lines.add(INDENT + style.dim("and " + (board.users().size() - MOST_ROWS) + " more"));
        }
        return lines;
    }

    private String row(Board board, String user, int names, int cell) {
        var row = new StringBuilder(INDENT).append(padded(user, names));
        board.apps().keySet().forEach(app -> row.append(GAP).append(cell(board.account(app, user), cell)));
        return row.toString().stripTrailing();
    }

    private String cell(Optional<Account> account, int width) {
        if (account.isEmpty()) {
            return style.dim(padded(style.absentSign(), width));
        }
        String groups = String.join(", ", account.get().groups());
        return account.get().active()
                ? style.good(padded(style.enabledSign() + active(width) + groups, width))
                : style.dim(padded(style.disabledSign() + " disabled  " + groups, width));
    }

    /** In a narrow column the sign has to do, so that the groups can be read. */
    private static String active(int width) {
        return width < NARROW ? " " : " active  ";
    }

    private String padded(String text, int width) {
        String fitting = style.fit(text, width);
        return fitting + " ".repeat(width - fitting.length());
    }
}
