package dev.tintype.api.auth;

import dev.tintype.api.web.RequestId;
import dev.tintype.audit.AuditEvent;
import dev.tintype.audit.AuditLog;
import dev.tintype.audit.AuditWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Writes to the audit log what routes that are {@link Audited} did. What was refused is done by nobody, and not written. */
@Component
public final class AuditInterceptor implements HandlerInterceptor {
    private static final String TARGET = AuditInterceptor.class.getName() + ".target";
    private static final String CALLER = AuditInterceptor.class.getName() + ".caller";
    private static final int REFUSED = 400;
    private static final Set<String> ABOUT_JOBS = Set.of("job", "batch", "upload", "delivery");

    private final AuditWriter audit;

    AuditInterceptor(AuditWriter audit) {
        this.audit = audit;
    }

    /** Says what the request under way has done something to, where its answer does not say so by itself. */
    public static void about(String target) {
        RequestContextHolder.currentRequestAttributes().setAttribute(TARGET, target, RequestAttributes.SCOPE_REQUEST);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof ApiCaller caller) {
            request.setAttribute(CALLER, caller);
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        Audited audited = handler instanceof HandlerMethod method ? method.getMethodAnnotation(Audited.class) : null;
        if (audited == null || !(request.getAttribute(CALLER) instanceof ApiCaller caller)) {
            return;
        }
        String target = (String) request.getAttribute(TARGET);
        if (target == null && (failure != null || response.getStatus() >= REFUSED)) {
            return;
        }
        String made = response.getHeader(HttpHeaders.LOCATION);
        String fallback = made == null ? request.getRequestURI() : made;
        audit.write(new AuditEvent(
                log(audited.value()),
                audited.value(),
                caller.tenant(),
                caller.kid(),
                request.getRemoteAddr(),
                RequestId.of(request),
                target == null ? fallback : target));
    }

    private static AuditLog log(String action) {
        String about = action.substring(0, action.indexOf('.'));
        if (about.equals("mediakey")) {
            return AuditLog.MEDIA_KEYS;
        }
        return ABOUT_JOBS.contains(about) ? AuditLog.JOBS : AuditLog.CHANGES;
    }
}
