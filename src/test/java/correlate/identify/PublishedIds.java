package correlate.identify;

import correlate.model.Address;
import correlate.model.CommunityId;
import correlate.model.Endpoint;
import correlate.model.Protocols;
import java.util.Arrays;
import java.util.List;

/**
 * Ids that others computed, transcribed: corelight/community-id-spec, baseline/baseline_deflt.json and baseline_seed1.json
 * (BSD-3-Clause), corelight/pycommunityid tests (BSD-3-Clause), zeek/zeek testing/btest/Baseline/bifs.community_id.*
 * (BSD-3-Clause), osquery/osquery sqlite_hashing_tests.cpp (Apache-2.0), OISF/suricata-verify tests/community-id-*.
 */
final class PublishedIds {
    /** seed, protocol, source, its port, destination, its port, id. */
    static final List<Vector> ALL = vectors("""
            0 6 1.2.3.4 1122 5.6.7.8 3344 1:wCb3OG7yAFWelaUydu0D+125CLM=
            0 6 5.6.7.8 3344 1.2.3.4 1122 1:wCb3OG7yAFWelaUydu0D+125CLM=
            1 6 5.6.7.8 3344 1.2.3.4 1122 1:HhA1B+6CoLbiKPEs5nhNYN4XWfk=
            0 17 1.2.3.4 1122 5.6.7.8 3344 1:0Mu9InQx6z4ZiCZM/7HXi2WMhOg=
            1 17 1.2.3.4 1122 5.6.7.8 3344 1:OShq+iKDAMVouh/4bMxB9Sz4amw=
            0 132 1.2.3.4 1122 5.6.7.8 3344 1:EKt4MsxuyaE6mL+hmrEkQ9csDD8=
            0 132 192.168.170.56 80 192.168.170.8 7 1:jQgCxbku+pNGw8WPbEc/TS/uTpQ=
            1 132 192.168.170.8 7 192.168.170.56 80 1:Y1/0jQg6e+I3ZwZZ9LP65DNbTXU=
            0 1 1.2.3.4 8 5.6.7.8 0 1:crodRHL2FEsHjbv3UkRrfbs4bZ0=
            0 1 5.6.7.8 0 1.2.3.4 0 1:crodRHL2FEsHjbv3UkRrfbs4bZ0=
            1 1 1.2.3.4 8 5.6.7.8 0 1:9pr4ZGTICiuZoIh90RRYE2RyXpU=
            0 1 1.2.3.4 11 5.6.7.8 0 1:f/YiSyWqczrTgfUCZlBUnvHRcPk=
            0 1 192.168.0.89 8 192.168.0.1 0 1:X0snYXpgwiv9TZtqg64sgzUn6Dk=
            1 1 192.168.0.89 8 192.168.0.1 0 1:03g6IloqVBdcZlPyX8r0hgoE7kA=
            0 58 fe80:1011:1213:1415:1617:1819:1a1b:1c1d 129 fe80:1:203:405:607:809:a0b:c0d 0 1:0bf7hyMJUwt3fMED7z8LIfRpBeo=
            1 58 fe80:1:203:405:607:809:a0b:c0d 128 fe80:1011:1213:1415:1617:1819:1a1b:1c1d 129 1:IO27GQzPuCtNnwFvjWALMHu5tJE=
            0 58 fe80:1:203:405:607:809:a0b:c0d 146 fe80:1011:1213:1415:1617:1819:1a1b:1c1d 0 1:fYC8+pz24E+EhANP1EZhpX0Dw10=
            0 58 fe80::200:86ff:fe05:80da 135 fe80::260:97ff:fe07:69ea 136 1:dGHyGvjMfljg6Bppwm3bg0LO8TY=
            0 58 fe80::260:97ff:fe07:69ea 135 fe80::200:86ff:fe05:80da 136 1:zavyT/cezQr1fmImYCwYnMXbgck=
            0 58 3ffe:501:1800:2345::2 3 3ffe:507:0:1:200:86ff:fe05:80da 0 1:2ObVBgIn28oZvibYZhZMBgh7WdQ=
            0 58 3ffe:501:410:0:2c0:dfff:fe47:33e 1 3ffe:507:0:1:200:86ff:fe05:80da 4 1:hLZd0XGWojozrvxqE0dWB1iM6R0=
            0 58 3ffe:507:0:1:200:86ff:fe05:80da 1 3ffe:501:4819::42 4 1:jwuBy9UWZK1KUFqJV5cHdVpfrlY=
            0 58 fe80::200:86ff:fe05:80da 133 ff02::2 134 1:hO+sN4H+MG5MY/8hIrXPqc4ZQz0=
            0 58 fe80::260:97ff:fe07:69ea 134 ff02::1 133 1:pkvHqCL88/tg1k4cPigmZXUtL00=
            0 46 1.2.3.4 0 5.6.7.8 0 1:ikv3kmf89luf73WPz1jOs49S768=
            0 46 5.6.7.8 7 1.2.3.4 9 1:ikv3kmf89luf73WPz1jOs49S768=
            0 10 1.2.3.4 0 5.6.7.8 0 1:7bYuQ7nyGBIQn7uDcQ5WraAnhWI=
            1 10 fe80:1:203:405:607:809:a0b:c0d 0 fe80:1011:1213:1415:1617:1819:1a1b:1c1d 0 1:rcMO2BlHXpMNFXyyWqSDUQCBRBc=
            0 6 2001:470:e5bf:dead:4957:2174:e82c:4887 63943 2607:f8b0:400c:c03::1a 25 1:/qFaeAR+gFe1KYjMzVDsMv+wgU4=
            0 6 66.35.250.204 80 128.232.110.120 34855 1:LQU9qZlK+B5F3KDmev6m5PMibrg=
            0 6 ::ffff:128.232.110.120 34855 66.35.250.204 80 1:LQU9qZlK+B5F3KDmev6m5PMibrg=
            0 17 192.168.1.52 54585 8.8.8.8 53 1:d/FP5EW3wiY1vCndhwleRRKHowQ=
            1 17 192.168.1.52 54585 8.8.8.8 53 1:Q9We8WO3piVF8yEQBNJF4uiSVrI=
            0 6 172.17.0.2 42716 13.227.76.23 443 1:l7a9beh8+bQe2MRtUW92OFmMMsM=
            0 6 127.0.0.1 64 fe80::14b0:de4a:f8e8:522f 10 1:Jww+Ua4pSUNl9TvSUwvSHL4n93w=
            0 6 fe80::14b0:de4a:f8e8:522f 10 127.0.0.1 64 1:Jww+Ua4pSUNl9TvSUwvSHL4n93w=
            0 6 66.35.250.204 80 2001:0:3238:DFE1:63::FEFB 2347 1:rxU6O+b2d9kbSWjRmVDoBbowx6g=
            37 6 66.35.250.204 80 2001:0:3238:DFE1:63::FEFB 2347 1:jmJ2ORP31di4mtsQPIKzyoEb3yo=
            7 6 2600:1f13:00f8:d400:03a6:303c:e011:18eb 60202 2607:f8b0:400a:0800:0000:0000:0000:200e 443 1:ptJhMvufAbB5nLDNW77cB800wFM=
            1 6 192.168.0.254 56162 192.168.0.254 3306 1:IJQHtzXv/tXud3FtXIufkDsfEd4=
            0 6 1.2.3.4 3344 1.2.3.4 1122 1:CY1T7/6B7r9W3LMnzSws9RXqqbQ=
            """);

    private PublishedIds() {
    }

    /** One published id. */
    record Vector(int seed, Tuple tuple, CommunityId id) {
    }

    static List<Vector> vectors(String lines) {
        return lines.lines().map(line -> {
            String[] w = line.split(" ");
            return new Vector(Integer.parseInt(w[0]), tuple(w[1], w[2], w[3], w[4], w[5]), CommunityId.parse(w[6]));
        }).toList();
    }

    static Tuple tuple(String protocol, String src, String srcPort, String dst, String dstPort) {
        return Tuple.of(Protocols.number(protocol), end(src, srcPort), end(dst, dstPort));
    }

    /** A tuple as one line: protocol, source, its port, destination, its port. */
    static Tuple tuple(String line) {
        String[] w = line.split(" ");
        return tuple(w[0], w[1], w[2], w[3], w[4]);
    }

    private static Endpoint end(String ip, String port) {
        Address address = Address.parse(ip);
        if (address == null) {
            throw new IllegalArgumentException(Arrays.toString(new String[] {ip, port}));
        }
        return new Endpoint(address, port.equals("-") ? 0 : Integer.parseInt(port));
    }
}
