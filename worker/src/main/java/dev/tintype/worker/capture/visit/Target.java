package dev.tintype.worker.capture.visit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What to open, once everything that the source names has been fetched. */
public sealed interface Target {
    /** Whose page it is: what is the caller's own is sent there and nowhere else. */
    default String origin() {
        return Origins.of(
                switch (this) {
                    case Remote(String url) -> url;
                    case Given given -> given.baseUrl() == null ? GivenDocument.ORIGIN : given.baseUrl();
                });
    }

    /** The host of its origin. */
    default String host() {
        return origin().replaceFirst("^[a-z]+://", "").replaceFirst(":\\d+$", "");
    }

    /** An address of the network's. */
    record Remote(String url) implements Target {}

    /**
     * A document of the caller's.
     *
     * @param baseUrl the address it is shown under; null: one that the network does not have
     * @param files what it may ask for besides, by path relative to the document
     */
    record Given(String html, @Nullable String baseUrl, Map<String, SiteFile> files) implements Target {
        public Given {
            files = Map.copyOf(files);
        }

        /** A document without files of its own. */
        public Given(String html, @Nullable String baseUrl) {
            this(html, baseUrl, Map.of());
        }
    }
}
