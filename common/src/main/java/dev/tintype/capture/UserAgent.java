package dev.tintype.capture;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the browser says it is: in JSON a string, or the parts to make one of.
 *
 * @param text the whole header; null: made of the parts
 */
public record UserAgent(
        @Schema(hidden = true) @Size(min = 1, max = 512) @Pattern(regexp = "[\\x20-\\x7e]*") @Nullable
        String text,

        @Schema(description = "Kind of device.", defaultValue = "desktop", example = "mobile") @Nullable
        Form device,

        @Schema(description = "Windows or, on mobile, Android when left out.", example = "ios") @Nullable
        Platform platform,

        @Schema(description = "Chrome or, on iOS, Safari when left out.", example = "safari") @Nullable
        Browser browser) {

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public UserAgent {
        if (text == null) {
            device = device == null ? defaultForm(platform) : device;
            platform = platform == null ? defaultPlatform(device, browser) : platform;
            browser = browser == null ? (platform == Platform.IOS ? Browser.SAFARI : Browser.CHROME) : browser;
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static UserAgent of(String text) {
        return new UserAgent(text, null, null, null);
    }

    /** As it stands in JSON. */
    @JsonValue
    public Object json() {
        if (text != null) {
            return text;
        }
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("device", device);
        parts.put("platform", platform);
        parts.put("browser", browser);
        return parts;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(
            message = "there is no such browser: windows, macos and linux are desktops, android and ios are mobile,"
                    + " and safari runs on macos and ios")
    public boolean isThereSuchABrowser() {
        if (text != null || platform == null) {
            return true;
        }
        boolean mobile = platform == Platform.ANDROID || platform == Platform.IOS;
        boolean apple = platform == Platform.MACOS || platform == Platform.IOS;
        return mobile == (device == Form.MOBILE) && (browser != Browser.SAFARI || apple);
    }

    private static Form defaultForm(@Nullable Platform platform) {
        return platform == Platform.ANDROID || platform == Platform.IOS ? Form.MOBILE : Form.DESKTOP;
    }

    private static Platform defaultPlatform(Form form, @Nullable Browser browser) {
        boolean safari = browser == Browser.SAFARI;
        if (form == Form.MOBILE) {
            return safari ? Platform.IOS : Platform.ANDROID;
        }
        return safari ? Platform.MACOS : Platform.WINDOWS;
    }

    /** Kind of device. */
    public enum Form {
        DESKTOP,
        MOBILE
    }

    /** Operating system. */
    public enum Platform {
        WINDOWS,
        MACOS,
        LINUX,
        ANDROID,
        IOS
    }

    /** Whose name it bears. */
    public enum Browser {
        CHROME,
        EDGE,
        FIREFOX,
        SAFARI
    }
}
