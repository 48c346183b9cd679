package correlate;

import java.util.Arrays;

/** A number for each fold key: an open table, because a log whose rows fold has as many keys as connections. */
final class Folds {
    private static final long MIX = 0x9e37_79b9_7f4a_7c15L;

    /** 0 is no key: such rows stand for themselves. */
    private long[] keys = new long[16];
    private int[] numbers = new int[16];
    private int size;

    /** The number of a key, or -1. */
    int get(long fold) {
        int slot = slot(fold);
        return keys[slot] == 0 ? -1 : numbers[slot];
    }

    void put(long fold, int number) {
        int slot = slot(fold);
        numbers[slot] = number;
        if (keys[slot] == 0) {
            keys[slot] = fold;
            if (3 * ++size > 2 * keys.length) {
                grow();
            }
        }
    }

    private int slot(long fold) {
        int mask = keys.length - 1;
        int slot = (int) (fold * MIX >>> 32) & mask;
        while (keys[slot] != 0 && keys[slot] != fold) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldNumbers = numbers;
        keys = new long[2 * oldKeys.length];
        numbers = Arrays.copyOf(oldNumbers, keys.length);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                numbers[slot] = oldNumbers[i];
            }
        }
    }
}
