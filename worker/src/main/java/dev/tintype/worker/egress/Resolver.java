package dev.tintype.worker.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks names up. May block; is called once for each connection. */
@FunctionalInterface
interface Resolver {
    /** The system's resolver, A and AAAA. */
    Resolver SYSTEM = name -> List.of(InetAddress.getAllByName(name));

    /**
     * All addresses of a name.
     *
     * @return at least one
     * @throws UnknownHostException if there is none
     */
    List<InetAddress> resolve(String name) throws UnknownHostException;
}
