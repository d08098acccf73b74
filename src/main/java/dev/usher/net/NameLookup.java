package dev.usher.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Asks for the addresses of a name; may block for as long as name servers take. */
@FunctionalInterface
public interface NameLookup {

    List<InetAddress> lookup(String name) throws UnknownHostException;

    /** The resolver of this machine. */
    static NameLookup ofSystem() {
        return name -> List.of(InetAddress.getAllByName(name));
    }
}
