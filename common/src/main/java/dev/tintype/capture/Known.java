package dev.tintype.capture;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A name from a list that is too long, or too much in motion, for an enum. Null passes. */
@Documented
@Constraint(validatedBy = Known.Validator.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
public @interface Known {
    List value();

    String message() default "is not known here";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Which list. */
    enum List {
        /** {@link Device#names}. */
        DEVICES,
        /** The IANA time zone database. */
        TIME_ZONES
    }

    /** Looks into the list. */
    final class Validator implements ConstraintValidator<Known, String> {
        private List list = List.DEVICES;

        @Override
        public void initialize(Known annotation) {
            list = annotation.value();
        }

        @Override
        public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
            return value == null
                    || switch (list) {
                        case DEVICES -> Device.named(value).isPresent();
                        case TIME_ZONES -> ZoneId.getAvailableZoneIds().contains(value);
                    };
        }
    }
}
