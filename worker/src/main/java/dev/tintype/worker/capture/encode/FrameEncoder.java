package dev.tintype.worker.capture.encode;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_GLOBALHEADER;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_close_dyn_buf;
import static org.bytedeco.ffmpeg.global.avformat.avio_open_dyn_buf;
import static org.bytedeco.ffmpeg.global.avformat.avio_tell;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_IEC61966_2_1;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobFailure;
import java.awt.image.BufferedImage;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;

/**
 * Turns pictures of one size into one file in memory: filter, encoder, muxer. Frames follow each other at a constant rate.
 * For one thread at a time. Whoever opens it closes it.
 */
final class FrameEncoder implements AutoCloseable {
    /** What a file may have; native memory, so the heap's limit does not hold it. */
    private static final long MAX_BYTES = 192L << 20;

    private static final int THREADS = 2;

    private final FrameFilter filter;
    private final AVRational timeBase;
    private final AVFrame filtered = av_frame_alloc();
    private final AVPacket packet = av_packet_alloc();
    private @Nullable AVFormatContext file;
    private @Nullable AVIOContext memory;
    private @Nullable AVCodecContext codec;
    private @Nullable AVStream stream;

    /**
     * Opens everything.
     *
     * @param first a picture like all that will come
     */
    FrameEncoder(Recipe recipe, BufferedImage first, int fps) {
        FfmpegLibraries.load();
        timeBase = av_make_q(1, fps);
        filter = new FrameFilter(recipe.filter(), first, fps);
        try {
            open(recipe, first, fps);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Encodes one frame. */
    void write(BufferedImage picture) {
        filter.feed(picture);
        encodeFiltered();
        if (memory != null && avio_tell(memory) > MAX_BYTES) {
            throw new JobFailure(
                    ErrorCode.LIMIT_EXCEEDED,
                    "The file would have more than " + MAX_BYTES + " bytes; make it shorter or smaller");
        }
    }

    /** Ends the file and gives it back. Nothing can be written after it. */
    byte[] finish() {
        filter.end();
        encodeFiltered();
        encode(null);
        checked(av_write_trailer(file), "end the file");
        return takeBytes();
    }

    @Override
    public void close() {
        filter.close();
        av_frame_free(filtered);
        av_packet_free(packet);
        if (codec != null) {
            avcodec_free_context(codec);
            codec = null;
        }
        if (memory != null) {
            takeBytes();
        }
        if (file != null) {
            avformat_free_context(file);
            file = null;
        }
    }

    static int checked(int result, String doing) {
        if (result < 0) {
            throw new IllegalStateException("FFmpeg could not " + doing + ": " + result);
        }
        return result;
    }

    private void open(Recipe recipe, BufferedImage first, int fps) {
        try (PointerScope _ = new PointerScope()) {
            AVFormatContext newFile = new AVFormatContext(null);
            checked(avformat_alloc_output_context2(newFile, null, recipe.container(), null), "find the container");
            newFile.retainReference();
            file = newFile;
            AVCodec encoder = avcodec_find_encoder_by_name(recipe.codec());
            if (encoder == null) {
                throw new IllegalStateException("no encoder " + recipe.codec());
            }
            AVCodecContext newCodec = avcodec_alloc_context3(encoder);
            newCodec.retainReference();
            codec = newCodec;
            newCodec.width(first.getWidth());
            newCodec.height(first.getHeight());
            newCodec.pix_fmt(filter.pixelFormat());
            newCodec.time_base(timeBase);
            newCodec.framerate(av_make_q(fps, 1));
            newCodec.gop_size(fps * Recipe.KEYFRAME_S);
            newCodec.bit_rate(0); // quality or bit rate are the recipe's to say
            newCodec.thread_count(THREADS);
            newCodec.colorspace(filter.colorspace());
            newCodec.color_range(filter.colorRange());
            newCodec.color_primaries(AVCOL_PRI_BT709);
            newCodec.color_trc(AVCOL_TRC_IEC61966_2_1);
            if ((newFile.oformat().flags() & AVFMT_GLOBALHEADER) != 0) {
                newCodec.flags(newCodec.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
            }
            withOptions(
                    recipe.codecOptions(), options -> avcodec_open2(newCodec, encoder, options), "open the encoder");

            AVStream newStream = avformat_new_stream(newFile, null);
            stream = newStream.retainReference();
            newStream.time_base(timeBase);
            newStream.avg_frame_rate(av_make_q(fps, 1));
            checked(avcodec_parameters_from_context(newStream.codecpar(), newCodec), "describe the stream");

            AVIOContext newMemory = new AVIOContext(null);
            checked(avio_open_dyn_buf(newMemory), "get memory");
            newMemory.retainReference();
            memory = newMemory;
            newFile.pb(newMemory);
            withOptions(
                    recipe.containerOptions(), options -> avformat_write_header(newFile, options), "begin the file");
        }
    }

    /** A call that takes options. */
    private interface WithOptions {
        int call(AVDictionary options);
    }

    private static void withOptions(Map<String, String> options, WithOptions call, String doing) {
        AVDictionary dictionary = new AVDictionary(null);
        try {
            options.forEach((name, value) -> av_dict_set(dictionary, name, value, 0));
            checked(call.call(dictionary), doing);
        } finally {
            av_dict_free(dictionary);
        }
    }

    private void encodeFiltered() {
        while (filter.take(filtered)) {
            encode(filtered);
            av_frame_unref(filtered);
        }
    }

    /** @param frame null: there are no more */
    private void encode(@Nullable AVFrame frame) {
        checked(avcodec_send_frame(codec, frame), "encode");
        while (true) {
            int result = avcodec_receive_packet(codec, packet);
            if (result == AVERROR_EAGAIN() || result == AVERROR_EOF()) {
                return;
            }
            checked(result, "encode");
            if (packet.duration() == 0) {
                packet.duration(1);
            }
            if (stream == null) {
                throw new IllegalStateException("not open");
            }
            av_packet_rescale_ts(packet, timeBase, stream.time_base());
            packet.stream_index(0);
            checked(av_interleaved_write_frame(file, packet), "write");
            av_packet_unref(packet);
        }
    }

    private byte[] takeBytes() {
        try (PointerScope _ = new PointerScope()) {
            BytePointer buffer = new BytePointer((BytePointer) null);
            int size = avio_close_dyn_buf(memory, buffer);
            memory = null;
            if (file != null) {
                file.pb(null);
            }
            byte[] bytes = new byte[size];
            buffer.get(bytes);
            av_free(buffer);
            return bytes;
        }
    }
}
