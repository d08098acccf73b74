package dev.usher.domain.outcome;

/**
 * What is thrown by a mistake of the code: whoever looks after others says so, and goes on.
 *
 * <p>A class that is missing where Usher runs, or a provider that cannot be made, is as much a mistake as a reference to nothing, and
 * must not end a thread that nobody would miss.
 */
public final class Mistake {
    private Mistake() {}

    /**
     * The given one, where it is a mistake of the code; a recursion without an end is one.
     *
     * @throws VirtualMachineError the given one, if it is of the machine, such as memory that is used up: no thread is to go on after it,
     *     so that the process ends
     */
    public static Throwable ofCode(Throwable thrown) {
        if (thrown instanceof VirtualMachineError machine && !(thrown instanceof StackOverflowError)) {
            throw machine;
        }
        return thrown;
    }
}
