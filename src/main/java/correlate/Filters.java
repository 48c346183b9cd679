package correlate;

import correlate.model.Address;
import correlate.model.CommunityId;
import correlate.model.Connection;
import correlate.model.Endpoint;
import correlate.model.Finding;
import correlate.model.ProcessFacts;
import correlate.model.Sighting;
import correlate.model.Times;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Which findings are printed: all of several options must hold, any of the values of one. They never change what counts as evidence. */
final class Filters {
    private final List<Predicate<Finding>> all = new ArrayList<>();
    private boolean asksName;
    private boolean asksHash;

    /** Whether every finding passes. */
    boolean isEmpty() {
        return all.isEmpty();
    }

    /** What to do where nothing passed, as the rest of a sentence; empty if nothing is known. */
    String advice(Set<Options.Show> shown) {
        if ((asksName || asksHash) && shown.equals(EnumSet.of(Options.Show.UNMATCHED))) {
            return "; --host, --process and --hash ask the sighting, and unmatched connections have none";
        }
        return asksHash ? "; a program's hash is known where the query has a column md5, sha1 or sha256"
                : asksName ? "; names are compared whole, * and ? are wildcards"
                : shown.contains(Options.Show.UNMATCHED) ? ""
                : "; with --show all, connections without a process are told too, with the reason";
    }

    boolean accepts(Finding finding) {
        for (Predicate<Finding> filter : all) {
            if (!filter.test(finding)) {
                return false;
            }
        }
        return true;
    }

    /** As {@link #any}, by what only a sighting tells. */
    private <T> Filters anySighting(List<T> values, BiPredicate<Sighting, T> test) {
        return any(values, (finding, value) -> finding.sighting() != null && test.test(finding.sighting(), value));
    }

    private <T> Filters any(List<T> values, BiPredicate<Finding, T> test) {
        if (!values.isEmpty()) {
            all.add(finding -> values.stream().anyMatch(value -> test.test(finding, value)));
        }
        return this;
    }

    Filters communityIds(List<String> ids) {
        List<CommunityId> parsed = ids.stream().map(text -> {
            CommunityId id = CommunityId.parse(text.strip());
            if (id == null) {
                throw wrong("--community-id takes 1: and 28 characters of base64 or 40 hex digits", text);
            }
            return id;
        }).toList();
        return any(parsed, (finding, id) -> id.equals(finding.id())
                || finding.connection() != null && id.equals(finding.connection().loggedId()));
    }

    Filters uids(List<String> uids) {
        refuseEmpty("--uid", uids);
        return any(uids.stream().map(String::strip).toList(),
                (finding, uid) -> finding.connection() != null && uid.equals(finding.connection().uid()));
    }

    Filters ips(List<String> networks) {
        return any(networks.stream().map(network -> Network.parse(network.strip())).toList(), (finding, network) -> ends(finding).stream()
                .anyMatch(end -> network.holds(end.ip())));
    }

    Filters ports(List<Integer> ports) {
        ports.forEach(port -> {
            if (port < 0 || port > 65535) {
                throw wrong("--port takes a number from 0 to 65535", port.toString());
            }
        });
        return any(ports, (finding, port) -> ends(finding).stream().anyMatch(end -> end.port() == port));
    }

    Filters hosts(List<String> hosts) {
        refuseEmpty("--host", hosts);
        asksName |= !hosts.isEmpty();
        return anySighting(hosts.stream().map(host -> wildcard(host.strip())).toList(),
                (sighting, host) -> host.matcher(sighting.host()).matches());
    }

    Filters processes(List<String> names) {
        refuseEmpty("--process", names);
        asksName |= !names.isEmpty();
        return anySighting(names.stream().map(Filters::wildcard).toList(), (sighting, name) -> {
            ProcessFacts process = sighting.process();
            return process != null && (matches(name, process.name()) || matches(name, process.path()));
        });
    }

    Filters hashes(List<String> hashes) {
        List<String> digits = hashes.stream().map(hash -> hash.strip().toLowerCase(Locale.ROOT)).toList();
        for (String hash : digits) {
            if (!hash.matches("[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}")) {
                throw wrong("--hash takes the 32 hex digits of an MD5, the 40 of a SHA-1 or the 64 of a SHA-256", hash);
            }
        }
        asksHash |= !digits.isEmpty();
        return anySighting(digits, (sighting, hash) -> {
            ProcessFacts process = sighting.process();
            return process != null && (equal(hash, process.md5()) || equal(hash, process.sha1()) || equal(hash, process.sha256()));
        });
    }

    Filters between(long since, long until) {
        if (since != Times.NONE && until != Times.NONE && until < since) {
            throw new IllegalArgumentException("--until is before --since, so nothing can pass");
        }
        if (since != Times.NONE) {
            all.add(finding -> end(finding) != Times.NONE && end(finding) >= since);
        }
        if (until != Times.NONE) {
            all.add(finding -> finding.time() != Times.NONE && finding.time() <= until);
        }
        return this;
    }

    private static void refuseEmpty(String option, List<String> values) {
        if (values.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(option + " has an empty value; is a variable unset?");
        }
    }

    /** Of several values with commas one is wrong, which is named. */
    private static IllegalArgumentException wrong(String takes, String value) {
        return new IllegalArgumentException(takes + ", not \"" + value + '"');
    }

    /** Until when a connection, or a socket that none explains, may have been open. */
    private static long end(Finding finding) {
        if (finding.connection() != null) {
            return finding.connection().end();
        }
        Sighting sighting = finding.sighting();
        return sighting.mayTo() == Times.NONE ? Times.AFTER_ALL : Math.max(sighting.lastSeen(), sighting.mayTo());
    }

    private static List<Endpoint> ends(Finding finding) {
        List<Endpoint> ends = new ArrayList<>(2);
        Connection connection = finding.connection();
        Sighting sighting = finding.sighting();
        for (Endpoint end : connection != null ? new Endpoint[] {connection.orig(), connection.resp()}
                : new Endpoint[] {sighting.local(), sighting.remote()}) {
            if (end != null) {
                ends.add(end);
            }
        }
        return ends;
    }

    private static boolean matches(Pattern pattern, String text) {
        return text != null && pattern.matcher(text).matches();
    }

    private static boolean equal(String hash, String text) {
        return text != null && hash.equals(text.toLowerCase(Locale.ROOT));
    }

    /** {@code *} stands for any text, {@code ?} for one character; case does not matter, as on Windows. */
    private static Pattern wildcard(String text) {
        StringBuilder regex = new StringBuilder();
        for (char c : text.toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    /** Addresses that begin with the same bits. */
    private record Network(Address address, int bits) {
        static Network parse(String text) {
            int slash = text.indexOf('/');
            Address address = Address.parse(slash < 0 ? text : text.substring(0, slash));
            int most = address == null ? 0 : address.isV4() ? 32 : 128;
            int bits = slash < 0 ? most : number(text.substring(slash + 1));
            if (address == null || bits < 0 || bits > most) {
                throw wrong("--ip takes an address or a network such as 10.0.0.0/8 or 2001:db8::/32", text);
            }
            return new Network(address, bits + 128 - most);
        }

        private static int number(String text) {
            return text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
        }

        boolean holds(Address other) {
            if (other.isV4() != address.isV4()) {
                return false;
            }
            long highMask = bits >= 64 ? -1 : bits == 0 ? 0 : -1L << 64 - bits;
            long lowMask = bits <= 64 ? 0 : bits == 128 ? -1 : -1L << 128 - bits;
            return ((other.high() ^ address.high()) & highMask) == 0 && ((other.low() ^ address.low()) & lowMask) == 0;
        }
    }
}
