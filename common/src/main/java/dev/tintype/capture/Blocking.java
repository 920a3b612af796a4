package dev.tintype.capture;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a visited page does without.
 *
 * @param ads hosts of advertisers, refused at the egress proxy; so trackers and chats. The page's own host never is
 * @param cookieBanners whether consent banners are answered with no
 * @param media pictures, films and sound
 * @param urls patterns; {@code *} stands for anything
 */
public record Blocking(
        @Schema(description = "Refuse hosts that serve advertisements.", defaultValue = "false", example = "true")
        Boolean ads,

        @Schema(
                description = "Refuse hosts that measure and follow visitors.",
                defaultValue = "false",
                example = "true")
        Boolean trackers,

        @Schema(description = "Answer consent banners with no.", defaultValue = "false", example = "true")
        Boolean cookieBanners,

        @Schema(description = "Refuse hosts of chat windows.", defaultValue = "false", example = "true")
        Boolean chats,

        @Schema(description = "Load no pictures, films or sound.", defaultValue = "false", example = "true")
        Boolean media,

        @Schema(description = "Load nothing of these types.", example = "[\"font\", \"script\"]")
        @Size(max = 16)
        @Nullable
        List<@NotNull ResourceType> resourceTypes,

        @Schema(
                description = "Load nothing from addresses like these; * stands for anything.",
                example = "[\"*://*.example.com/ads/*\"]")
        @Size(max = 64)
        @Nullable
        List<@NotNull @Size(min = 1, max = 2048) String> urls) {
    public Blocking {
        ads = ads != null && ads;
        trackers = trackers != null && trackers;
        cookieBanners = cookieBanners != null && cookieBanners;
        chats = chats != null && chats;
        media = media != null && media;
        resourceTypes = resourceTypes == null ? null : Collections.unmodifiableList(new ArrayList<>(resourceTypes));
        urls = urls == null ? null : Collections.unmodifiableList(new ArrayList<>(urls));
    }

    /** What a request is for. */
    public enum ResourceType {
        IMAGE,
        MEDIA,
        FONT,
        STYLESHEET,
        SCRIPT,
        XHR,
        FETCH,
        EVENTSOURCE,
        MANIFEST,
        PING,
        OTHER
    }
}
