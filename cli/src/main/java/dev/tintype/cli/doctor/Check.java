package dev.tintype.cli.doctor;

import java.util.List;

/** Looks at one thing; never throws for what it finds, and takes seconds at most. */
@FunctionalInterface
interface Check {
    List<Finding> look();
}
