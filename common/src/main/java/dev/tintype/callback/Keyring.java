package dev.tintype.callback;

import dev.tintype.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What signs an endpoint's deliveries: the keys it has now, and those it had before for as long as they still sign, so that a
 * receiver can change over in its own time. Immutable.
 */
public final class Keyring {
    /** How long the keys before a rotation go on signing beside the new ones. */
    public static final Duration OVERLAP = Duration.ofHours(24);
    /** Somebody who rotates without end keeps the newest of the old ones. */
    private static final int MOST = 5;

    /**
     * Keys of one time.
     *
     * @param ed25519 null: the endpoint has only a secret
     * @param until when they stop signing; null: the ones of now
     */
    private record Keys(
            WebhookSecret secret,
            @Nullable Ed25519Key ed25519,
            @Nullable Instant until) {
        boolean signAt(Instant now) {
            return until == null || now.isBefore(until);
        }
    }

    private final List<Keys> keys;

    private Keyring(List<Keys> keys) {
        this.keys = List.copyOf(keys);
    }

    /** @param asymmetric whether there is an Ed25519 key besides the secret */
    public static Keyring create(boolean asymmetric) {
        return new Keyring(List.of(fresh(asymmetric)));
    }

    /** The same with new keys; the old ones sign until {@link #OVERLAP} has passed. */
    public Keyring rotate(Instant now) {
        return with(fresh(keys.getFirst().ed25519() != null), now);
    }

    /** The same secret, with or without an Ed25519 key besides. */
    public Keyring asymmetric(boolean wanted) {
        Keys current = keys.getFirst();
        if (wanted == (current.ed25519() != null)) {
            return this;
        }
        List<Keys> changed = new ArrayList<>(keys);
        changed.set(0, new Keys(current.secret(), wanted ? Ed25519Key.create() : null, null));
        return new Keyring(changed);
    }

    /** The secret of now. */
    public WebhookSecret secret() {
        return keys.getFirst().secret();
    }

    /** The Ed25519 key of now, if there is one. */
    public @Nullable Ed25519Key ed25519() {
        return keys.getFirst().ed25519();
    }

    /** Until when an older secret still signs; null: none does. */
    public @Nullable Instant overlapUntil(Instant now) {
        return keys.stream()
                .skip(1)
                .filter(old -> old.signAt(now))
                .map(Keys::until)
                .findFirst()
                .orElse(null);
    }

    /**
     * The {@code webhook-signature} header: one signature of each key, over {@code id.timestamp.body}, separated by spaces.
     *
     * @param at the moment of this attempt, of which whole seconds count
     */
    public String sign(String id, Instant at, byte[] body) {
        byte[] head = (id + "." + at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8);
        byte[] content = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, content, head.length, body.length);
        return keys.stream()
                .filter(each -> each.signAt(at))
                .flatMap(each -> signatures(each, content))
                .collect(Collectors.joining(" "));
    }

    /** Everything, secrets too: to be sealed before it is kept. */
    public String reveal() {
        return Json.write(keys.stream()
                .map(each -> new Kept(
                        each.secret().reveal(),
                        each.ed25519() == null ? null : each.ed25519().reveal(),
                        each.until()))
                .toList());
    }

    /** What {@link #reveal} gave. */
    public static Keyring parse(String revealed) {
        return new Keyring(Arrays.stream(Json.read(revealed, Kept[].class))
                .map(kept -> new Keys(
                        WebhookSecret.parse(kept.secret()),
                        kept.ed25519() == null ? null : Ed25519Key.parse(kept.ed25519()),
                        kept.until()))
                .toList());
    }

    private Keyring with(Keys fresh, Instant now) {
        Instant until = now.plus(OVERLAP);
        Stream<Keys> old = keys.stream()
                .map(each -> each.until() == null ? new Keys(each.secret(), each.ed25519(), until) : each)
                .filter(each -> each.signAt(now));
        return new Keyring(Stream.concat(Stream.of(fresh), old).limit(MOST).toList());
    }

    private static Keys fresh(boolean asymmetric) {
        return new Keys(WebhookSecret.create(), asymmetric ? Ed25519Key.create() : null, null);
    }

    private static Stream<String> signatures(Keys keys, byte[] content) {
        String v1 = keys.secret().sign(content);
        return keys.ed25519() == null
                ? Stream.of(v1)
                : Stream.of(v1, keys.ed25519().sign(content));
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "Keyring[" + keys.size() + "]";
    }

    private record Kept(
            String secret,
            @Nullable String ed25519,
            @Nullable Instant until) {}
}
