package dev.tintype.worker.capture.encode;

import static dev.tintype.worker.capture.encode.FrameEncoder.checked;
import static org.bytedeco.ffmpeg.global.avfilter.AV_BUFFERSRC_FLAG_KEEP_REF;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_color_range;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_colorspace;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_format;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_frame;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersrc_add_frame_flags;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_get_by_name;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_config;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_create_filter;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_parse_ptr;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_inout_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_inout_free;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_ABGR;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_strdup;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avfilter.AVFilterInOut;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;

/** Takes Java pictures, gives frames as an encoder wants them. For one thread at a time. */
final class FrameFilter implements AutoCloseable {
    private final int width;
    private final int height;
    private final int bytesPerPixel;
    private final AVFrame input = av_frame_alloc();
    private final AVFilterGraph graph = avfilter_graph_alloc();
    private final AVFilterContext source = new AVFilterContext(null);
    private final AVFilterContext sink = new AVFilterContext(null);
    private long next;

    /** @param like a picture of the size and kind of all that will come: three bytes a pixel, or four with alpha */
    FrameFilter(String chain, BufferedImage like, int fps) {
        width = like.getWidth();
        height = like.getHeight();
        bytesPerPixel = like.getColorModel().hasAlpha() ? 4 : 3;
        int format = bytesPerPixel == 4 ? AV_PIX_FMT_ABGR : AV_PIX_FMT_BGR24;
        try {
            build(
                    chain,
                    "video_size=" + width + "x" + height + ":pix_fmt=" + format + ":time_base=1/" + fps + ":frame_rate="
                            + fps + "/1:pixel_aspect=1/1:colorspace=gbr:range=pc");
            input.width(width);
            input.height(height);
            input.format(format);
            input.color_range(AVCOL_RANGE_JPEG);
            input.colorspace(AVCOL_SPC_RGB);
            checked(av_frame_get_buffer(input, 0), "get memory for a frame");
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    int pixelFormat() {
        return av_buffersink_get_format(sink);
    }

    int colorspace() {
        return av_buffersink_get_colorspace(sink);
    }

    int colorRange() {
        return av_buffersink_get_color_range(sink);
    }

    /** Puts the next picture in. */
    void feed(BufferedImage picture) {
        checked(av_frame_make_writable(input), "get memory for a frame");
        byte[] pixels = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        int row = width * bytesPerPixel;
        if (picture.getWidth() != width || picture.getHeight() != height || pixels.length != row * height) {
            throw new IllegalArgumentException("not like the first picture");
        }
        try (PointerScope _ = new PointerScope()) {
            BytePointer data = input.data(0);
            long line = input.linesize(0);
            for (int y = 0; y < height; y++) {
                data.position(y * line).put(pixels, y * row, row);
            }
        }
        input.pts(next++);
        checked(av_buffersrc_add_frame_flags(source, input, AV_BUFFERSRC_FLAG_KEEP_REF), "filter a frame");
    }

    /** There are no more pictures. */
    void end() {
        checked(av_buffersrc_add_frame_flags(source, null, 0), "filter the last frame");
    }

    /** Moves the next filtered frame into {@code frame}; false when there is none yet. */
    boolean take(AVFrame frame) {
        int result = av_buffersink_get_frame(sink, frame);
        if (result == AVERROR_EAGAIN() || result == AVERROR_EOF()) {
            return false;
        }
        checked(result, "filter");
        return true;
    }

    @Override
    public void close() {
        av_frame_free(input);
        avfilter_graph_free(graph);
    }

    private void build(String chain, String arguments) {
        AVFilterInOut inputs = avfilter_inout_alloc();
        AVFilterInOut outputs = avfilter_inout_alloc();
        try {
            checked(
                    avfilter_graph_create_filter(source, avfilter_get_by_name("buffer"), "in", arguments, null, graph),
                    "make the source");
            checked(
                    avfilter_graph_create_filter(sink, avfilter_get_by_name("buffersink"), "out", null, null, graph),
                    "make the sink");
            outputs.name(av_strdup(new BytePointer("in")));
            outputs.filter_ctx(source);
            outputs.pad_idx(0);
            outputs.next(null);
            inputs.name(av_strdup(new BytePointer("out")));
            inputs.filter_ctx(sink);
            inputs.pad_idx(0);
            inputs.next(null);
            checked(avfilter_graph_parse_ptr(graph, chain, inputs, outputs, null), "read the filter");
            checked(avfilter_graph_config(graph, null), "make the filter");
        } finally {
            avfilter_inout_free(inputs);
            avfilter_inout_free(outputs);
        }
    }
}
