package correlate.index;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers values from 0 in the order in which they come. */
final class Names<T> {
    private final Map<T, Integer> numbers = new HashMap<>();
    private final List<T> values = new ArrayList<>();

    int number(T value) {
        Integer known = numbers.get(value);
        if (known != null) {
            return known;
        }
        numbers.put(value, values.size());
        values.add(value);
        return values.size() - 1;
    }

    /** The number, or -1. */
    int find(T value) {
        return numbers.getOrDefault(value, -1);
    }

    T value(int number) {
        return values.get(number);
    }

    int size() {
        return values.size();
    }
}
