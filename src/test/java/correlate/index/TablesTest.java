package correlate.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.model.Address;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The tables and columns of numbers against maps and lists. */
class TablesTest {
    private final Random random = new Random(42);

    private record Ip(long high, long low) {
    }

    private record Key(int first, int second, int ports, int kind) {
    }

    /** Some near each other, some that differ in the first bytes only, 0.0.0.0 and 255.255.255.255 among them. */
    private Ip v4(int range) {
        int near = random.nextInt(range) - range / 2;
        return new Ip(0, 0xffff_0000_0000L | (random.nextBoolean() ? near : near << 16) & 0xffff_ffffL);
    }

    @Test
    void addressesAreNumberedAsAMapNumbersThem() {
        AddressTable table = new AddressTable();
        Map<Ip, Integer> twin = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            Ip ip = random.nextBoolean() ? v4(20_000) : new Ip(random.nextInt(4), random.nextBoolean() ? random.nextInt(20_000) : random.nextLong());
            int number = twin.computeIfAbsent(ip, k -> twin.size());
            assertEquals(number, table.add(ip.high, ip.low));
        }
        assertEquals(twin.size(), table.size());
        assertTrue(table.size() > 50_000, "grew many times");
        twin.forEach((ip, number) -> {
            assertEquals(number, table.find(ip.high, ip.low));
            assertEquals(ip, new Ip(table.high(number), table.low(number)));
            assertEquals(Address.isV4(ip.high, ip.low), table.isV4(number));
        });
        for (int i = 0; i < 100_000; i++) {
            Ip ip = random.nextBoolean() ? v4(40_000) : new Ip(random.nextInt(8), random.nextInt(40_000));
            assertEquals(twin.getOrDefault(ip, -1), table.find(ip.high, ip.low));
        }
    }

    /** A protocol or an end: the two have slots of their own. */
    private int kind() {
        return random.nextInt(3) == 0 ? KeyTable.ENDS + random.nextInt(2) : random.nextInt(3);
    }

    @Test
    void keysAreNumberedAsAMapNumbersThem() {
        KeyTable table = new KeyTable();
        Map<Key, Integer> twin = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            Key key = new Key(random.nextInt(50), random.nextInt(50), random.nextInt(30) << 16, kind());
            int number = twin.computeIfAbsent(key, k -> twin.size());
            assertEquals(number, table.add(key.first, key.second, key.ports, key.kind));
        }
        assertEquals(twin.size(), table.size());
        assertTrue(table.size() > 50_000, "grew many times");
        for (int i = 0; i < 100_000; i++) {
            Key key = new Key(random.nextInt(60), random.nextInt(50), random.nextInt(30) << 16, kind());
            int number = twin.getOrDefault(key, -1);
            assertEquals(number, table.find(key.first, key.second, key.ports, key.kind));
            if (number >= 0) {
                assertEquals(key, new Key(table.first(number), table.second(number), table.ports(number), table.kind(number)));
            }
        }
    }

    @Test
    void columnsHoldWhatAListHolds() {
        for (int usual : new int[] {0, -1, 7}) {
            IntColumn ints = new IntColumn();
            LongColumn longs = new LongColumn();
            WideColumn wides = new WideColumn();
            List<Integer> twin = new ArrayList<>();
            for (int i = 0; i < 200_000; i++) {
                int value = i / 30_000 % 2 == 0 ? usual : random.nextInt(3) - 1;
                ints.add(value);
                longs.add(value);
                wides.add(wide(value));
                twin.add(value);
            }
            for (int i = 0; i < 20_000; i++) {
                int at = random.nextInt(twin.size());
                ints.set(at, i);
                longs.set(at, i);
                wides.set(at, wide(i));
                twin.set(at, i);
            }
            assertEquals(twin.size(), ints.size());
            assertEquals(twin.size(), longs.size());
            for (int i = 0; i < twin.size(); i++) {
                assertEquals(twin.get(i), ints.get(i));
                assertEquals((long) twin.get(i), longs.get(i));
                assertEquals(wide(twin.get(i)), wides.get(i));
            }
        }
    }

    /** A number that uses both halves. */
    private static long wide(int value) {
        return value * 0x1_0000_8001L;
    }

    @Test
    void aColumnOfOneValueTakesNoMemory() {
        IntColumn same = new IntColumn();
        IntColumn other = new IntColumn();
        WideColumn near = new WideColumn();
        for (int i = 0; i < 1_000_000; i++) {
            same.add(-1);
            other.add(i);
            near.add(5_000_000_000L + 800L * i);
        }
        assertTrue(near.bytes() >= 4_000_000 && near.bytes() < 4_200_000, () -> near.bytes() + " bytes");
        assertTrue(same.bytes() < 10_000, () -> same.bytes() + " bytes");
        assertTrue(other.bytes() >= 4_000_000 && other.bytes() < 4_100_000, () -> other.bytes() + " bytes");
    }
}
