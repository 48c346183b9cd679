package correlate;

import picocli.CommandLine.IVersionProvider;

/** The version, as the jar's manifest states it. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"correlate " + number()};
    }

    static String number() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }
}
