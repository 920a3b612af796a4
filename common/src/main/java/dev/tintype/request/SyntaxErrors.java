package dev.tintype.request;

import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;

/** Says where text stops being JSON, in words of ours. */
final class SyntaxErrors {
    /** The parser's hints name its settings; callers cannot change those. */
    private static final Pattern HINT =
            Pattern.compile("(: (was )?expect.*|: enable .*|, from `[^`]*`| \\(start marker.*)");

    private static final Pattern CODE = Pattern.compile(" \\(code \\d+[^)]*\\)");

    private SyntaxErrors() {}

    static InvalidRequest explain(JacksonException e) {
        if (isDuplicate(e) && e.processor() instanceof JsonParser parser) {
            String pointer = parser.streamReadContext().pathAsPointer().toString();
            return new InvalidRequest(
                    InvalidRequest.Kind.WRONG_FORM,
                    new FieldError(pointer, FieldError.DUPLICATE_FIELD, "The field is given twice" + at(e) + "."));
        }
        return new InvalidRequest(
                InvalidRequest.Kind.MALFORMED,
                "The body is not JSON that can be read" + at(e) + what(e) + ".",
                List.of());
    }

    private static boolean isDuplicate(JacksonException e) {
        return e instanceof StreamReadException && original(e).startsWith("Duplicate ");
    }

    private static String at(JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        return location == null || location.getLineNr() < 1
                ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** Only the parser's own findings are known to be harmless text. */
    private static String what(JacksonException e) {
        return e instanceof StreamReadException || e instanceof StreamConstraintsException
                ? ": " + CODE.matcher(HINT.matcher(original(e)).replaceAll("")).replaceAll("")
                : "";
    }

    private static String original(JacksonException e) {
        return String.valueOf(e.getOriginalMessage());
    }
}
