package correlate.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import correlate.changelog.PortKey;
import correlate.match.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class StreamSettingsTest {
    private final Properties given = new Properties();

    @Test
    void securityGoesToEveryClient() {
        List<String> names = List.of("bootstrap.servers", "security.protocol", "ssl.truststore.location",
                "ssl.endpoint.identification.algorithm", "sasl.mechanism", "sasl.jaas.config");
        names.forEach(name -> given.setProperty(name, "as given"));
        for (Properties client : List.of(settings().streams(), settings().admin())) {
            names.forEach(name -> assertEquals("as given", client.getProperty(name), name));
        }
    }

    @Test
    void nameOfTheInstanceIsTheApplicationsAlone() {
        given.setProperty("bootstrap.servers", "one:9092");
        given.setProperty("group.instance.id", "left");
        given.setProperty("client.id", "left");
        assertEquals("left", settings().streams().getProperty("group.instance.id"));
        assertNull(settings().admin().getProperty("group.instance.id"));
        assertNull(settings().admin().getProperty("client.id"));
    }

    @Test
    void whatIsGivenGoesBeforeWhatIsUsual() {
        given.setProperty("bootstrap.servers", "one:9092");
        assertEquals("exactly_once_v2", settings().streams().getProperty("processing.guarantee"));
        given.setProperty("processing.guarantee", "at_least_once");
        assertEquals("at_least_once", settings().streams().getProperty("processing.guarantee"));
    }

    private StreamSettings settings() {
        return new StreamSettings(given, Topics.DEFAULT, false, 1, (short) 1, Duration.ofMinutes(1), Duration.ofHours(1),
                Settings.DEFAULT, Intervals.NONE, 0, PortKey.PLAIN);
    }
}
