package dev.tintype.api.auth;

import dev.tintype.api.problem.PixashotError;
import dev.tintype.api.problem.Problem;
import dev.tintype.api.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Tells a caller that the request goes no further, in the words that the address asked speaks. */
final class Refusal {
    private Refusal() {}

    static void write(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        if (request.getRequestURI().equals(PixashotLinks.PATH)) {
            PixashotError.of(problem).write(response);
        } else {
            ProblemWriter.write(request, response, problem);
        }
    }
}
