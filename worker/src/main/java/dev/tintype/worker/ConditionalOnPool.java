package dev.tintype.worker;

import dev.tintype.config.BadSetting;
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
 * Only when this worker does the work of a pool: {@code tintype.pools}, environment {@code TINTYPE_POOLS}, names with commas
 * between; left out, it does all.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Conditional(ConditionalOnPool.Chosen.class)
@interface ConditionalOnPool {
    String CAPTURE = "capture";
    String MEDIA = "media";
    String NOOP = "noop";
    String CALLBACK = "callback";

    String value();

    /** Reads the setting. */
    final class Chosen implements Condition {
        private static final List<String> ALL = List.of(CAPTURE, MEDIA, NOOP, CALLBACK);

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            List<String> chosen = Binder.get(context.getEnvironment())
                    .bind("tintype.pools", Bindable.listOf(String.class))
                    .orElse(ALL);
            for (String pool : chosen) {
                if (!ALL.contains(pool)) {
                    throw new BadSetting(
                            "tintype.pools", "names no pool: " + pool, "Use some of " + String.join(", ", ALL) + ".");
                }
            }
            return metadata.getAnnotations()
                    .get(ConditionalOnPool.class)
                    .getValue("value", String.class)
                    .filter(chosen::contains)
                    .isPresent();
        }
    }
}
