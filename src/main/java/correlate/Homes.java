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
        for (AddressVotes.Home home : homes) {
            if (home.host() == host) {
                return true;
            }
        }
        return false;
    }

    List<AddressVotes.Home> all() {
        return homes;
    }
}
