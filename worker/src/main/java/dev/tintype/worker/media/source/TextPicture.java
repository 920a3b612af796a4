package dev.tintype.worker.media.source;

import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Draws words as a picture that can be seen through, so that FFmpeg is never given a caller's text. */
final class TextPicture {
    private static final float POINTS = 96;
    private static final float EDGE = 8;

    private TextPicture() {}

    /** Writes {@code text}, white with a dark edge, as a PNG. */
    static void draw(String text, Path file) throws IOException {
        FontRenderContext context =
                new FontRenderContext(null, /* isAntiAliased= */ true, /* usesFractionalMetrics= */ true);
        Shape letters;
        try {
            letters = new TextLayout(text, new Font(Font.SANS_SERIF, Font.BOLD, Math.round(POINTS)), context)
                    .getOutline(null);
        } catch (InternalError | NullPointerException e) {
            // how a JDK says that the machine has no font at all
            throw new JobFailure(
                    ErrorCode.FFMPEG_FAILED, false, "The worker has no fonts to write media.watermark.text with.", e);
        }
        Rectangle2D bounds = letters.getBounds2D();
        if (bounds.isEmpty()) {
            throw new JobFailure(ErrorCode.SOURCE_UNUSABLE, "media.watermark.text has nothing to be seen.");
        }
        BufferedImage picture = new BufferedImage(
                (int) Math.ceil(bounds.getWidth() + 2 * EDGE),
                (int) Math.ceil(bounds.getHeight() + 2 * EDGE),
                BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.transform(AffineTransform.getTranslateInstance(EDGE - bounds.getX(), EDGE - bounds.getY()));
        graphics.setStroke(new BasicStroke(EDGE, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.setColor(new Color(0, 0, 0, 160));
        graphics.draw(letters);
        graphics.setColor(Color.WHITE);
        graphics.fill(letters);
        graphics.dispose();
        ImageIO.write(picture, "png", file.toFile());
    }
}
