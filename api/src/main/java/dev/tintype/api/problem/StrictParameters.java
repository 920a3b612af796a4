package dev.tintype.api.problem;

import dev.tintype.request.FieldError;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses query parameters that a route does not have, or that are given twice: no option is silently ignored (rule 7). */
@Component
public final class StrictParameters implements HandlerInterceptor {
    private final Map<Method, Set<String>> known = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && isOurs(method)) {
            Set<String> names = known.computeIfAbsent(method.getMethod(), _ -> names(method));
            request.getParameterMap().forEach((name, values) -> check(names, name, values));
        }
        return true;
    }

    private static boolean isOurs(HandlerMethod method) {
        return method.getBeanType().getName().startsWith("dev.tintype.");
    }

    private static void check(Set<String> names, String name, String[] values) {
        if (!names.contains(name)) {
            String detail = names.isEmpty()
                    ? "This address takes no query parameters."
                    : "This address takes only: " + String.join(", ", names) + ".";
            throw Problem.of(
                            ProblemType.UNKNOWN_PARAMETER,
                            ProblemError.ofParameter(shown(name), FieldError.UNKNOWN_FIELD, detail))
                    .exception();
        }
        if (values.length > 1) {
            throw Problem.of(
                            ProblemType.INVALID_PARAMETER,
                            ProblemError.ofParameter(name, FieldError.DUPLICATE_FIELD, "Give " + name + " once."))
                    .exception();
        }
    }

    private static String shown(String name) {
        return name.length() > 64 ? name.substring(0, 64) + "…" : name;
    }

    private static Set<String> names(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
                .map(StrictParameters::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String name(MethodParameter parameter) {
        RequestParam annotation =
                AnnotatedElementUtils.getMergedAnnotation(parameter.getParameter(), RequestParam.class);
        return annotation == null || annotation.name().isEmpty()
                ? parameter.getParameter().getName()
                : annotation.name();
    }
}
