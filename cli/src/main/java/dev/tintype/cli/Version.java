package dev.tintype.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says; the build writes the number into the jar. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"tintype " + number(), "Java " + Runtime.version()};
    }

    static String number() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(development)" : version;
    }
}
