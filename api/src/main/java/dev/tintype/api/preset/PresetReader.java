package dev.tintype.api.preset;

import dev.tintype.api.callback.CallbackUrls;
import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemError;
import dev.tintype.api.problem.ProblemException;
import dev.tintype.api.problem.ProblemType;
import dev.tintype.json.Json;
import dev.tintype.request.FieldError;
import dev.tintype.request.InvalidRequest;
import dev.tintype.request.RequestReader;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads presets as strictly as the requests they become part of. */
@Component
final class PresetReader {
    private static final String TYPE = "type";
    private static final String USUAL_TYPE = "capture";
    private static final String PLACE = "/request";
    private static final String SOURCE = "/source";

    private final RequestReader reader;
    private final CallbackUrls callbackUrls;

    PresetReader(RequestReader reader, CallbackUrls callbackUrls) {
        this.reader = reader;
        this.callbackUrls = callbackUrls;
    }

    /**
     * What the preset fills in, with the type it is for.
     *
     * @throws ProblemException when no job could be made with it
     */
    ObjectNode read(PresetRequest asked) {
        ObjectNode request = Json.mapper().valueToTree(asked.request());
        if (request.has("preset")) {
            throw Problem.of(
                            ProblemType.INVALID_REQUEST,
                            ProblemError.of(new FieldError(
                                    PLACE + "/preset", FieldError.CONTRADICTION, "A preset is not made of presets.")))
                    .exception();
        }
        if (!request.has(TYPE)) {
            request.put(TYPE, USUAL_TYPE);
        }
        try {
            reader.read(Json.mapper().writeValueAsBytes(request));
        } catch (InvalidRequest e) {
            refuse(e);
        }
        JsonNode url = request.at("/callback/url");
        if (url.isString()) {
            callbackUrls.check(PLACE + "/callback/url", url.asString());
        }
        return request;
    }

    /** Only that the source is missing is no mistake: requests bring it. */
    private static void refuse(InvalidRequest refusal) {
        Problem problem = Problem.of(refusal);
        List<ProblemError> errors = refusal.errors().stream()
                .filter(error ->
                        !(error.pointer().equals(SOURCE) && error.code().equals(FieldError.REQUIRED)))
                .map(error -> ProblemError.of(new FieldError(PLACE + error.pointer(), error.code(), error.detail())))
                .toList();
        if (errors.isEmpty() && !refusal.errors().isEmpty()) {
            return;
        }
        String detail = errors.size() == 1 ? errors.getFirst().detail() : problem.detail();
        throw new Problem(problem.type(), detail, errors, problem.headers()).exception();
    }
}
