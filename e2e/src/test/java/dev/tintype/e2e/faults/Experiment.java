package dev.tintype.e2e.faults;

/** One fault, and what has to hold in spite of it. */
interface Experiment {
    /** What it is called on the command line. */
    String name();

    /** What breaks, and what must hold, in one line. */
    String about();

    /** @throws AssertionError saying what did not hold */
    void run(Lab lab) throws Exception;
}
