package dev.tintype.worker.media.plan;

import java.util.List;

/**
 * One run of FFmpeg.
 *
 * @param stage one word for progress
 * @param steady whether it writes all the time
 */
public record Command(String stage, List<String> arguments, boolean steady) {
    public Command {
        arguments = List.copyOf(arguments);
    }
}
