package correlate.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Validates JSON against the keywords of JSON Schema 2020-12 that {@code docs/finding.schema.json} uses, and no others. */
final class SchemaValidator {
    private static final Set<String> SAY_NOTHING = Set.of("$schema", "$defs", "title", "description");

    private final JsonNode root;
    private final List<String> faults = new ArrayList<>();

    SchemaValidator(JsonNode root) {
        this.root = root;
    }

    /** What is wrong, each fault beginning with the path of the value. */
    List<String> faults(JsonNode value) {
        faults.clear();
        check("", value, root);
        return List.copyOf(faults);
    }

    private void check(String path, JsonNode value, JsonNode schema) {
        for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
            JsonNode demand = keyword.getValue();
            switch (keyword.getKey()) {
                case "$ref" -> check(path, value, root.at(demand.textValue().substring(1)));
                case "type" -> expect(isOfType(value, demand), path + " is not of type " + demand);
                case "const" -> expect(value.equals(demand), path + " is not " + demand);
                case "enum" -> expect(contains(demand, value), path + " is none of the listed: " + value);
                case "minimum" -> expect(!value.isNumber() || value.doubleValue() >= demand.doubleValue(), path + " is too small");
                case "maximum" -> expect(!value.isNumber() || value.doubleValue() <= demand.doubleValue(), path + " is too large");
                case "items" -> value.forEach(element -> check(path + "/*", element, demand));
                case "required" -> demand.forEach(name ->
                        expect(value.has(name.textValue()), path + " lacks " + name.textValue()));
                case "properties" -> demand.properties().forEach(property -> {
                    if (value.has(property.getKey())) {
                        check(path + "/" + property.getKey(), value.get(property.getKey()), property.getValue());
                    }
                });
                case "additionalProperties" -> value.properties().stream()
                        .filter(field -> !schema.path("properties").has(field.getKey()))
                        .forEach(field -> additional(path + "/" + field.getKey(), field.getValue(), demand));
                default -> expect(SAY_NOTHING.contains(keyword.getKey()), "unknown keyword " + keyword.getKey());
            }
        }
    }

    private void additional(String path, JsonNode value, JsonNode demand) {
        if (demand.isBoolean()) {
            expect(demand.booleanValue(), path + " is no known key");
        } else {
            check(path, value, demand);
        }
    }

    private void expect(boolean holds, String fault) {
        if (!holds) {
            faults.add(fault);
        }
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        for (JsonNode element : list) {
            if (element.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfType(JsonNode value, JsonNode types) {
        if (types.isArray()) {
            for (JsonNode type : types) {
                if (isOfType(value, type)) {
                    return true;
                }
            }
            return false;
        }
        return switch (types.textValue()) {
            case "string" -> value.isTextual();
            case "number" -> value.isNumber();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            default -> throw new AssertionError(types);
        };
    }
}
