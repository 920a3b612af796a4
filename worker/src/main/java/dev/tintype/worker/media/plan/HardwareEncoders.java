package dev.tintype.worker.media.plan;

import dev.tintype.media.Hardware;
import dev.tintype.media.VideoCodec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The encoders of a worker's graphics cards, each seen to encode.
 *
 * @param names as {@link Hardware#encoder} makes them
 * @param vaapi the device of those by VAAPI; null: there are none
 * @param missing why there are no others, as a reason to tell
 */
public record HardwareEncoders(Set<String> names, @Nullable Path vaapi, String missing) {
    public HardwareEncoders {
        names = Set.copyOf(names);
    }

    /** None, for that reason. */
    public static HardwareEncoders none(String why) {
        return new HardwareEncoders(Set.of(), null, why);
    }

    /** The card that encodes so: the one that is named, or the first that does. */
    Optional<Hardware> choose(Hardware wished, VideoCodec codec) {
        List<Hardware> cards = wished == Hardware.AUTO ? Hardware.CARDS : List.of(wished);
        return cards.stream()
                .filter(card -> names.contains(card.encoder(codec)))
                .findFirst();
    }

    /** The names as operators are told them, with commas between. */
    public String told() {
        return String.join(",", new TreeSet<>(names));
    }
}
