package dev.tintype.cli.job;

import dev.tintype.cli.client.JobView;
import dev.tintype.job.ErrorCode;
import dev.tintype.job.JobError;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is said of a job that ended without success.
 *
 * @param sentence what happened, without a full stop
 * @param hints what can be done about it, a line each
 */
public record EndSentence(String sentence, List<String> hints) {

    /** @param job one that has ended, and not succeeded */
    public static EndSentence of(JobView job) {
        JobError error = job.error();
        if (error == null) {
            return switch (job.state()) {
                case "cancelled" -> new EndSentence("the job was cancelled", List.of());
                case "expired" ->
                    new EndSentence(
                            "the job waited too long for its turn and expired",
                            List.of("the server has more to do than it can; 'tintype jobs' shows what"));
                default -> new EndSentence("the job ended as " + job.state(), List.of());
            };
        }
        String what = error.detail().isBlank() ? error.title() : error.detail();
        List<String> hints = new ArrayList<>();
        hint(error.code(), job).ifPresent(hints::add);
        String sentence = String.format(Locale.ROOT, "%s (%s)", stripStop(what), error.code());
        return new EndSentence(sentence, hints);
    }

    private static Optional<String> hint(String code, JobView job) {
        return Arrays.stream(ErrorCode.values())
                .filter(known -> known.wireName().equals(code))
                .findFirst()
                .map(known -> hint(known, job))
                .filter(hint -> !hint.isEmpty());
    }

    private static String hint(ErrorCode code, JobView job) {
        return switch (code) {
            case DNS_FAILURE -> "check the spelling of the host name";
            case CONNECTION_FAILED -> "check that the page's server is up and the port is right";
            case TLS_FAILURE -> "the page's certificate is not valid for its name, has expired, or is self-signed";
            case HTTP_STATUS -> "open the page in a browser: it says that itself";
            case TOO_MANY_REDIRECTS -> "the page may want a login or a cookie that a capture does not have";
            case NAVIGATION_TIMEOUT -> "give it longer with --timeout, or wait for less with --wait-until load";
            case NAVIGATION_FAILED -> "a download, or an address that browsers refuse, is no page";
            case EGRESS_DENIED -> egressHint(job);
            case SELECTOR_NOT_FOUND -> "check the selector in the browser's console: document.querySelector('…')";
            case LIMIT_EXCEEDED ->
                job.json().path("type").asString("").equals("media")
                        ? "/v1/capabilities lists the limits; a part of it can be had with --start and --end"
                        : "capture less of it: without --full-page, one --selector, or at a smaller --scale";
            case BLANK_PAGE -> "the page may need longer: try --wait-until networkidle";
            case WAIT_TIMEOUT -> "give it longer with --timeout, or take what is there with --partial";
            case ACTION_FAILED, SCRIPT_FAILED -> "try the step in the browser's console";
            case RESOURCE_STATUS, RESOURCE_ERROR, CONSOLE_ERROR, PAGE_ERROR, TEXT_PRESENT, TEXT_MISSING, TOO_SMALL ->
                "fail_on of the request asked for that; 'tintype job' shows the page's report";
            case CAPTCHA -> "the page asks whether its visitor is human; a capture cannot answer";
            case DEPENDENCY_FAILED -> "look at the jobs named in after";
            case SOURCE_UNUSABLE -> "look at the job whose artifact it should read";
            case UPLOAD_GONE -> "hand the file in again, and submit sooner";
            case UNSUPPORTED_MEDIA, DECODE_FAILED ->
                "play the file on this machine: it may be damaged, or not what it says it is";
            case NO_VIDEO, NO_AUDIO -> "ask for a probe of the file: it tells what is in it";
            case DIFFERENCE_FOUND -> "the job's artifacts show where the two differ";
            case PAGE_CRASHED -> "the page needs more memory than the browser has; try a smaller --width or --scale";
            case TIMEOUT -> "give it longer with --timeout";
            case PROXY_FAILED -> "check TINTYPE_EGRESS_PROXIES_… where the server is started, and that the proxy is up";
            case BROWSER_FAILED, FFMPEG_FAILED, STORAGE_FAILED ->
                "'tintype doctor' looks for the cause on this machine";
            case HARDWARE_MISSING -> "ask for media.hardware auto, which takes the processor where there is no card";
            case PLUGIN_FAILED -> "ask whoever added the plugin to the server";
            case WORKER_LOST -> "try again; if it stays so, see the server's log";
            case INTERNAL -> "this is a defect of Tintype's; the server's log tells more";
        };
    }

    private static String egressHint(JobView job) {
        String url = job.json().path("source").path("url").asString("");
        String authority = authority(url);
        return authority.isEmpty()
                ? "hosts can be allowed with TINTYPE_EGRESS_ALLOW=host:port where the server is started"
                : "allow it with TINTYPE_EGRESS_ALLOW=" + authority + " where the server is started";
    }

    private static String authority(String url) {
        try {
            String authority = url.isEmpty() ? null : URI.create(url).getRawAuthority();
            return authority == null ? "" : authority;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String stripStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
