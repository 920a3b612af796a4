package dev.tintype.api.problem;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Errors that no controller and no filter answered are problems too, not pages: what Tomcat refuses before any filter
 * sees it (a bad request line, a header too large), a bare {@code sendError}, an exception out of a filter.
 */
public final class ProblemReportValve extends ErrorReportValve {
    private static final Logger log = LoggerFactory.getLogger(ProblemReportValve.class);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            response.setHeader("X-Content-Type-Options", "nosniff");
            ProblemWriter.write(request, response, StatusProblems.of(response.getStatus()));
            response.finishResponse();
        } catch (IOException e) {
            log.debug("the client went away", e);
        }
    }
}
