package dev.tintype.api.artifact;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** File names that unpack anywhere: no two the same where case does not count, none that means a device. */
final class ZipNames {
    private static final Pattern DEVICE = Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");
    private static final Pattern ODD = Pattern.compile("[^A-Za-z0-9._-]");
    private static final Pattern ENDING_DOTS = Pattern.compile("\\.+$");

    private final Set<String> taken = new HashSet<>();

    /** {@code name} itself where it can be; never with a folder in it. */
    String safe(String name) {
        String plain = ENDING_DOTS
                .matcher(ODD.matcher(name).replaceAll("_"))
                .replaceAll("_")
                .replaceFirst("^\\.", "_");
        String usable = plain.isEmpty() || DEVICE.matcher(plain).matches() ? "_" + plain : plain;
        String free = usable;
        for (int i = 2; !taken.add(free.toLowerCase(Locale.ROOT)); i++) {
            int dot = usable.lastIndexOf('.');
            free = dot < 1 ? usable + "-" + i : usable.substring(0, dot) + "-" + i + usable.substring(dot);
        }
        return free;
    }
}
