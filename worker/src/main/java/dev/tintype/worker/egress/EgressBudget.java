package dev.tintype.worker.egress;

/**
 * How much one job may use of the network.
 *
 * @param bytes received from all hosts together
 * @param connections dialled
 * @param hosts asked for, whether they were allowed or not
 */
public record EgressBudget(long bytes, int connections, int hosts) {
    /** 512 MiB over 1,000 connections to 200 hosts: several times the heaviest pages there are. */
    public static final EgressBudget DEFAULT = new EgressBudget(512L << 20, 1_000, 200);

    public EgressBudget {
        if (bytes < 1 || connections < 1 || hosts < 1) {
            throw new IllegalArgumentException("An egress budget must allow at least one of each");
        }
    }
}
