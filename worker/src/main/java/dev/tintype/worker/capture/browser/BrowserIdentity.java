package dev.tintype.worker.capture.browser;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.tintype.capture.UserAgent;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who a browser says it is, told alike in the User-Agent header, in client hints ({@code Sec-CH-UA-*}) and to scripts
 * ({@code navigator.userAgent}, {@code userAgentData}, {@code platform}). Only browsers made of Chromium have client hints.
 *
 * @param userAgent the header
 * @param platform {@code navigator.platform}
 * @param hints for {@code Emulation.setUserAgentOverride}; null: a browser without client hints
 */
record BrowserIdentity(
        String userAgent, String platform, @Nullable JsonObject hints) {
    private static final Pattern CHROMIUM = Pattern.compile("(?:Chrome|Chromium)/(\\d{1,4})");
    private static final Pattern MODEL = Pattern.compile("Android [\\d.]+; ([^;)]+)");

    /** As real ones have it since their headers tell no more (User-Agent Reduction). */
    private static final String REST_OF_VERSION = ".0.0.0";

    /**
     * The identity asked for.
     *
     * @param version of the real browser, such as {@code 156.0.8078.79}
     */
    static BrowserIdentity of(UserAgent asked, String version) {
        String major = version.replaceFirst("[.].*", "");
        String text = asked.text() == null ? made(asked) : asked.text();
        return parse(text.replace("{chrome}", major + REST_OF_VERSION));
    }

    /** The parameters of {@code Emulation.setUserAgentOverride}. */
    JsonObject override(@Nullable String locale) {
        JsonObject override = new JsonObject();
        override.addProperty("userAgent", userAgent);
        override.addProperty("platform", platform);
        if (locale != null) {
            override.addProperty("acceptLanguage", locale);
        }
        if (hints != null) {
            override.add("userAgentMetadata", hints);
        }
        return override;
    }

    /** Whether scripts find {@code navigator.userAgentData}. */
    boolean hinted() {
        return hints != null;
    }

    private static String made(UserAgent asked) {
        UserAgent.Platform platform = asked.platform() == null ? UserAgent.Platform.WINDOWS : asked.platform();
        UserAgent.Browser browser = asked.browser() == null ? UserAgent.Browser.CHROME : asked.browser();
        String system = switch (platform) {
            case WINDOWS -> "Windows NT 10.0; Win64; x64";
            case MACOS -> "Macintosh; Intel Mac OS X 10_15_7";
            case LINUX -> "X11; Linux x86_64";
            case ANDROID -> "Linux; Android 10; K";
            case IOS -> "iPhone; CPU iPhone OS 18_5 like Mac OS X";
        };
        String start = "Mozilla/5.0 (" + system + ") ";
        if (platform == UserAgent.Platform.IOS) {
            String name = switch (browser) {
                case SAFARI -> "Version/18.5";
                case CHROME -> "CriOS/{chrome}";
                case EDGE -> "EdgiOS/{chrome}";
                case FIREFOX -> "FxiOS/144.0";
            };
            return start + "AppleWebKit/605.1.15 (KHTML, like Gecko) " + name + " Mobile/15E148 Safari/604.1";
        }
        String mobile = platform == UserAgent.Platform.ANDROID ? " Mobile" : "";
        String chrome = start + "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{chrome}" + mobile + " Safari/537.36";
        return switch (browser) {
            case CHROME -> chrome;
            case EDGE -> chrome + (mobile.isEmpty() ? " Edg/{chrome}" : " EdgA/{chrome}");
            case SAFARI -> start + "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15";
            case FIREFOX ->
                "Mozilla/5.0 (" + (mobile.isEmpty() ? system : "Android 14; Mobile") + "; rv:144.0) Gecko/"
                        + (mobile.isEmpty() ? "20100101" : "144.0") + " Firefox/144.0";
        };
    }

    private static BrowserIdentity parse(String userAgent) {
        boolean mobile = userAgent.contains("Mobile") || userAgent.contains("Android");
        String system = system(userAgent);
        String platform = switch (system) {
            case "Windows" -> "Win32";
            case "macOS" -> "MacIntel";
            case "iOS" -> userAgent.contains("iPad") ? "iPad" : "iPhone";
            case "Android" -> "Linux armv81";
            default -> "Linux x86_64";
        };
        Matcher chromium = CHROMIUM.matcher(userAgent);
        if (!chromium.find()) {
            return new BrowserIdentity(userAgent, platform, null);
        }
        String major = chromium.group(1);
        String brand = userAgent.contains("Edg") ? "Microsoft Edge" : "Google Chrome";
        JsonObject hints = new JsonObject();
        hints.add("brands", brands(brand, major, "24"));
        hints.add("fullVersionList", brands(brand, major + REST_OF_VERSION, "24.0.0.0"));
        hints.addProperty("fullVersion", major + REST_OF_VERSION);
        hints.addProperty("platform", system);
        hints.addProperty("platformVersion", platformVersion(system, userAgent));
        hints.addProperty("architecture", mobile ? "" : "x86");
        hints.addProperty("bitness", mobile ? "" : "64");
        hints.addProperty("model", model(userAgent).orElse(""));
        hints.addProperty("mobile", mobile && userAgent.contains("Mobile"));
        return new BrowserIdentity(userAgent, platform, hints);
    }

    private static String system(String userAgent) {
        if (userAgent.contains("iPhone") || userAgent.contains("iPad")) {
            return "iOS";
        }
        if (userAgent.contains("Android")) {
            return "Android";
        }
        if (userAgent.contains("Windows")) {
            return "Windows";
        }
        return userAgent.contains("Mac OS X") ? "macOS" : "Linux";
    }

    private static String platformVersion(String system, String userAgent) {
        return switch (system) {
            case "Windows" -> "15.0.0";
            case "macOS" -> "15.5.0";
            case "Android" -> {
                Matcher version = Pattern.compile("Android ([\\d.]+)").matcher(userAgent);
                yield version.find() ? version.group(1) : "";
            }
            default -> "";
        };
    }

    /** Reduced headers say {@code K} instead of one. */
    private static Optional<String> model(String userAgent) {
        Matcher model = MODEL.matcher(userAgent);
        return model.find()
                ? Optional.of(model.group(1).replaceFirst(" Build/.*", "")).filter(it -> !it.equals("K"))
                : Optional.empty();
    }

    private static JsonArray brands(String brand, String version, String nobodys) {
        JsonArray brands = new JsonArray();
        brands.add(brand("Chromium", version));
        brands.add(brand(brand, version));
        brands.add(brand("Not.A/Brand", nobodys));
        return brands;
    }

    private static JsonObject brand(String name, String version) {
        JsonObject brand = new JsonObject();
        brand.addProperty("brand", name);
        brand.addProperty("version", version);
        return brand;
    }
}
