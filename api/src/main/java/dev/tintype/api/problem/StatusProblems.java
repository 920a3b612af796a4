package dev.tintype.api.problem;

/** The problem for a bare HTTP status: what the web server or the framework decides without saying more. */
final class StatusProblems {
    private StatusProblems() {}

    static Problem of(int status) {
        return switch (status) {
            case 401 -> Problem.of(ProblemType.UNAUTHORIZED, "Send an API key: Authorization: Bearer <key>.");
            case 403 -> Problem.of(ProblemType.INSUFFICIENT_SCOPE, "The API key may not do this.");
            case 404 -> Problem.of(ProblemType.NOT_FOUND, "There is nothing at this address.");
            case 405, 501 -> Problem.of(ProblemType.METHOD_NOT_ALLOWED, "This method is not allowed at this address.");
            case 406 -> Problem.of(ProblemType.NOT_ACCEPTABLE, "Answers are application/json.");
            case 413 -> Problem.of(ProblemType.PAYLOAD_TOO_LARGE, "The body is larger than allowed.");
            case 415 -> Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send application/json.");
            case 431 -> Problem.of(ProblemType.HEADERS_TOO_LARGE, "The request header is larger than allowed.");
            case 503 ->
                Problem.of(ProblemType.UNAVAILABLE, "The service cannot answer now. Try again soon.")
                        .header("Retry-After", "1");
            default ->
                (status >= 400 && status < 500) || status == 505
                        ? Problem.of(ProblemType.BAD_REQUEST, "The request is not one that HTTP allows.")
                        : Problem.of(
                                ProblemType.INTERNAL,
                                "The request failed through no fault of yours. Tell the operator the request id.");
        };
    }
}
