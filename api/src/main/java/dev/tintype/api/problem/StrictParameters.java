package dev.tintype.api.problem;

import dev.tintype.request.FieldError;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses query parameters that a route does not have, or that are given twice: no option is silently ignored (rule 7). One
 * that a route takes as a {@link MultiValueMap} may be repeated.
 */
@Component
public final class StrictParameters implements HandlerInterceptor {
    private final Map<Method, Map<String, Boolean>> repeatable = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && isOurs(method) && !readsAll(method)) {
            Map<String, Boolean> known = repeatable.computeIfAbsent(method.getMethod(), _ -> names(method));
            request.getParameterMap().forEach((name, values) -> check(known, name, values));
        }
        return true;
    }

    private static boolean isOurs(HandlerMethod method) {
        return method.getBeanType().getName().startsWith("dev.tintype.");
    }

    /** Who takes all parameters as a map checks them itself. */
    private static boolean readsAll(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .anyMatch(parameter -> parameter.hasParameterAnnotation(RequestParam.class)
                        && parameter.getParameterType() == Map.class);
    }

    private static void check(Map<String, Boolean> known, String name, String[] values) {
        Boolean repeated = known.get(name);
        if (repeated == null) {
            String detail = known.isEmpty()
                    ? "This address takes no query parameters."
                    : "This address takes only: " + String.join(", ", known.keySet()) + ".";
            throw Problem.of(
                            ProblemType.UNKNOWN_PARAMETER,
                            ProblemError.ofParameter(shown(name), FieldError.UNKNOWN_FIELD, detail))
                    .exception();
        }
        if (values.length > 1 && !repeated) {
            throw Problem.of(
                            ProblemType.INVALID_PARAMETER,
                            ProblemError.ofParameter(name, FieldError.DUPLICATE_FIELD, "Give " + name + " once."))
                    .exception();
        }
    }

    private static String shown(String name) {
        return name.length() > 64 ? name.substring(0, 64) + "…" : name;
    }

    private static Map<String, Boolean> names(HandlerMethod method) {
        Map<String, Boolean> names = new TreeMap<>();
        for (MethodParameter parameter : method.getMethodParameters()) {
            if (parameter.hasParameterAnnotation(RequestParam.class)) {
                names.put(name(parameter), MultiValueMap.class.isAssignableFrom(parameter.getParameterType()));
            }
        }
        return names;
    }

    private static String name(MethodParameter parameter) {
        RequestParam annotation =
                AnnotatedElementUtils.getMergedAnnotation(parameter.getParameter(), RequestParam.class);
        return annotation == null || annotation.name().isEmpty()
                ? parameter.getParameter().getName()
                : annotation.name();
    }
}
