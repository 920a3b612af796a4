package dev.tintype.worker.capture.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Starts browsers with the flags that leave the egress proxy as the only way out (SECURITY.md, Egress proxy;
 * reference/capture.md §6.2) and with nothing of our environment.
 */
final class BrowserLauncher {
    private static final double START_TIMEOUT_MS = 20_000;
    private static final String MARKER_FLAG = "--tintype-slot=";

    /** What a browser may know of our environment: where fonts and libraries are, never a token of ours. */
    private static final List<String> ENVIRONMENT = List.of(
            "PATH",
            "HOME",
            "LANG",
            "LC_ALL",
            "TZ",
            "LD_LIBRARY_PATH",
            "FONTCONFIG_FILE",
            "FONTCONFIG_PATH",
            "XDG_DATA_DIRS");

    private static final List<String> FLAGS = List.of(
            // No UDP round the proxy: QUIC, and WebRTC by both names (one binary knows one, the other the other).
            "--disable-quic",
            "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
            "--webrtc-ip-handling-policy=disable_non_proxied_udp",
            // The proxy resolves names, the browser never does.
            "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
            // window.open and target=_blank make nothing; counted by Tab.
            "--block-new-web-contents",
            // A page whose scripts want more than this takes its own renderer down, not the machine.
            "--js-flags=--max-old-space-size=1024",
            // Pictures are decoded before the frame that shows them is drawn: none is missing in a shot, none drawn
            // twice.
            "--disable-checker-imaging",
            "--mute-audio");

    private BrowserLauncher() {}

    /**
     * Starts a browser.
     *
     * @param marker found again in the command line: Playwright does not tell the process id
     * @param proxy the only way out
     * @param sandbox whether pages run in Chromium's own sandbox; a browser that can have none does not start then
     */
    static Browser launch(
            Playwright playwright, Path executable, String marker, String proxy, Path temp, boolean sandbox) {
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(Stream.concat(FLAGS.stream(), Stream.of(flag(marker)))
                                .toList())
                        // The option, not --proxy-server: it also sends loopback through the proxy.
                        .setProxy(proxy)
                        .setChromiumSandbox(sandbox)
                        .setEnv(environment(temp))
                        .setTimeout(START_TIMEOUT_MS)
                        // Signals are ours to handle: the browser ends when its slot says so.
                        .setHandleSIGINT(false)
                        .setHandleSIGTERM(false)
                        .setHandleSIGHUP(false));
    }

    static String flag(String marker) {
        return MARKER_FLAG + marker;
    }

    private static Map<String, String> environment(Path temp) {
        Map<String, String> environment = new HashMap<>();
        for (String name : ENVIRONMENT) {
            String value = System.getenv(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        environment.put("TMPDIR", temp.toString());
        return environment;
    }
}
