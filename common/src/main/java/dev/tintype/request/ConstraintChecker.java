package dev.tintype.request;

import dev.tintype.capture.Known;
import dev.tintype.capture.WebUrl;
import dev.tintype.job.JobRequest;
import dev.tintype.json.Json;
import dev.tintype.media.Rungs;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.hibernate.validator.HibernateValidator;

/** Checks the constraints on the request's records and names each broken one by JSON pointer. Thread-safe. */
final class ConstraintChecker {
    private final Validator validator;

    ConstraintChecker() {
        try (ValidatorFactory factory = Validation.byProvider(HibernateValidator.class)
                .configure()
                .messageInterpolator(new Wording())
                .buildValidatorFactory()) {
            validator = factory.getValidator();
        }
    }

    /** @throws InvalidRequest with every broken constraint, in the order of their pointers */
    void check(JobRequest request) {
        check(List.of(request.spec(), request.options()));
    }

    /** @throws InvalidRequest with every broken constraint of all the parts of one body */
    void check(List<?> parts) {
        List<FieldError> errors = parts.stream()
                .<ConstraintViolation<?>>flatMap(part -> validator.validate(part).stream())
                .map(ConstraintChecker::error)
                .distinct()
                .sorted(Comparator.comparing(FieldError::pointer).thenComparing(FieldError::detail))
                .toList();
        if (!errors.isEmpty()) {
            String detail = errors.size() == 1
                    ? errors.getFirst().detail()
                    : errors.size() + " fields are not valid; see errors.";
            throw new InvalidRequest(InvalidRequest.Kind.INVALID, detail, errors);
        }
    }

    private static FieldError error(ConstraintViolation<?> violation) {
        Annotation constraint = violation.getConstraintDescriptor().getAnnotation();
        List<String> steps = steps(violation);
        String message = violation.getMessage();
        // A rule across fields is a whole sentence; the others go on from the field's name.
        String sentence = constraint instanceof AssertTrue ? capital(message) : label(steps) + " " + message;
        return new FieldError(
                String.join("", steps.stream().map(s -> "/" + s).toList()), code(constraint), sentence + ".");
    }

    /** What people call the field: {@code width}, {@code tags[0]}. */
    private static String label(List<String> steps) {
        if (steps.isEmpty()) {
            return "The request";
        }
        String last = steps.getLast();
        boolean index = steps.size() > 1 && last.chars().allMatch(Character::isDigit);
        return index ? steps.get(steps.size() - 2) + "[" + last + "]" : last;
    }

    private static String code(Annotation constraint) {
        return switch (constraint) {
            case NotNull _ -> FieldError.REQUIRED;
            case WebUrl _ -> FieldError.INVALID_URL;
            case Known _ -> FieldError.UNSUPPORTED_VALUE;
            case Pattern _ -> FieldError.INVALID_FORMAT;
            case AssertTrue _ -> FieldError.CONTRADICTION;
            default -> FieldError.OUT_OF_RANGE;
        };
    }

    /** The way to the field. A rule across fields stands on the record that has them. */
    private static List<String> steps(ConstraintViolation<?> violation) {
        List<String> steps = new ArrayList<>();
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.isInIterable()) {
                Object place = node.getIndex() == null ? node.getKey() : node.getIndex();
                steps.add(String.valueOf(place).replace("~", "~0").replace("/", "~1"));
            }
            switch (node.getKind()) {
                case PROPERTY -> {
                    if (!Rungs.LIST.equals(node.getName())) {
                        steps.add(Json.fieldName(String.valueOf(node.getName())));
                    }
                }
                default -> {
                    // a container element has no name of its own
                }
            }
        }
        if (violation.getConstraintDescriptor().getAnnotation() instanceof AssertTrue && !isField(violation)) {
            steps.removeLast();
        }
        return steps;
    }

    private static boolean isField(ConstraintViolation<?> violation) {
        String last = "";
        for (Path.Node node : violation.getPropertyPath()) {
            last = String.valueOf(node.getName());
        }
        String name = last;
        Class<?> owner = violation.getLeafBean().getClass();
        return owner.isRecord()
                && Arrays.stream(owner.getRecordComponents())
                        .anyMatch(component -> component.getName().equals(name));
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
