package dev.tintype.worker;

import dev.tintype.config.BadSetting;
import dev.tintype.job.Pool;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Only when this worker does the work of a pool: {@code tintype.pools}, environment {@code TINTYPE_POOLS}, names with commas
 * between; left out, it does all.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Conditional(ConditionalOnPool.Chosen.class)
@interface ConditionalOnPool {
    /** The pool that delivers callbacks; it has no jobs and no queue. */
    String CALLBACK = "callback";

    /** The pool's name. */
    String value();

    /** Reads the setting. */
    final class Chosen implements Condition {
        private static final List<String> KNOWN = Stream.concat(
                        Stream.of(Pool.values()).map(Pool::wireName), Stream.of(CALLBACK))
                .toList();

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            List<String> chosen = Binder.get(context.getEnvironment())
                    .bind("tintype.pools", Bindable.listOf(String.class))
                    .orElse(KNOWN);
            if (chosen.isEmpty() || !KNOWN.containsAll(chosen)) {
                throw new BadSetting(
                        "TINTYPE_POOLS",
                        "names a pool that does not exist",
                        "Choose from " + String.join(", ", KNOWN) + ", or leave it out to have all.");
            }
            return metadata.getAnnotations()
                    .get(ConditionalOnPool.class)
                    .getValue("value", String.class)
                    .filter(chosen::contains)
                    .isPresent();
        }
    }
}
