package dev.tintype.worker;

import dev.tintype.job.Pool;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Only when this worker does the jobs of a pool: {@code tintype.pools}, environment {@code TINTYPE_POOLS}, names with commas
 * between; left out, it does all.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Conditional(ConditionalOnPool.Chosen.class)
@interface ConditionalOnPool {
    Pool value();

    /** Reads the setting. */
    final class Chosen implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            List<Pool> chosen = Binder.get(context.getEnvironment())
                    .bind("tintype.pools", Bindable.listOf(Pool.class))
                    .orElse(List.of(Pool.values()));
            return metadata.getAnnotations()
                    .get(ConditionalOnPool.class)
                    .getValue("value", Pool.class)
                    .filter(chosen::contains)
                    .isPresent();
        }
    }
}
