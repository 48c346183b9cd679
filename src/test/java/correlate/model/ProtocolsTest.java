package correlate.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers are those of IANA's registry "Protocol Numbers". */
class ProtocolsTest {
    @ParameterizedTest
    @CsvSource({"TCP, 6", "udp, 17", "IPv6-ICMP, 58", "HOPOPT, 0", "IP-in-IP, 4", "IP-ENCAP, 4", "DCCP, 33", "IPv6, 41", "IPv6-Frag, 44",
        "GRE, 47", "IPv6-NoNxt, 59", "IPv6-Opts, 60", "CFTP, 62", "SAT-EXPAK, 64", "SAT-MON, 69", "EIGRP, 88", "OSPF, 89", "OSPFIGP, 89",
        "AX.25, 93", "ENCAP, 98", "GMTP, 100", "PIM, 103", "IPComp, 108", "VRRP, 112", "PGM, 113", "L2TP, 115", "IS-IS, 124", "SCTP, 132",
        "Mobility, 135", "UDPLite, 136", "ROHC, 142", "0, 0", "255, 255"})
    void namesAndNumbers(String text, int number) {
        assertEquals(number, Protocols.number(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "Any", "256", "-1", "6 ", "tcp6", "Nonsense"})
    void anythingElseIsUnknown(String text) {
        assertEquals(Protocols.UNKNOWN, Protocols.number(text));
    }

    @Test
    void emptyIsUnknown() {
        assertEquals(Protocols.UNKNOWN, Protocols.number(""));
    }
}
