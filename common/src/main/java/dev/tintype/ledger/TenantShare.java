package dev.tintype.ledger;

/**
 * What a pool holds of one tenant.
 *
 * @param waiting jobs that wait for a turn
 * @param underWay jobs published or running
 */
public record TenantShare(String tenant, long waiting, long underWay) {}
