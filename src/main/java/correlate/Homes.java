package correlate;

import correlate.match.AddressVotes;
import java.util.List;

/** The addresses of hosts whose logs never show one, inferred from their rows. */
final class Homes {
    private final List<AddressVotes.Home> homes;

    Homes(List<AddressVotes.Home> homes) {
        this.homes = homes;
    }

    boolean isInferred(int host) {
        return homes.stream().anyMatch(home -> home.host() == host);
    }

    List<AddressVotes.Home> all() {
        return homes;
    }
}
