package dev.tintype.request;

import jakarta.validation.MessageInterpolator;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.util.Locale;

/**
 * What each broken constraint is called: plain English whatever the machine speaks, and no expression language, since
 * messages may quote what callers sent.
 */
final class Wording implements MessageInterpolator {
    @Override
    public String interpolate(String template, Context context) {
        return template.startsWith("{")
                ? usual(context.getConstraintDescriptor().getAnnotation())
                : template;
    }

    @Override
    public String interpolate(String template, Context context, Locale locale) {
        return interpolate(template, context);
    }

    private static String usual(Annotation constraint) {
        return switch (constraint) {
            case NotNull _ -> "is required";
            case Min min -> "must be at least " + min.value();
            case Max max -> "must be at most " + max.value();
            case DecimalMin min -> "must be at least " + min.value();
            case DecimalMax max -> "must be at most " + max.value();
            case Size size when size.max() == Integer.MAX_VALUE -> "must have at least " + size.min() + " in length";
            case Size size -> "must be " + size.min() + " to " + size.max() + " in length";
            case Pattern pattern -> "must match " + pattern.regexp();
            default -> "is not valid";
        };
    }
}
