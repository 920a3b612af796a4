package dev.tintype.cli.doctor;

import dev.tintype.cli.terminal.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The data folder: can it be used, is it private, is there room. */
record DataFolderCheck(Path folder) implements Check {
    private static final String SUBJECT = "data folder";
    /** What a server refuses to start with. */
    private static final long FLOOR = 256L << 20;

    private static final long COMFORTABLE = 2L << 30;
    private static final List<String> SECRETS = List.of("admin.key", "seal.keys");
    private static final Set<PosixFilePermission> PRIVATE =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    @Override
    public List<Finding> look() {
        Path absolute = folder.toAbsolutePath().normalize();
        Path existing = absolute;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            return List.of(Finding.fail(
                    SUBJECT,
                    absolute + " cannot be written",
                    "make it writable for you, or name another with --data-dir"));
        }
        List<Finding> findings = new ArrayList<>();
        try {
            findings.add(permissions(absolute));
            findings.addAll(secrets(absolute));
            findings.add(space(existing));
        } catch (IOException e) {
            findings.add(Finding.fail(SUBJECT, absolute + " cannot be read", "check its permissions"));
        }
        return findings;
    }

    private static Finding permissions(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return Finding.ok(SUBJECT, folder + ", made at the first start");
        }
        if (!PRIVATE.containsAll(Files.getPosixFilePermissions(folder))) {
            return Finding.warn(
                    SUBJECT,
                    folder + " can be entered by other users",
                    "keys and results lie there: chmod 700 " + folder);
        }
        return Finding.ok(SUBJECT, folder + ", private");
    }

    private static List<Finding> secrets(Path folder) throws IOException {
        List<Finding> findings = new ArrayList<>();
        for (String name : SECRETS) {
            Path file = folder.resolve(name);
            if (Files.exists(file) && !PRIVATE.containsAll(Files.getPosixFilePermissions(file))) {
                findings.add(Finding.fail(
                        SUBJECT, file + " can be read by other users", "it is a secret: chmod 600 " + file));
            }
        }
        return findings;
    }

    private static Finding space(Path folder) {
        long free = folder.toFile().getUsableSpace();
        String detail = Words.bytes(free) + " free";
        if (free < FLOOR) {
            return Finding.fail("disk", detail, "free at least " + Words.bytes(FLOOR) + " there");
        }
        return free < COMFORTABLE
                ? Finding.warn("disk", detail, "results need room: free some")
                : Finding.ok("disk", detail);
    }
}
