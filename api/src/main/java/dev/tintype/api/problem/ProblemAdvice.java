package dev.tintype.api.problem;

import dev.tintype.artifact.StoreUnavailable;
import dev.tintype.ledger.LedgerUnavailable;
import dev.tintype.request.InvalidRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.util.DisconnectedClientHelper;

/** Turns whatever a controller or Spring MVC throws into a problem. */
@RestControllerAdvice
final class ProblemAdvice {
    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    void handle(Exception e, HttpServletRequest request, HttpServletResponse response) throws Exception {
        if (DisconnectedClientHelper.isClientDisconnectedException(e)) {
            log.debug("the client went away", e);
            return;
        }
        Problem problem = problem(e);
        if (response.isCommitted()) {
            // Half of the answer is sent: only a connection that breaks tells the client so.
            log.warn("{} {} broke off: {}", request.getMethod(), request.getRequestURI(), e.getMessage());
            throw e;
        }
        if (problem.type() == ProblemType.INTERNAL) {
            log.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
        } else if (problem.type().status() == 503) {
            log.warn("{} {}: {}", request.getMethod(), request.getRequestURI(), e.getMessage());
        }
        ProblemWriter.write(request, response, problem);
    }

    private static Problem problem(Exception e) {
        return switch (e) {
            case ProblemException known -> known.problem();
            case InvalidRequest refusal -> Problem.of(refusal);
            case LedgerUnavailable _ -> StatusProblems.of(503);
            case StoreUnavailable _ ->
                Problem.of(ProblemType.STORE_UNAVAILABLE, "The artifact store does not answer. Try again soon.")
                        .header(HttpHeaders.RETRY_AFTER, "2");
            case HttpRequestMethodNotSupportedException method -> methodNotAllowed(method);
            case HttpMediaTypeNotSupportedException media ->
                StatusProblems.of(415).header(HttpHeaders.ACCEPT, types(media));
            case HttpMessageNotReadableException _ ->
                Problem.of(ProblemType.BAD_REQUEST, "The body could not be read to its end.");
            case ErrorResponse response ->
                StatusProblems.of(response.getStatusCode().value());
            default -> StatusProblems.of(500);
        };
    }

    private static Problem methodNotAllowed(HttpRequestMethodNotSupportedException e) {
        String[] supported = e.getSupportedMethods();
        String allowed = supported == null ? "" : String.join(", ", supported);
        String method = e.getMethod().toUpperCase(Locale.ROOT);
        return Problem.of(ProblemType.METHOD_NOT_ALLOWED, method + " is not allowed here. Allowed: " + allowed + ".")
                .header(HttpHeaders.ALLOW, allowed);
    }

    private static String types(HttpMediaTypeNotSupportedException e) {
        return e.getSupportedMediaTypes().stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
