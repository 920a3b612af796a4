package dev.tintype.worker.capture.browser;

import dev.tintype.capture.PageOptions;
import org.jspecify.annotations.Nullable;

/**
 * What a tab must be born with: options a page can see from its first script on. Tabs of equal shape are
 * interchangeable, so one of the commonest shape can be kept warm.
 */
public record PageShape(int width, int height, double scale, PageOptions.@Nullable ColorScheme colorScheme) {
    /** The shape of a capture that asks for nothing special. */
    public static final PageShape COMMONEST = of(PageOptions.defaults());

    public static PageShape of(PageOptions page) {
        return new PageShape(page.viewport().width(), page.viewport().height(), page.scale(), page.colorScheme());
    }
}
