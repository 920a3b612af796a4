package dev.tintype.config;

import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Every setting {@code tintype.*} there is. Names are compared without case and punctuation, since an environment variable has one
 * way to write what a file can write in several.
 */
final class SettingNames {
    private static final String PREFIX = "tintype";
    private static final Pattern INDEX = Pattern.compile("\\[\\d+]$|_\\d+_?$");

    /** Read one by one, and not through a record. */
    private static final Set<String> SINGLE = Set.of(
            "tintype.management-port",
            "tintype.pools",
            "tintype.url-signing-secret",
            "tintype.version",
            "tintype.work-dir");

    /** What is read from the environment by the command, the launcher, the set-up, Compose and tests, and by no service. */
    private static final Set<String> ELSEWHERE = Set.of(
            "TINTYPE_API_MEMORY",
            "TINTYPE_BASE",
            "TINTYPE_BIND",
            "TINTYPE_BUILD_NETWORK",
            "TINTYPE_CAPTURE_CPUS",
            "TINTYPE_CAPTURE_MEMORY",
            "TINTYPE_DEBIAN_MIRROR",
            "TINTYPE_DEBUG",
            "TINTYPE_FLEET",
            "TINTYPE_GRAFANA_IMAGE",
            "TINTYPE_GRAFANA_PORT",
            "TINTYPE_HOME",
            "TINTYPE_IMAGES",
            "TINTYPE_JARS",
            "TINTYPE_JAVA_HOME",
            "TINTYPE_JAVA_OPTS",
            "TINTYPE_KEY",
            "TINTYPE_MEDIA_CPUS",
            "TINTYPE_PROMETHEUS_PORT",
            "TINTYPE_REDIS_MEMORY",
            "TINTYPE_SECRETS",
            "TINTYPE_TAG",
            "TINTYPE_TERMINAL",
            "TINTYPE_URL",
            "TINTYPE_YES");

    /** What Kubernetes puts into every container about a service whose name begins with ours. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("TINTYPE_(.*_)?(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT_\\d+_(TCP|UDP|SCTP)(_.*)?)");

    private final Set<String> whole = new TreeSet<>();
    private final Set<String> beginnings = new TreeSet<>();

    /** @param records the classes that bind settings */
    SettingNames(Class<?>... records) {
        Stream.concat(SINGLE.stream(), ELSEWHERE.stream())
                .map(SettingNames::plain)
                .forEach(whole::add);
        for (Class<?> record : records) {
            ConfigurationProperties bound = record.getAnnotation(ConfigurationProperties.class);
            add(plain(bound == null ? PREFIX : bound.value()), record);
        }
    }

    private void add(String prefix, Class<?> record) {
        for (RecordComponent component : record.getRecordComponents()) {
            String name = prefix + plain(component.getName());
            Class<?> type = component.getType();
            if (type.isRecord()) {
                add(name, type);
            } else if (Map.class.isAssignableFrom(type)) {
                beginnings.add(name);
            } else {
                whole.add(name);
            }
        }
    }

    /** Whether {@code name}, of a property or of an environment variable, is meant for us. */
    static boolean ours(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith(PREFIX + ".") || lower.startsWith(PREFIX + "_");
    }

    /** @param value tells a port of ours from one that Kubernetes writes as {@code tcp://…} */
    boolean known(String name, String value) {
        String plain = plain(INDEX.matcher(name).replaceFirst(""));
        return whole.contains(plain)
                || whole.contains(plain(name))
                || beginnings.stream().anyMatch(plain::startsWith)
                || SERVICE_LINK.matcher(name).matches()
                || (name.endsWith("_PORT") && value.startsWith("tcp://"));
    }

    private static String plain(String name) {
        return name.chars()
                .filter(Character::isLetterOrDigit)
                .mapToObj(letter -> String.valueOf((char) Character.toLowerCase(letter)))
                .collect(Collectors.joining());
    }
}
