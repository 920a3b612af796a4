package dev.tintype.worker.media.plan;

import dev.tintype.media.MediaOptions;
import dev.tintype.media.SoundOptions;
import dev.tintype.media.Watermark;
import dev.tintype.worker.media.colour.ToSrgb;
import dev.tintype.worker.media.probe.AudioTrack;
import dev.tintype.worker.media.probe.VideoTrack;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What is done to picture and sound once, before they go to the outputs. FFmpeg itself turns pictures upright as the file says, before
 * the first filter.
 */
final class BaseFilters {
    private BaseFilters() {}

    static List<String> video(Draft draft) {
        List<String> filters = new ArrayList<>();
        VideoTrack track = Objects.requireNonNull(draft.facts().video());
        MediaOptions options = draft.options();
        if (draft.share() instanceof Share.Chunk) {
            filters.add("setpts=PTS-STARTPTS");
        }
        if (draft.deinterlaced()) {
            filters.add("bwdif=mode=send_frame");
        }
        Measured.Box box = draft.crop();
        Source.Overlay overlay = draft.source().overlay();
        String upright = upright(track);
        if (!upright.isEmpty() && (box != null || overlay != null)) {
            filters.add(upright.substring(0, upright.length() - 1));
        }
        if (box != null) {
            filters.add(String.format(Locale.ROOT, "crop=%d:%d:%d:%d", box.width(), box.height(), box.x(), box.y()));
        }
        filters.add(turn(options.rotate() == null ? 0 : options.rotate()));
        if (options.fps() != null && !draft.still()) {
            filters.add("fps=" + draft.rate());
        }
        if (track.hdr() && !draft.keepsHdr()) {
            filters.addAll(toStandardRange(track));
        }
        ToSrgb colours = draft.source().measured().colours();
        if (colours != null) {
            filters.add(colours.filters(track.alpha()));
        }
        Watermark watermark = options.watermark();
        if (overlay != null && watermark != null) {
            filters.add(over(draft, overlay, watermark));
        }
        return filters.stream().filter(filter -> !filter.isEmpty()).toList();
    }

    /** Square pixels, where the file has others: boxes are told in what is shown. */
    static String upright(VideoTrack track) {
        return track.sar().isZero() || track.sar().value() == 1
                ? ""
                : "scale=" + track.shownWidth() + ":" + track.shownHeight() + ",setsar=1,";
    }

    private static String turn(int degrees) {
        return switch (degrees) {
            case 90 -> "transpose=clock";
            case 180 -> "hflip,vflip";
            case 270 -> "transpose=cclock";
            default -> "";
        };
    }

    /** The second input, as large as wished, on the picture. The names of links are ours, and there is one of each in a graph. */
    private static String over(Draft draft, Source.Overlay overlay, Watermark watermark) {
        Size picture = draft.size();
        VideoTrack track = Objects.requireNonNull(overlay.facts().video());
        int width = Math.max(1, (int) Math.round(picture.width() * watermark.widthPercent() / 100));
        int margin = (int) Math.round(Math.min(picture.width(), picture.height()) * watermark.marginPercent() / 100);
        StringBuilder graph = new StringBuilder("null[below];[")
                .append(Reading.inputs(draft.source()))
                .append(':')
                .append(track.index())
                .append("]scale=")
                .append(width)
                .append(":-1,setsar=1,format=rgba");
        if (watermark.opacity() < 1) {
            graph.append(",colorchannelmixer=aa=").append(Arguments.number(watermark.opacity()));
        }
        graph.append("[above];[below][above]overlay=")
                .append(place(watermark.position(), margin))
                .append(":format=auto");
        if (watermark.fromMs() != null || watermark.toMs() != null) {
            String from = Arguments.seconds(watermark.fromMs() == null ? 0 : watermark.fromMs());
            graph.append(
                    watermark.toMs() == null
                            ? ":enable='gte(t," + from + ")'"
                            : ":enable='between(t," + from + "," + Arguments.seconds(watermark.toMs()) + ")'");
        }
        return graph.toString();
    }

    private static String place(Watermark.Position position, int margin) {
        String x = switch (position) {
            case TOP_LEFT, LEFT, BOTTOM_LEFT -> Integer.toString(margin);
            case TOP, CENTER, BOTTOM -> "(W-w)/2";
            case TOP_RIGHT, RIGHT, BOTTOM_RIGHT -> "W-w-" + margin;
        };
        String y = switch (position) {
            case TOP_LEFT, TOP, TOP_RIGHT -> Integer.toString(margin);
            case LEFT, CENTER, RIGHT -> "(H-h)/2";
            case BOTTOM_LEFT, BOTTOM, BOTTOM_RIGHT -> "H-h-" + margin;
        };
        return x + ":" + y;
    }

    /**
     * Brings what is brighter than usual screens to what they show ({@code reference/media.md} §8). Files often leave out part of what
     * the light means, and then nothing can be computed: what is left out is as it always is with that transfer.
     */
    static List<String> toStandardRange(VideoTrack track) {
        String range = track.range() == null ? ":range=tv" : "";
        return List.of(
                "setparams=color_primaries=bt2020:color_trc=" + track.transfer() + ":colorspace=bt2020nc" + range,
                "zscale=t=linear:npl=100",
                "format=gbrpf32le",
                "zscale=p=bt709",
                "tonemap=hable:desat=0",
                "zscale=t=bt709:m=bt709:r=tv",
                "format=yuv420p");
    }

    static List<String> audio(Draft draft, AudioTrack track) {
        List<String> filters = new ArrayList<>();
        SoundOptions sound = draft.options().audio();
        if (sound != null && sound.channels() != null) {
            filters.add(AudioEncoding.layout(sound.channels()));
        }
        filters.add(new Measuring(draft.source(), draft.options()).normalized(track));
        return filters.stream().filter(filter -> !filter.isEmpty()).toList();
    }
}
