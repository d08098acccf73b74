package dev.usher.controller;

import java.util.Locale;

/** Constants as the labels of metrics have them. */
final class Labels {
    private Labels() {}

    /** Such as awaiting_login of AwaitingLogin, and unreachable of UNREACHABLE. */
    static String of(Enum<?> constant) {
        return constant.name().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
