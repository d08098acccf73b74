package dev.usher.sync;

/** What a lane has found out about its app and the accounts there, in the memory of one process. */
record Experience(Findings findings, Suspects suspects, Reception reception, Seats seats) {
    /** The app is another one; what may still land may do so in the one before. */
    void forget() {
        findings.forget();
        reception.forget();
        seats.forget();
    }
}
