package dev.usher.demo;

import java.util.SortedMap;

/** An app on this machine, by the name of the TargetApp that declares it. */
interface App extends AutoCloseable {
    String name();

    int port();

    /** What the app itself holds now, by userName. */
    SortedMap<String, Account> accounts();

    @Override
    void close();
}
